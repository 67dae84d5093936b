package dev.leat.testkit;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** A server in a container, where a container engine answers and has the image or can pull it. */
final class MysqlContainer {
    private static final int PORT = 3306;

    /** Without a registry to be reached, Testcontainers tries for minutes: a native server is there in seconds. */
    private static final long PATIENCE_SECONDS = 120;

    /** Kept, or their levels would be forgotten. */
    private static final List<Logger> QUIET =
            Stream.of("org.testcontainers", "tc").map(Logger::getLogger).toList();

    private MysqlContainer() {}

    static Optional<MysqlServer.Address> start(String image, String passwordVariable) throws InterruptedException {
        QUIET.forEach(logger -> logger.setLevel(Level.OFF));
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            return Optional.empty();
        }
        FutureTask<MysqlServer.Address> start = new FutureTask<>(() -> started(image, passwordVariable));
        Thread.ofPlatform().name("mysql-container").daemon().start(start);
        try {
            return Optional.of(start.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException e) {
            start.cancel(true);
            System.err.println("no container of " + image + " for the tests: " + e);
            return Optional.empty();
        }
    }

    // Closed with the JVM, by Testcontainers itself.
    @SuppressWarnings("resource")
    private static MysqlServer.Address started(String image, String passwordVariable) {
        GenericContainer<?> container = new GenericContainer<>(image)
                .withEnv(passwordVariable, "test")
                .withExposedPorts(PORT)
                .withCommand(NativeMysql.SETTINGS.toArray(String[]::new))
                // It starts twice, the first time for itself.
                .waitingFor(Wait.forLogMessage(".*ready for connections.*port: 3306.*", 1));
        container.start();
        return new MysqlServer.Address(
                container.getHost(), container.getMappedPort(PORT), "root", "test", "a container");
    }
}
