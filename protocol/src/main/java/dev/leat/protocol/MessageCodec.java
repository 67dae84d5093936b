package dev.leat.protocol;

import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Control messages to lines and back. Stateless and thread-safe.
 *
 * <p>A line that is not JSON, has no {@code type}, or a type unknown here is no message but something a program
 * printed: {@link #parse} answers empty and the caller logs it.
 */
public final class MessageCodec {
    private static final Map<String, String> SPEC_NAMES = Map.of(
            "documentation_url", "documentationUrl",
            "connection_specification", "connectionSpecification",
            "supports_incremental", "supportsIncremental");

    private MessageCodec() {}

    /** Reads one line (with or without its line end); empty if it is not a message. */
    public static Optional<Message> parse(byte[] line, int offset, int length) {
        int i = offset;
        while (i < offset + length && line[i] <= ' ' && line[i] >= 0) {
            i++;
        }
        if (i >= offset + length || line[i] != '{') {
            return Optional.empty();
        }
        try {
            return fromTree(Json.parse(line, offset, length));
        } catch (JacksonException notAMessage) {
            return Optional.empty();
        }
    }

    public static Optional<Message> parse(byte[] line) {
        return parse(line, 0, line.length);
    }

    /** Reads a message from its tree; throws {@link JacksonException} if a known type has an unreadable body. */
    private static Optional<Message> fromTree(JsonNode tree) {
        String type = tree.path("type").asString("");
        return Optional.ofNullable(
                switch (type) {
                    case "RECORD" -> record(tree.path("record"));
                    case "COLUMNS" -> bind(tree, "columns", Message.Columns.class);
                    case "STATE" ->
                        tree.path("state") instanceof ObjectNode state
                                ? new Message.State(new StateMessage(state))
                                : null;
                    case "LOG" -> bind(tree, "log", Message.Log.class);
                    case "SPEC" -> bind(tree, "spec", Message.Spec.class);
                    case "CONNECTION_STATUS" -> bind(tree, "connectionStatus", Message.ConnectionStatus.class);
                    case "CATALOG" -> new Message.Discovered(bind(tree, "catalog", Catalog.class));
                    case "TRACE" -> new Message.Trace(bind(tree, "trace", TraceMessage.class));
                    case "CONTROL" -> control(tree.path("control"));
                    case "ANSWERED" -> bind(tree, "answered", Message.Answered.class);
                    case "DESTINATION_CATALOG" ->
                        tree.path("destination_catalog") instanceof ObjectNode catalog
                                ? new Message.DestinationCatalog(catalog)
                                : null;
                    default -> null;
                });
    }

    private static <T extends Record> T bind(JsonNode tree, String field, Class<T> type) {
        return Json.bind(tree.required(field), type);
    }

    private static Message record(JsonNode node) {
        if (!(node.path("data") instanceof ObjectNode data)
                || !node.path("stream").isString()) {
            return null;
        }
        return new Message.Record(
                node.path("stream").asString(),
                node.path("namespace").asString(null),
                data,
                node.path("emitted_at").asLong(0));
    }

    private static Message control(JsonNode node) {
        return node.path("connectorConfig").path("config") instanceof ObjectNode config
                ? new Message.Control(node.path("type").asString(""), config)
                : null;
    }

    /** Writes one message as a line without its line end. */
    public static byte[] format(Message message) {
        return Json.bytes(toTree(message));
    }

    private static ObjectNode toTree(Message message) {
        ObjectNode line = Json.object();
        switch (message) {
            case Message.Record record -> {
                ObjectNode body = line.put("type", "RECORD").putObject("record");
                body.put("stream", record.stream());
                if (record.namespace() != null) {
                    body.put("namespace", record.namespace());
                }
                body.set("data", record.data());
                body.put("emitted_at", record.emittedAt());
            }
            case Message.Columns columns -> line.put("type", "COLUMNS").set("columns", Json.tree(columns));
            case Message.State state ->
                line.put("type", "STATE").set("state", state.state().body());
            case Message.Log log -> line.put("type", "LOG").set("log", Json.tree(log));
            case Message.Spec spec -> line.put("type", "SPEC").set("spec", body(spec));
            case Message.ConnectionStatus status ->
                line.put("type", "CONNECTION_STATUS").set("connectionStatus", Json.tree(status));
            case Message.Discovered discovered ->
                line.put("type", "CATALOG").set("catalog", Json.tree(discovered.catalog()));
            case Message.Trace trace -> line.put("type", "TRACE").set("trace", Json.tree(trace.trace()));
            case Message.Control control -> {
                ObjectNode body = line.put("type", "CONTROL").putObject("control");
                body.put("type", control.type()).put("emitted_at", System.currentTimeMillis());
                body.putObject("connectorConfig").set("config", control.config());
            }
            case Message.Answered answered -> line.put("type", "ANSWERED").set("answered", Json.tree(answered));
            case Message.DestinationCatalog catalog ->
                line.put("type", "DESTINATION_CATALOG").set("destination_catalog", catalog.catalog());
        }
        return line;
    }

    /** What stands under {@code "spec"}: of this message alone some properties are named otherwise than all else. */
    public static ObjectNode body(Message.Spec spec) {
        ObjectNode body = Json.object();
        Json.tree(spec).forEachEntry((name, value) -> body.set(SPEC_NAMES.getOrDefault(name, name), value));
        return body;
    }
}
