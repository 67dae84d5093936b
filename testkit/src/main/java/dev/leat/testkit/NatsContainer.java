package dev.leat.testkit;

import java.util.Optional;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;

/** NATS in a container, where a container engine answers and has the image or can pull it. */
final class NatsContainer {
    private static final String IMAGE = "nats:2.11-alpine";
    private static final int PORT = 4222;

    private NatsContainer() {}

    static Optional<GenericContainer<?>> start(String settings) throws InterruptedException {
        return ServerContainer.start(IMAGE, () -> started(settings));
    }

    private static GenericContainer<?> started(String settings) {
        GenericContainer<?> container = new GenericContainer<>(IMAGE);
        container.withExposedPorts(PORT);
        container.withCopyToContainer(Transferable.of(settings + "jetstream {}\n"), "/leat.conf");
        container.setCommand("nats-server", "-c", "/leat.conf");
        container.waitingFor(Wait.forLogMessage(".*Server is ready.*", 1));
        container.start();
        return container;
    }
}
