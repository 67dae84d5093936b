package dev.leat.protocol;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A STATE message, kept as the tree it arrived as, because a destination must hand it back unchanged, with properties
 * this program has never heard of. Not thread-safe while it is being changed; nobody but its creator changes it.
 *
 * @param body the object under {@code "state"}
 */
public record StateMessage(ObjectNode body) {
    /** The three forms a state has. */
    public enum Kind {
        STREAM,
        GLOBAL,
        LEGACY
    }

    public static StateMessage ofStream(StreamDescriptor stream, JsonNode streamState) {
        ObjectNode body = Json.object();
        body.put("type", "STREAM");
        ObjectNode inner = body.putObject("stream");
        inner.set("stream_descriptor", Json.tree(stream));
        inner.set("stream_state", streamState);
        return new StateMessage(body);
    }

    public Kind kind() {
        return switch (body.path("type").asString("LEGACY")) {
            case "STREAM" -> Kind.STREAM;
            case "GLOBAL" -> Kind.GLOBAL;
            default -> Kind.LEGACY;
        };
    }

    /** The stream a {@link Kind#STREAM} state belongs to; null for the other kinds. */
    public StreamDescriptor stream() {
        JsonNode descriptor = body.path("stream").path("stream_descriptor");
        return descriptor.isObject()
                ? new StreamDescriptor(
                        descriptor.path("name").asString(),
                        descriptor.path("namespace").asString(null))
                : null;
    }

    /** The blob of a {@link Kind#STREAM} state; a missing node when there is none. */
    public JsonNode streamState() {
        return body.path("stream").path("stream_state");
    }

    /** Whether both say the same of the same streams, whatever counts were added on the way. */
    public boolean sameAs(StateMessage other) {
        return kind() == other.kind()
                && body.path("stream").equals(other.body.path("stream"))
                && body.path("global").equals(other.body.path("global"))
                && body.path("data").equals(other.body.path("data"));
    }

    /** Records the source says it sent since the stream's previous state, or -1 if it does not say. */
    public long sourceRecordCount() {
        return count("sourceStats");
    }

    /** Records the destination says it made durable since the stream's previous state, or -1 if it does not say. */
    public long destinationRecordCount() {
        return count("destinationStats");
    }

    private long count(String stats) {
        JsonNode value = body.path(stats).path("recordCount");
        return value.isNumber() ? value.decimalValue().longValue() : -1;
    }

    /** A copy that says how many records the source sent since the previous state. */
    public StateMessage withSourceCount(long records) {
        return with("sourceStats", records);
    }

    /** A copy that says how many records the destination made durable since the previous state. */
    public StateMessage withDestinationCount(long records) {
        return with("destinationStats", records);
    }

    private StateMessage with(String stats, long records) {
        ObjectNode copy = body.deepCopy();
        // The protocol asks for a decimal point: some readers bind the count to a double and refuse an integer.
        copy.withObject("/" + stats)
                .put("recordCount", java.math.BigDecimal.valueOf(records).setScale(1));
        return new StateMessage(copy);
    }
}
