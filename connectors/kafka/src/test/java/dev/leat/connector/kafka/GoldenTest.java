package dev.leat.connector.kafka;

import dev.leat.protocol.Message;
import dev.leat.testkit.Golden;
import dev.leat.testkit.KafkaServer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class GoldenTest {
    @Test
    void spec() throws Exception {
        Golden.assertMatches("spec.json", Topics.CONNECTOR.invoke("spec").run(), Message.Spec.class);
    }

    @Test
    void catalog() throws Exception {
        Topics topics = new Topics(KafkaServer.bootstrap(), "golden.");
        topics.make("orders", 2);
        topics.make("raw", 1);
        try (Admin admin = topics.admin()) {
            topics.send("orders", 1, "{}", "{}");
            Map<String, Object> streams = Map.of(
                    "golden.orders", Map.of("columns", Map.of("id", "int64")),
                    "golden.raw", Map.of("key_format", "json", "value_format", "bytes"));
            Reading reading = Reading.of(topics).with("streams", streams);
            Golden.assertMatches(
                    "catalog.json",
                    Topics.CONNECTOR.invoke("discover").config(reading.config()).run(),
                    Message.Discovered.class);
            admin.deleteTopics(List.of("golden.orders", "golden.raw")).all().get();
        }
    }
}
