package dev.leat.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A sandbox whose connectors run in containers that no other test has to do with. */
final class DockerSandbox {
    private static final AtomicInteger COUNT = new AtomicInteger();

    final Sandbox sandbox;
    final String source;
    final String destination;

    DockerSandbox(Path folder) {
        sandbox = new Sandbox(folder);
        String own = ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
        source = "from" + own;
        destination = "to" + own;
    }

    /** Writes a {@code leat.yaml} with one replication of the stream {@code orders}. */
    DockerSandbox settings(
            String sourceImage, String sourceConfig, String destinationImage, String destinationConfig, String more) {
        sandbox.write(
                "leat.yaml",
                """
                connections:
                  %1$s: { image: "%2$s", config: %3$s }
                  %4$s: { image: "%5$s", config: %6$s }
                replications:
                  shop-to-lake: { source: %1$s, destination: %4$s, streams: [{ name: orders, rid: id }] }
                %7$s
                """.formatted(source, sourceImage, sourceConfig, destination, destinationImage, destinationConfig, more)
                        + Sandbox.SHORT_TIMEOUTS);
        return this;
    }

    /** The containers of both connections, in whatever state. */
    List<String> containers() {
        List<String> names = new ArrayList<>(Docker.containers(source));
        names.addAll(Docker.containers(destination));
        return names;
    }

    /** Whether a container is one of the replication's, by its name. */
    boolean isOurs(String container) {
        return container.startsWith("leat-shop-to-lake-" + source + "-")
                || container.startsWith("leat-shop-to-lake-" + destination + "-");
    }

    void assertNothingIsLeft() {
        assertThat(containers()).isEmpty();
    }
}
