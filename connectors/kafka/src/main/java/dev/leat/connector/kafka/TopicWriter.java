package dev.leat.connector.kafka;

import dev.leat.protocol.ConnectorException;
import dev.leat.row.Batch;
import dev.leat.row.RidOrder;
import dev.leat.sdk.Rid;
import dev.leat.sdk.StreamWriter;
import dev.leat.sdk.WritePlan;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import tools.jackson.databind.JsonNode;

/** Writes a stream into its topic: each row a message. */
final class TopicWriter implements StreamWriter {
    static final String SYNCED_AT = "leat-synced-at";
    static final String SYNC_ID = "leat-sync-id";

    /** What a message takes in the topic beside its key, value and headers, at most. */
    private static final int MESSAGE_BYTES = 100;

    private static final int HEADER_BYTES = 8;

    private final WritePlan plan;
    private final Target target;
    private final String run;
    private final Transactions transactions;
    private final TopicTails tails;
    private final RowJson json;
    private final RidHeader rid;
    private final List<Header> headers = new ArrayList<>();
    private final int headerBytes;
    private Boundary boundary;

    TopicWriter(WritePlan plan, Target target, String run, Instant began, Transactions transactions, TopicTails tails) {
        this.plan = plan;
        this.target = target;
        this.run = run;
        this.transactions = transactions;
        this.tails = tails;
        this.json = new RowJson(plan.schema());
        this.rid = plan.rid().map(RidHeader::new).orElse(null);
        if (plan.technicalColumns()) {
            header(SYNCED_AT, began.truncatedTo(ChronoUnit.MICROS).toString());
            header(SYNC_ID, String.valueOf(plan.syncId()));
        }
        this.headerBytes = headers.stream().mapToInt(TopicWriter::size).sum();
        if (rid != null) {
            headers.add(null);
        }
    }

    private void header(String name, String value) {
        headers.add(new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8)));
    }

    private static int size(Header header) {
        return header.key().length() + header.value().length + HEADER_BYTES;
    }

    @Override
    public void write(Batch rows) {
        while (rows.next()) {
            byte[] value = json.value(rows);
            if (boundary != null && boundary.has(rows, value)) {
                continue;
            }
            byte[] key = json.key(rows);
            int size = MESSAGE_BYTES + headerBytes + value.length + (key == null ? 0 : key.length);
            if (rid != null) {
                Header last = rid.of(rows);
                headers.set(headers.size() - 1, last);
                size += size(last);
            }
            if (size > target.messageBytesMax()) {
                throw tooLarge(rows, size);
            }
            transactions.send(run, new ProducerRecord<>(target.topic(), null, null, key, value, headers), size);
        }
    }

    private ConnectorException tooLarge(Batch rows, int size) {
        return ConnectorException.data("stream \"" + plan.schema().stream() + "\", " + rows.location()
                + ": the row takes " + size + " bytes as a message, and topic \"" + target.topic() + "\" takes "
                + target.messageBytesMax() + "; leave its large columns out, or raise the topic's max.message.bytes"
                + " (topic_config, where Leat makes the topic)");
    }

    @Override
    public void dropBoundary() {
        Rid column = plan.rid().orElseThrow();
        Optional<JsonNode> last = tails.last(target.topic(), plan);
        boundary = last.map(value -> new Boundary(
                        tails.boundary(target.topic(), plan, value),
                        RidOrder.of(column.type()),
                        column.column(),
                        value))
                .orElse(null);
    }

    @Override
    public void complete() {}

    @Override
    public void abort() {}
}
