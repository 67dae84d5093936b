package dev.leat.testkit;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** ClickHouse in a container, where a container engine answers and has the image or can pull it. */
final class ClickHouseContainer {
    private static final String IMAGE = "clickhouse/clickhouse-server:26.3";
    private static final int PORT = 8123;

    /** Without a registry to be reached, Testcontainers tries for minutes: the library is there in seconds. */
    private static final long PATIENCE_SECONDS = 90;

    private ClickHouseContainer() {}

    static Optional<ClickHouseDatabase> start() throws InterruptedException {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            return Optional.empty();
        }
        FutureTask<ClickHouseDatabase> start = new FutureTask<>(ClickHouseContainer::started);
        Thread.ofPlatform().name("clickhouse-container").daemon().start(start);
        try {
            return Optional.of(start.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException e) {
            start.cancel(true);
            System.err.println("no container of " + IMAGE + " for the tests: " + e);
            return Optional.empty();
        }
    }

    @SuppressWarnings("resource") // Ends with the JVM, as Testcontainers sees to it.
    private static ClickHouseDatabase started() {
        GenericContainer<?> container = new GenericContainer<>(IMAGE)
                .withExposedPorts(PORT)
                .withEnv("CLICKHOUSE_USER", "test")
                .withEnv("CLICKHOUSE_PASSWORD", "test")
                .withEnv("CLICKHOUSE_DEFAULT_ACCESS_MANAGEMENT", "1")
                .waitingFor(Wait.forHttp("/ping").forPort(PORT));
        container.start();
        return new ClickHouseDatabase(container.getHost(), container.getMappedPort(PORT), "default", "test", "test");
    }
}
