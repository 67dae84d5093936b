package dev.leat.testkit;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.testcontainers.DockerClientFactory;

/** Kafka in a container, where a container engine answers and has the image or can pull it. */
final class KafkaContainer {
    private static final String IMAGE = "apache/kafka-native:4.1.1";

    /** Without a registry to be reached, Testcontainers tries for minutes: a native server is there in seconds. */
    private static final long PATIENCE_SECONDS = 90;

    private KafkaContainer() {}

    /** The address of the broker in it, which stops with the JVM. */
    static Optional<String> start() throws InterruptedException {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            return Optional.empty();
        }
        FutureTask<String> start = new FutureTask<>(KafkaContainer::started);
        Thread.ofPlatform().name("kafka-container").daemon().start(start);
        try {
            return Optional.of(start.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException e) {
            start.cancel(true);
            System.err.println("no container of " + IMAGE + " for the tests: " + e);
            return Optional.empty();
        }
    }

    private static String started() {
        var container = new org.testcontainers.kafka.KafkaContainer(IMAGE);
        container.withEnv("KAFKA_NUM_PARTITIONS", "3").start();
        return container.getBootstrapServers();
    }
}
