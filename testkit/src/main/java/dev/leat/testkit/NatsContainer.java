package dev.leat.testkit;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;

/** NATS in a container, where a container engine answers and has the image or can pull it. */
final class NatsContainer {
    private static final String IMAGE = "nats:2.11-alpine";
    private static final int PORT = 4222;

    /** Without a registry to be reached, Testcontainers tries for minutes: a native server is there in seconds. */
    private static final long PATIENCE_SECONDS = 90;

    private NatsContainer() {}

    static Optional<GenericContainer<?>> start(String settings) throws InterruptedException {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            return Optional.empty();
        }
        FutureTask<GenericContainer<?>> start = new FutureTask<>(() -> started(settings));
        Thread.ofPlatform().name("nats-container").daemon().start(start);
        try {
            return Optional.of(start.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException e) {
            start.cancel(true);
            System.err.println("no container of " + IMAGE + " for the tests: " + e);
            return Optional.empty();
        }
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
