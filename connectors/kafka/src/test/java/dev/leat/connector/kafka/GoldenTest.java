package dev.leat.connector.kafka;

import dev.leat.protocol.Message;
import dev.leat.testkit.Golden;
import dev.leat.testkit.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GoldenTest {
    @Test
    void spec() throws Exception {
        Golden.assertMatches("spec.json", Topics.CONNECTOR.invoke("spec").run(), Message.Spec.class);
    }

    @Test
    void catalog() throws Exception {
        Topics topics = new Topics(dev.leat.testkit.KafkaServer.bootstrap(), "golden.");
        topics.make("orders", 2);
        topics.make("raw", 1);
        topics.send("orders", 1, "{}", "{}");
        Map<String, Object> streams = Map.of(
                "golden.orders", Map.of("columns", Map.of("id", "int64")),
                "golden.raw", Map.of("key_format", "json", "value_format", "bytes"));
        Outcome outcome = Topics.CONNECTOR
                .invoke("discover")
                .config(Topics.with(Topics.with(topics.config(), "streams", streams), "topics", List.of("golden.*")))
                .run();
        Golden.assertMatches("catalog.json", outcome, Message.Discovered.class);
        try (var admin = topics.admin()) {
            admin.deleteTopics(List.of("golden.orders", "golden.raw")).all().get();
        }
    }
}
