package dev.leat.testkit;

import java.util.Optional;

/** Kafka in a container, where a container engine answers and has the image or can pull it. */
final class KafkaContainer {
    private static final String IMAGE = "apache/kafka-native:4.1.1";

    private KafkaContainer() {}

    /** The address of the broker in it, which stops with the JVM. */
    static Optional<String> start() throws InterruptedException {
        return ServerContainer.start(IMAGE, KafkaContainer::started);
    }

    private static String started() {
        var container = new org.testcontainers.kafka.KafkaContainer(IMAGE);
        container.withEnv("KAFKA_NUM_PARTITIONS", "3").start();
        return container.getBootstrapServers();
    }
}
