package dev.leat.testkit;

import java.io.IOException;
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
        if (Docker.run("image", "inspect", "--format", "{{.Id}}", image).code() == 0) {
            return true;
        }
        Docker.Ended pulled = Docker.run("pull", "--quiet", image);
        if (pulled.code() != 0) {
            System.err.println("no container of " + image + " for the tests: docker pull: "
                    + pulled.err().strip());
        }
        return pulled.code() == 0;
    }
}
