package dev.leat.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.testcontainers.DockerClientFactory;

/** Servers in containers, where a container engine answers and has the image or can pull it. */
final class ServerContainer {
    private ServerContainer() {}

    /**
     * Empty, with the reason printed, where there is no such container to be had.
     *
     * @param start starts it; what it starts ends with the JVM
     */
    static <T> Optional<T> start(String image, Callable<T> start) throws InterruptedException {
        try {
            if (obtain(image) && DockerClientFactory.instance().isDockerAvailable()) {
                return Optional.of(start.call());
            }
        } catch (InterruptedException interrupted) {
            throw interrupted;
        } catch (Exception e) {
            System.err.println("no container of " + image + " for the tests: " + e);
        }
        return Optional.empty();
    }

    /**
     * Asks for it once, and before Testcontainers is asked for anything: where no registry can be reached, that tries for
     * minutes to get images of its own.
     */
    private static boolean obtain(String image) throws IOException, InterruptedException {
        String missing = docker("image", "inspect", "--format", "{{.Id}}", image);
        String reason = missing.isEmpty() ? "" : docker("pull", "--quiet", image);
        if (!reason.isEmpty()) {
            System.err.println("no container of " + image + " for the tests: " + reason);
        }
        return reason.isEmpty();
    }

    /** What the engine's program says against it; nothing if it was done. */
    private static String docker(String... words) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("docker");
        builder.command().addAll(List.of(words));
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? "" : "docker " + words[0] + ": " + said.strip();
    }
}
