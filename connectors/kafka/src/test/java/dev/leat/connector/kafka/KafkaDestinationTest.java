package dev.leat.connector.kafka;

import dev.leat.testkit.DestinationSetup;
import dev.leat.testkit.DestinationSuite;
import dev.leat.testkit.KafkaTables;
import java.util.Map;

class KafkaDestinationTest extends DestinationSuite {

    @Override
    protected DestinationSetup setup() {
        Topics topics = Topics.of(getClass());
        Map<String, Object> config = Map.of(
                "bootstrap_servers",
                topics.bootstrap(),
                "topic_template",
                topics.prefix() + "{stream}",
                "topic_partitions",
                3,
                "topic_config",
                Map.of("max.message.bytes", "100000000"),
                "transactional_id_prefix",
                topics.prefix(),
                "state_topic",
                "states-of-" + topics.prefix(),
                "timeout_seconds",
                20);
        return DestinationSetup.of(Topics.CONNECTOR, config, new KafkaTables(topics.bootstrap(), topics.prefix()))
                .takesOver()
                .keepsHistory()
                .bad(Map.of("bootstrap_servers", "127.0.0.1:1", "timeout_seconds", 2), "127.0.0.1:1")
                .bad(Topics.with(config, "topic_template", "{straem}"), "{straem}", "{stream}")
                .bad(Topics.with(config, "properties", Map.of("acks", "1")), "acks")
                .bad(Topics.with(config, "properties", Map.of("linger.ms", "soon")), "soon")
                .bad(Topics.with(config, "properties", Map.of("retry.backoff.ms", "-1")), "retry.backoff.ms");
    }
}
