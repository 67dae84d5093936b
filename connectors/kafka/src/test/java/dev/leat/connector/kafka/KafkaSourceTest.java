package dev.leat.connector.kafka;

import dev.leat.testkit.SourceSetup;
import dev.leat.testkit.SourceSuite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

class KafkaSourceTest extends SourceSuite {

    @Override
    protected SourceSetup setup() throws Exception {
        Topics topics = Topics.of(getClass());
        topics.make("orders", 3);
        topics.make("empty", 2);
        topics.send(orders(topics, 0, 600));
        topics.make("plain", 1);
        topics.send("plain", 0, "null", "\"text\"", "5", "[1, 2]");
        Topics large = Topics.of(getClass());
        large.make("events", 2);
        large.send(events(large));
        Map<String, Object> config = Topics.with(
                topics.config(),
                "streams",
                Map.of(
                        topics.name("orders"),
                        Map.of(
                                "columns",
                                Map.of("id", "int64", "total", "decimal(12,2)", "placed_at", "timestamptz"),
                                "fields",
                                Map.of("placed_at", "timestamp"))));
        return SourceSetup.of(Topics.CONNECTOR, config)
                .mayBeEmpty(topics.name("empty"))
                .bad(Topics.with(config, "topics", List.of(topics.name("ordres"))), "ordres", "orders")
                .bad(Map.of("bootstrap_servers", "127.0.0.1:1", "timeout_seconds", 2), "127.0.0.1:1", "timeout_seconds")
                .bad(Map.of("bootstrap_servers", "no-such-host.invalid:9092"), "no-such-host.invalid")
                .bad(Map.of("bootstrap_servers", "no port"), "no port")
                .bad(
                        Topics.with(config, "properties", Map.of("fetch.min.byts", "1")),
                        "fetch.min.byts",
                        "fetch.min.bytes")
                .bad(Topics.with(config, "properties", Map.of("group.id", "x")), "group.id")
                .bad(Topics.with(config, "password", "not-for-nobody"), "user")
                .bad(Topics.with(config, "ca_file", "ca.pem"), "tls")
                .bad(Topics.with(Topics.with(config, "tls", true), "ca_file", "no/such/ca.pem"), "no/such/ca.pem")
                .bad(streams(config, Map.of("columns", Map.of("a", "int644"))), "int644", "int64")
                .bad(streams(config, Map.of("columns", Map.of("offset", "int64"))), "offset", "fields")
                .bad(streams(config, Map.of("fields", Map.of("a", "b"))), "columns")
                .bad(streams(config, Map.of("columns", Map.of("a", "text"), "value_format", "text")), "value_format")
                .large(large.config())
                .adding(() -> topics.send(orders(topics, 600, 700)));
    }

    private static Map<String, Object> streams(Map<String, ?> config, Map<String, ?> options) {
        return Topics.with(config, "streams", Map.of("orders", options));
    }

    private static List<ProducerRecord<byte[], byte[]>> orders(Topics topics, int from, int to) {
        List<ProducerRecord<byte[], byte[]>> messages = new ArrayList<>();
        for (int i = from; i < to; i++) {
            String at = "2026-11-20T13:45:" + (10 + i % 50) + (i % 3 == 0 ? "Z" : ".25+02:00");
            String value = i % 50 == 7
                    ? null
                    : "{\"id\": " + i + ", \"note\": \"line\\n\\\"" + i + "\", \"total\": \"" + i
                            + ".50\",\n \"timestamp\": \"" + at + "\"}";
            var message = topics.message("orders", i % 3, i % 4 == 0 ? null : "key " + i % 17, value);
            if (i % 5 == 0) {
                message.headers().add("trace", Topics.bytes("t" + i));
                message.headers().add("trace", new byte[] {(byte) 0xff, 0});
                message.headers().add("none", null);
            }
            messages.add(message);
        }
        return messages;
    }

    private static List<ProducerRecord<byte[], byte[]>> events(Topics topics) {
        List<ProducerRecord<byte[], byte[]>> messages = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            messages.add(topics.message(
                    "events", i % 2, null, "{\"id\":" + i + ",\"t\":\"" + "payload ".repeat(20) + "\"}"));
        }
        return messages;
    }
}
