package dev.leat.connector.nats;

import dev.leat.testkit.NatsServer;
import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.PublishAck;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Streams with messages, put there by the plain driver. */
final class Samples {
    static final Map<String, String> COLUMNS = new LinkedHashMap<>();

    static {
        COLUMNS.put("id", "int64");
        COLUMNS.put("total", "decimal(12,2)");
        COLUMNS.put("paid", "bool");
        COLUMNS.put("name", "text");
        COLUMNS.put("at", "timestamptz");
        COLUMNS.put("tags", "text[]");
        COLUMNS.put("rest", "json");
    }

    private Samples() {}

    static void fill(NatsServer server, String prefix) throws Exception {
        try (Connection connection = server.connect()) {
            stream(connection, prefix + "_few");
            stream(connection, prefix + "_typed");
            stream(connection, prefix + "_large");
            publish(connection, prefix + "_few", 0, 900, "");
            // Some are gone in the middle: that is no loss.
            for (long sequence : new long[] {10, 11, 500}) {
                connection.jetStreamManagement().deleteMessage(prefix + "_few", sequence);
            }
            typed(connection, prefix + "_typed");
            publish(connection, prefix + "_large", 0, 12_000, "x".repeat(400));
        }
    }

    static void stream(Connection connection, String name) throws IOException, JetStreamApiException {
        connection
                .jetStreamManagement()
                .addStream(StreamConfiguration.builder()
                        .name(name)
                        .subjects(name + ".>")
                        .build());
    }

    static void add(NatsServer server, String stream, int from, int to) throws Exception {
        try (Connection connection = server.connect()) {
            publish(connection, stream, from, to, "");
        }
    }

    private static void publish(Connection connection, String stream, int from, int to, String padding)
            throws Exception {
        JetStream jetStream = connection.jetStream();
        List<CompletableFuture<PublishAck>> acks = new ArrayList<>();
        for (int i = from; i < to; i++) {
            String json = "{\"id\":" + i + ",\"name\":\"no. " + i + " ğ\",\"pad\":\"" + padding + "\"}";
            Headers headers = null;
            if (i % 3 == 0) {
                headers = new Headers().add("Kind", "third").add("Tag", "a", "b");
            }
            acks.add(jetStream.publishAsync(stream + ".no" + i % 7, headers, json.getBytes(StandardCharsets.UTF_8)));
        }
        for (CompletableFuture<PublishAck> ack : acks) {
            ack.get();
        }
    }

    private static void typed(Connection connection, String stream) throws Exception {
        List<String> payloads = List.of(
                "{\"id\":1,\"total\":10.50,\"paid\":true,\"name\":\"a \\\"quoted\\\" \\u00fc 😀\","
                        + "\"at\":\"2026-11-20T13:45:00.25Z\",\"tags\":[\"a\",\"b\"],\"rest\":{\"deep\":[1,2.50]}}",
                "{ \"id\" : 9223372036854775807 ,\r\n \"total\" : -0.01, \"name\": \"two\\nlines\", \"tags\" : [ ] }",
                "{\"id\":null,\"paid\":false,\"at\":\"2026-11-20 15:45:00+02:00\",\"rest\":null,\"unknown\":[{}]}",
                "{}",
                "");
        for (String payload : payloads) {
            connection.jetStream().publish(stream + ".x", payload.getBytes(StandardCharsets.UTF_8));
        }
    }
}
