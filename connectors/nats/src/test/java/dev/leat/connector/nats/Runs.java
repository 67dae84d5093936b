package dev.leat.connector.nats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Catalog;
import dev.leat.protocol.Json;
import dev.leat.protocol.Message;
import dev.leat.protocol.StateMessage;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.testkit.ConnectorUnderTest;
import dev.leat.testkit.Feed;
import dev.leat.testkit.Invocation;
import dev.leat.testkit.NatsServer;
import dev.leat.testkit.Outcome;
import dev.leat.testkit.StreamChoice;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import io.nats.client.Connection;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StreamState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Commands of the NATS connector on one configuration. */
record Runs(Map<String, Object> config) {
    static final ConnectorUnderTest CONNECTOR = ConnectorUnderTest.of(NatsConnector.CONNECTOR, NatsConnector.class);

    static Runs on(NatsServer server, Object... more) {
        return at(server.port(), more);
    }

    static Runs at(int port, Object... more) {
        Map<String, Object> config = new LinkedHashMap<>(Map.of("host", "localhost", "port", port));
        for (int i = 0; i < more.length; i += 2) {
            config.put((String) more[i], more[i + 1]);
        }
        return new Runs(config);
    }

    /** The same, with more settings. */
    Runs with(Object... more) {
        Map<String, Object> all = new LinkedHashMap<>(config);
        for (int i = 0; i < more.length; i += 2) {
            all.put((String) more[i], more[i + 1]);
        }
        return new Runs(all);
    }

    /** A stream of a number and a text. */
    static StreamChoice stream(String name) {
        return StreamChoice.of(StreamSchema.of(
                        StreamDescriptor.of(name),
                        List.of(Column.required("id", Type.INT64), Column.of("text", Type.TEXT)))
                .withKey("id"));
    }

    static List<ObjectNode> numbered(int from, int to, String text) {
        List<ObjectNode> rows = new ArrayList<>();
        for (int i = from; i < to; i++) {
            rows.add(Json.object().put("id", i).put("text", text));
        }
        return rows;
    }

    Outcome write(Feed feed, StreamChoice... choices) throws Exception {
        return invoke("write", choices).input(feed).run();
    }

    Invocation invoke(String word, StreamChoice... choices) {
        return CONNECTOR.invoke(word).config(config).catalog(StreamChoice.catalog(choices));
    }

    /** The same command as a process that commits at every state. */
    Invocation process(String word, StreamChoice... choices) {
        return CONNECTOR
                .with("LEAT_COMMIT_BYTES", "1")
                .invoke(word)
                .config(config)
                .catalog(StreamChoice.catalog(choices));
    }

    /** All rows, a state by RID, and the end. */
    static Feed whole(StreamChoice choice, List<ObjectNode> rows) {
        Feed feed = new Feed().rows(choice.stream(), rows);
        if (!rows.isEmpty()) {
            feed.rid(choice.stream(), "id", rows.getLast().path("id"));
        }
        return feed.complete(choice.stream());
    }

    static Feed opaque(StreamChoice choice, List<ObjectNode> rows) {
        return new Feed()
                .rows(choice.stream(), rows)
                .state(choice.stream(), Json.object().put("page", 1))
                .complete(choice.stream());
    }

    /** What {@code check} says is wrong. */
    String refusal() throws Exception {
        Message.ConnectionStatus status = (Message.ConnectionStatus)
                ended(CONNECTOR.invoke("check").config(config).run(), 0).lines().stream()
                        .flatMap(line -> line.message().stream())
                        .filter(Message.ConnectionStatus.class::isInstance)
                        .findFirst()
                        .orElseThrow();
        return status.status() == Message.ConnectionStatus.Outcome.SUCCEEDED ? "works" : status.message();
    }

    List<StateMessage> rid(StreamChoice choice) throws Exception {
        return ended(invoke("rid", choice).run(), 0).states();
    }

    Catalog catalog() throws Exception {
        Outcome outcome = CONNECTOR.invoke("discover").config(config).run();
        return ((Message.Discovered) ended(outcome, 0).lines().stream()
                        .flatMap(line -> line.message().stream())
                        .filter(Message.Discovered.class::isInstance)
                        .findFirst()
                        .orElseThrow())
                .catalog();
    }

    StreamChoice discovered(String name) throws Exception {
        return StreamChoice.of(catalog().streams().stream()
                .filter(stream -> stream.name().equals(name))
                .findFirst()
                .orElseThrow());
    }

    Outcome read(StreamChoice choice) throws Exception {
        return invoke("read", choice).run();
    }

    static Outcome ended(Outcome outcome, int exitCode) {
        assertThat(outcome.exitCode())
                .as(outcome.what() + ": " + outcome.errorText() + outcome.stderr())
                .isEqualTo(exitCode);
        return outcome;
    }

    static Outcome refused(Outcome outcome, int exitCode, String... words) {
        ended(outcome, exitCode);
        assertThat(outcome.errorText()).contains(words);
        return outcome;
    }

    /** What the run warned of. */
    static String warnings(Outcome outcome) {
        StringBuilder text = new StringBuilder();
        for (var line : outcome.lines()) {
            if (line.message().orElse(null) instanceof Message.Log log && log.level() == Message.Log.Level.WARN) {
                text.append(log.message()).append('\n');
            }
        }
        return text.toString();
    }

    /** The field of every message of a stream, in order, read through the plain driver. */
    static List<JsonNode> stored(NatsServer server, String stream, String field) throws Exception {
        List<JsonNode> values = new ArrayList<>();
        try (Connection connection = server.connect()) {
            var management = connection.jetStreamManagement();
            StreamState state = management.getStreamInfo(stream).getStreamState();
            if (state.getMsgCount() == 0) {
                return values;
            }
            var messages = connection
                    .getStreamContext(stream)
                    .createOrderedConsumer(new io.nats.client.api.OrderedConsumerConfiguration())
                    .iterate();
            for (long i = 0; i < state.getMsgCount(); i++) {
                var message = messages.nextMessage(java.time.Duration.ofSeconds(20));
                assertThat(message).as("message %s of %s", i, stream).isNotNull();
                values.add(Json.parse(message.getData()).path(field));
            }
        }
        return values;
    }

    static Optional<MessageInfo> message(NatsServer server, String stream, long sequence) throws Exception {
        try (Connection connection = server.connect()) {
            return Optional.of(connection.jetStreamManagement().getMessage(stream, sequence));
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
