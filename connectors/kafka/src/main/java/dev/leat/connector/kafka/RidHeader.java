package dev.leat.connector.kafka;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.Json;
import dev.leat.row.Batch;
import dev.leat.row.Bytes;
import dev.leat.row.JsonText;
import dev.leat.row.Slice;
import dev.leat.sdk.Rid;
import dev.leat.sdk.WritePlan;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The header by which a topic tells how far it is: {@code leat-rid}, with the RID column's name and the row's value, as in
 * {@code {"id":42}}. Messages that others have put into the topic have none.
 */
final class RidHeader {
    static final String NAME = "leat-rid";

    private final byte[] start;
    private final int column;
    private final Bytes text = new Bytes(64);

    RidHeader(Rid rid) {
        this.column = rid.column();
        byte[] name = rid.name().getBytes(StandardCharsets.UTF_8);
        Bytes quoted = new Bytes(name.length + 8).put('{');
        JsonText.quote(quoted, name, 0, name.length);
        this.start = quoted.put(':').copy();
    }

    /** The header of the batch's current row. */
    Header of(Batch rows) {
        Slice value = rows.rawAt(column);
        text.clear();
        text.put(start).put(value.array, value.offset, value.length).put('}');
        return new RecordHeader(NAME, text.copy());
    }

    /**
     * The RID of a message; empty if it was not written by a run with RIDs.
     *
     * @throws ConnectorException CONFIG if it is that of another column
     */
    static Optional<JsonNode> read(Headers headers, String topic, WritePlan plan) {
        Header header = headers.lastHeader(NAME);
        if (header == null || header.value() == null) {
            return Optional.empty();
        }
        String column = plan.rid().orElseThrow().name();
        String said = new String(header.value(), StandardCharsets.UTF_8);
        try {
            JsonNode rid = Json.parse(said);
            if (rid.isObject() && rid.size() == 1 && rid.has(column)) {
                return Optional.of(rid.get(column));
            }
        } catch (JacksonException notOurs) {
            // Told below, with those of other columns.
        }
        throw ConnectorException.config("stream \"" + plan.schema().stream() + "\": the messages of topic \"" + topic
                + "\" have the header " + NAME + " with " + said + ", and the RID column is \"" + column
                + "\" now; go back to the one they have, or write to another topic (topic_template)");
    }
}
