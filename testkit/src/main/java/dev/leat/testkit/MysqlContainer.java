package dev.leat.testkit;

import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** A server in a container, where a container engine answers and has the image or can pull it. */
final class MysqlContainer {
    private static final int PORT = 3306;

    /** Kept, or their levels would be forgotten. */
    private static final List<Logger> QUIET =
            Stream.of("org.testcontainers", "tc").map(Logger::getLogger).toList();

    private MysqlContainer() {}

    static Optional<MysqlServer.Address> start(String image, String passwordVariable) throws InterruptedException {
        QUIET.forEach(logger -> logger.setLevel(Level.OFF));
        return ServerContainer.start(image, () -> started(image, passwordVariable));
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
