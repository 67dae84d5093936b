package dev.leat.dist;

import dev.leat.testkit.MessageForm;
import dev.leat.testkit.NatsMessages;
import dev.leat.testkit.NatsServer;
import io.nats.client.Connection;
import io.nats.client.api.StreamConfiguration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * JetStream streams as a source, made and filled with the plain driver.
 *
 * @param prefix what their names begin with, and those of nobody else
 */
record NatsStreams(NatsServer server, String prefix) {
    private static final AtomicInteger NAMES = new AtomicInteger();

    static NatsStreams make() {
        return new NatsStreams(
                NatsServer.shared(), "s" + ProcessHandle.current().pid() + "x" + NAMES.incrementAndGet() + "_");
    }

    /** A stream of each type, with a message of each of its values. */
    static TypedSource typed(List<NativeType> plain) throws Exception {
        NatsStreams streams = make();
        List<NativeType> types =
                plain.stream().map(type -> type.prefixed(streams.prefix)).toList();
        Map<String, Map<String, ?>> settings = new LinkedHashMap<>();
        Map<String, MessageForm> forms = new LinkedHashMap<>();
        try (Connection connection = streams.server.connect()) {
            for (NativeType type : NativeType.withSingles(types)) {
                MessageType message = new MessageType(type.declared());
                settings.put(type.table(), message.settings("format"));
                forms.put(type.table(), message.form());
                create(connection, type.table());
                for (String value : type.values()) {
                    connection.jetStream().publish(type.table() + ".x", message.message(value));
                }
            }
        }
        return new TypedSource(streams.place(settings, forms), types, "mode: full-refresh", "mode: incremental");
    }

    /**
     * The streams as a place to read from.
     *
     * @param settings of each stream, by its name, as the connector has them
     * @param forms what the messages of each carry
     */
    Place place(Map<String, ? extends Map<String, ?>> settings, Map<String, MessageForm> forms) {
        Map<String, ?> config = Map.of(
                "host", server.host(), "port", server.port(), "include", List.of(prefix + "*"), "streams", settings);
        return new Place(
                Engine.connection("nats", config), new NatsMessages(server, forms), null, "%s", Optional.empty());
    }

    /** Makes a stream that takes all subjects which begin with its name. */
    static void create(Connection connection, String name) throws Exception {
        connection
                .jetStreamManagement()
                .addStream(StreamConfiguration.builder()
                        .name(name)
                        .subjects(name + ".>")
                        .build());
    }
}
