package dev.leat.connector.nats;

import dev.leat.protocol.ConnectorException;
import dev.leat.row.Batch;
import dev.leat.row.Bytes;
import dev.leat.row.RidOrder;
import dev.leat.sdk.Log;
import dev.leat.sdk.Rid;
import dev.leat.sdk.StreamWriter;
import dev.leat.sdk.WritePlan;
import dev.leat.value.JsonObject;
import io.nats.client.Message;
import io.nats.client.api.StreamInfo;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Writes the rows of one stream. A few are held until the commit; where there are more they go ahead, as a stream has no
 * transactions. Of a stream with RID that is no harm: what is there is a beginning, and its last RID tells the next run. Of
 * one without, the last row of a transaction carries the mark of the commit, so that the next run finds what lacks it.
 */
final class MessageWriter implements StreamWriter {
    private final Link link;
    private final WritePlan plan;
    private final Target target;
    private final Publisher publisher;
    private final Held held;
    private final RowHeaders headers;
    private final JsonObject json;
    private final Bytes payload = new Bytes(1024);
    private final int[] key;
    private final long bytesMax;
    private final int ridColumn;
    private final RidOrder order;
    private final Optional<JsonNode> lastRid;
    private final Deque<Row> rows = new ArrayDeque<>();
    private long bytes;
    private boolean isLeft;
    private Boundary boundary;
    private byte[] boundaryRid;

    MessageWriter(Link link, WritePlan plan, Target target, StreamInfo info, Held held, Instant began)
            throws InterruptedException {
        this.link = link;
        this.plan = plan;
        this.target = target;
        this.held = held;
        this.headers = new RowHeaders(plan, target.stream(), began);
        this.json = new JsonObject(plan.schema().columns(), new byte[0]);
        this.key = target.hasKey()
                ? plan.schema().key().stream().mapToInt(plan.schema()::indexOf).toArray()
                : new int[0];
        long rowMax = info.getConfiguration().getMaximumMessageSize();
        long serverMax = link.connection().getMaxPayload();
        this.bytesMax = rowMax > 0 ? Math.min(rowMax, serverMax) : serverMax;
        this.ridColumn = plan.rid().map(Rid::column).orElse(-1);
        this.order = plan.rid()
                .map(rid -> RidOrder.of(rid.type(), "stream \"" + target.leat() + "\": the RID column"))
                .orElse(null);
        this.lastRid = LastRid.of(link, plan, info);
        this.publisher = new Publisher(
                link, target.stream(), headers, info.getStreamState().getLastSequence());
    }

    /** The greatest RID that was there when the stream was opened. */
    Optional<JsonNode> lastRid() {
        return lastRid;
    }

    @Override
    public void write(Batch batch) throws InterruptedException {
        while (batch.next()) {
            payload.clear();
            json.append(batch, payload);
            if (boundary != null && isThere(batch)) {
                continue;
            }
            hold(row(batch));
            payload.clear();
            payload.shrink();
        }
        if (held.isTooMuch(bytes)) {
            publish(1);
        }
    }

    private boolean isThere(Batch batch) {
        if (batch.compare(ridColumn, order, boundaryRid) != 0) {
            boundary = null;
            return false;
        }
        return boundary.take(payload.array(), payload.length());
    }

    private Row row(Batch batch) {
        byte[] rid = ridColumn < 0 ? null : AsciiJson.of(batch.json(), batch.from(ridColumn), batch.to(ridColumn));
        long size = payload.length() + (long) headers.lengthMax(rid == null ? 0 : rid.length);
        if (size > bytesMax) {
            throw ConnectorException.data("stream \"" + target.leat() + "\", " + batch.location() + ": the row takes "
                    + size + " bytes as a message, and the server takes " + bytesMax
                    + " at most; raise its max_payload or the stream's max_msg_size, or leave large columns out");
        }
        return new Row(subject(batch), payload.copy(), rid);
    }

    private String subject(Batch batch) {
        if (key.length == 0) {
            return target.rowSubject();
        }
        StringBuilder tokens = new StringBuilder();
        for (int i = 0; i < key.length; i++) {
            if (key[i] < 0 || batch.isNull(key[i])) {
                throw ConnectorException.data("stream \"" + target.leat() + "\", " + batch.location()
                        + ": the row has no value for \"" + plan.schema().key().get(i)
                        + "\", which goes into its subject; leave {key} out of subject");
            }
            tokens.append(i == 0 ? "" : ".").append(Target.token(batch.textAt(key[i])));
        }
        String subject = target.rowSubject().replace(Target.KEY, tokens);
        if (subject.length() > Target.SUBJECT_BYTES_MAX) {
            throw ConnectorException.data("stream \"" + target.leat() + "\", " + batch.location()
                    + ": the row's key makes a subject of " + subject.length() + " bytes, and "
                    + Target.SUBJECT_BYTES_MAX + " are possible; leave {key} out of subject");
        }
        return subject;
    }

    private void hold(Row row) throws InterruptedException {
        rows.add(row);
        bytes += row.bytes();
        held.add(row.bytes());
        if (held.isTooMuch(bytes)) {
            publish(1);
        }
    }

    /** Sends what is held, but for the last rows. */
    private void publish(int kept) throws InterruptedException {
        held.goesAhead(publisher);
        while (rows.size() > kept) {
            Row row = rows.remove();
            bytes -= row.bytes();
            held.add(-row.bytes());
            row.commits = rows.isEmpty();
            publisher.publish(row, rows.size() <= kept);
        }
    }

    /** The rows that share the last RID are there to stay: they are looked up, and left out as they come again. */
    @Override
    public void dropBoundary() throws InterruptedException {
        StreamInfo info = link.info(target.stream()).orElseThrow();
        Tail tail = new Tail(link, info);
        boundaryRid = RidOrder.literal(lastRid.orElseThrow());
        String column = plan.rid().orElseThrow().name();
        long from = tail.beginOf(message -> isBoundary(Marks.rid(message.getHeaders()), column));
        boundary = new Boundary(target.leat().toString());
        try (MessageFeed feed = new MessageFeed(link, target.stream(), List.of(), from)) {
            Message message;
            while ((message = feed.next()) != null && feed.sequence() <= tail.last()) {
                if (isBoundary(Marks.rid(message.getHeaders()), column)) {
                    boundary.add(message.getData(), message.getData().length);
                }
            }
        }
    }

    private boolean isBoundary(JsonNode rid, String column) {
        if (rid == null || !rid.has(column)) {
            return false;
        }
        byte[] literal = RidOrder.literal(rid.get(column));
        return order.compare(literal, 0, literal.length, boundaryRid, 0, boundaryRid.length) == 0;
    }

    /** Sends everything; {@link #settle} waits for it. */
    void send() throws InterruptedException {
        publish(0);
    }

    /** Waits until the server has everything, which is there to stay from now on. */
    void settle() throws InterruptedException {
        publisher.settle();
        publisher.commit();
    }

    /** Forgets what is held, and takes back what went ahead. */
    void rollback() throws InterruptedException {
        rows.clear();
        held.add(-bytes);
        bytes = 0;
        if (publisher.sent() > publisher.committed() && !isLeft) {
            long last = publisher.stop();
            Tail.delete(link, target.stream(), publisher.committed(), last);
            Log.info("stream \"" + target.leat() + "\": rows that were not committed are taken back");
            publisher.commit();
        }
    }

    /** Leaves what went ahead to the next run. */
    void leave() {
        isLeft = true;
    }

    @Override
    public void complete() {
        // The rows are there with the next commit.
    }

    @Override
    public void abort() {
        // Only replacements have something to give up.
    }
}
