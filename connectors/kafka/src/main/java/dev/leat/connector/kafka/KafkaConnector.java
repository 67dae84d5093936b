package dev.leat.connector.kafka;

import dev.leat.sdk.Ability;
import dev.leat.sdk.Connector;
import java.util.Set;

/** The Kafka connector: topics read as streams, and streams written as topics. */
public final class KafkaConnector {
    /**
     * As a value, for tests and for programs that hold several connectors. A topic is read on and never as a whole: it
     * has no end that a full refresh could wait for, and no beginning once retention has set in.
     */
    public static final Connector<KafkaConfig> CONNECTOR = new Connector<>(
            "kafka",
            KafkaConfig.class,
            // Not by reference to the methods: what only prints its spec must not load Kafka's client.
            (config, resources) -> KafkaSource.open(config, resources),
            (config, resources) -> KafkaDestination.open(config, resources),
            Set.of(Ability.APPEND, Ability.RID));

    private KafkaConnector() {}

    public static void main(String... args) {
        CONNECTOR.main(args);
    }
}
