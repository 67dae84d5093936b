package dev.leat.testkit;

import dev.leat.protocol.Json;
import dev.leat.protocol.Message;
import dev.leat.protocol.MessageCodec;
import dev.leat.protocol.StateMessage;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.protocol.TraceMessage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Lines for a destination, put together message by message. Counts the rows, so that its states say the right number. */
public final class Feed {
    /** {@code emitted_at} of every row: nothing may depend on it. */
    static final long EMITTED_AT = 1_767_225_600_000L;

    /** Exact numbers travel with all their digits, never with an exponent. */
    private static final JsonMapper PLAIN = JsonMapper.builder(Json.FACTORY)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Map<StreamDescriptor, Long> sinceState = new HashMap<>();

    /** A row in the form our own sources write. */
    public Feed row(StreamDescriptor stream, ObjectNode data) {
        sinceState.merge(stream, 1L, Long::sum);
        return line(text(stream, data));
    }

    /** The line of a row. */
    static String text(StreamDescriptor stream, ObjectNode data) {
        ObjectNode line = PLAIN.createObjectNode();
        ObjectNode body = line.put("type", "RECORD").putObject("record");
        body.put("stream", stream.name());
        if (stream.namespace() != null) {
            body.put("namespace", stream.namespace());
        }
        body.set("data", data);
        body.put("emitted_at", EMITTED_AT);
        return PLAIN.writeValueAsString(line);
    }

    /** A row given as the JSON of its data. */
    public Feed row(StreamDescriptor stream, String data) {
        return row(stream, (ObjectNode) Json.parse(data));
    }

    public Feed rows(StreamDescriptor stream, List<ObjectNode> rows) {
        rows.forEach(row -> row(stream, row));
        return this;
    }

    /** A state of a stream, with the number of rows since the one before. */
    public Feed state(StreamDescriptor stream, JsonNode state) {
        return state(StateMessage.ofStream(stream, state).withSourceCount(rowsSinceState(stream)));
    }

    /** A state as a source with RIDs writes it. */
    public Feed rid(StreamDescriptor stream, String column, JsonNode value) {
        return state(stream, ridState(column, value));
    }

    static ObjectNode ridState(String column, JsonNode value) {
        ObjectNode state = Json.object();
        state.putObject("rid").put("column", column).set("value", value);
        return state;
    }

    /** A state as it is; the counts begin anew. */
    public Feed state(StateMessage state) {
        if (state.stream() == null) {
            sinceState.clear();
        } else {
            sinceState.remove(state.stream());
        }
        return message(new Message.State(state));
    }

    long rowsSinceState(StreamDescriptor stream) {
        return sinceState.getOrDefault(stream, 0L);
    }

    long rowsSinceState() {
        return sinceState.values().stream().mapToLong(Long::longValue).sum();
    }

    public Feed complete(StreamDescriptor stream) {
        return status(stream, TraceMessage.Status.COMPLETE);
    }

    public Feed status(StreamDescriptor stream, TraceMessage.Status status) {
        return message(TraceMessage.status(stream, status));
    }

    Feed message(Message message) {
        out.writeBytes(MessageCodec.format(message));
        out.write('\n');
        return this;
    }

    /** A line as it is; the line end is added. */
    public Feed line(String text) {
        return raw(text + "\n");
    }

    /** A row as it is, counted like the others. */
    public Feed foreignRow(StreamDescriptor stream, String text) {
        sinceState.merge(stream, 1L, Long::sum);
        return line(text);
    }

    /** Text as it is, without a line end. */
    public Feed raw(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    public byte[] bytes() {
        return out.toByteArray();
    }
}
