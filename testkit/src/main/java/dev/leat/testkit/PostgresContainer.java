package dev.leat.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** PostgreSQL in a container, where a container engine answers and has the image or can pull it. */
final class PostgresContainer {
    private static final String IMAGE = "postgres:18-alpine";

    /** Without a registry to be reached, Testcontainers tries for minutes: a native server is there in seconds. */
    private static final long PATIENCE_SECONDS = 90;

    private PostgresContainer() {}

    static Optional<PostgreSQLContainer> start(Map<String, String> settings) throws InterruptedException {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            return Optional.empty();
        }
        FutureTask<PostgreSQLContainer> start = new FutureTask<>(() -> started(settings));
        Thread.ofPlatform().name("postgres-container").daemon().start(start);
        try {
            return Optional.of(start.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException e) {
            start.cancel(true);
            System.err.println("no container of " + IMAGE + " for the tests: " + e);
            return Optional.empty();
        }
    }

    private static PostgreSQLContainer started(Map<String, String> settings) {
        List<String> command = new ArrayList<>(List.of("postgres"));
        settings.forEach((name, value) -> {
            command.add("-c");
            command.add(name + "=" + value);
        });
        PostgreSQLContainer container =
                new PostgreSQLContainer(IMAGE).withUsername("test").withPassword("test");
        container.setCommand(command.toArray(String[]::new));
        container.start();
        return container;
    }
}
