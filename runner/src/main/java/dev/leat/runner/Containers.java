package dev.leat.runner;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The containers of one run: what they share, and that none is left. Thread-safe. */
final class Containers implements AutoCloseable {
    private final Surroundings machine;
    private final PrivateFolder folder;
    private final Log log;
    private final AtomicInteger count = new AtomicInteger();
    private DockerEngine engine;
    private volatile boolean doubtful;

    Containers(Surroundings machine, PrivateFolder folder, Log log) {
        this.machine = machine;
        this.folder = folder;
        this.log = log;
    }

    /** The engine, once there is need of one; by then what killed runs left there is removed. */
    synchronized DockerEngine engine() {
        if (engine == null) {
            DockerEngine found = DockerEngine.of(machine);
            folder.expectContainers();
            removeLeftovers(found);
            engine = found;
        }
        return engine;
    }

    private void removeLeftovers(DockerEngine found) {
        try {
            DeadFolders.each(folder.path().getParent(), dead -> {
                String run = dead.getFileName().toString();
                if (remove(found, run)) {
                    PrivateFolder.remove(dead);
                    log.info("leat", "removed what is left of a run that was killed (" + run + ")");
                }
            });
        } catch (IOException unreadable) {
            // The next run may have more luck.
        }
    }

    private static boolean remove(DockerEngine engine, String run) {
        List<String> left = engine.containersOf(run);
        return left != null && engine.remove(left);
    }

    /** A name for a container, by which people see whose it is. */
    String name(Whose whose) {
        return "leat-" + whose.shown() + "-" + folder.run().substring(PrivateFolder.PREFIX.length()) + "-"
                + count.incrementAndGet();
    }

    /** Notes that a container ended in another way than by itself, so that it may be there still. */
    void doubt() {
        doubtful = true;
    }

    /** Says, once in a run, that rows take the slow way. */
    void fifosRefused(String why) {
        if (engine().refuseFifos()) {
            log.warn("leat", "containers are spoken to through the Docker engine, which is slower: " + why);
        }
    }

    @Override
    public synchronized void close() {
        if (engine != null && doubtful && !remove(engine, folder.run())) {
            log.warn(
                    "leat",
                    "containers of this run may be left; docker ps --filter label=" + DockerRun.RUN_LABEL + "="
                            + folder.run() + " shows them");
        }
    }
}
