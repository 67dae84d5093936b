package dev.leat.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** PostgreSQL in a container, where a container engine answers and has the image or can pull it. */
final class PostgresContainer {
    private static final String IMAGE = "postgres:18-alpine";

    private PostgresContainer() {}

    static Optional<PostgreSQLContainer> start(Map<String, String> settings) throws InterruptedException {
        return ServerContainer.start(IMAGE, () -> started(settings));
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
