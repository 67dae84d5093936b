package dev.leat.testkit;

import java.util.Optional;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** ClickHouse in a container, where a container engine answers and has the image or can pull it. */
final class ClickHouseContainer {
    private static final String IMAGE = "clickhouse/clickhouse-server:26.3";
    private static final int PORT = 8123;

    private ClickHouseContainer() {}

    static Optional<ClickHouseDatabase> start() throws InterruptedException {
        return ServerContainer.start(IMAGE, ClickHouseContainer::started);
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
