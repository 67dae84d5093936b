package dev.leat.runner;

import dev.leat.protocol.ConnectorException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A FIFO through which rows go from the source to the destination without passing through this process. Opening one end
 * waits until the other is opened, so that a side which ends before it came to that would leave the other waiting: this
 * process then opens and closes the missing end in its place.
 */
final class DataPipe {
    static final Path MKFIFO = Path.of("/usr/bin/mkfifo");

    private final Path path;
    private final Process making;
    private boolean released;

    private DataPipe(Path path, Process making) {
        this.path = path;
        this.making = making;
    }

    /** Whether the system has such pipes. */
    static boolean available() {
        return Files.isExecutable(MKFIFO);
    }

    /** Begins to make one: that is the work of another program, and there is enough to do meanwhile. */
    static DataPipe create(Path path) {
        try {
            return new DataPipe(
                    path,
                    new ProcessBuilder(MKFIFO.toString(), "-m", "600", path.toString())
                            .redirectErrorStream(true)
                            .start());
        } catch (IOException failed) {
            throw new ConnectorException(ConnectorException.Kind.INTERNAL, "cannot make the FIFO " + path, failed);
        }
    }

    /** Where it is, once it is there. */
    Path path() {
        if (settle()) {
            return path;
        }
        throw ConnectorException.internal("cannot make the FIFO " + path);
    }

    /** Waits until it is there, or known not to come: its folder is not to be removed before. Answers which. */
    boolean settle() {
        try {
            return making.waitFor() == 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The source has ended: a destination that is about to open the pipe finds it at its end. */
    void sourceEnded() {
        release(() -> {
            // Nothing else: it must not make a file where the pipe has been removed meanwhile.
            try (OutputStream end = Files.newOutputStream(path, StandardOpenOption.WRITE)) {
                end.flush();
            }
        });
    }

    /** The destination has ended: a source that is about to open the pipe, or waits for room in it, finds it broken. */
    void destinationEnded() {
        release(() -> {
            try (InputStream end = Files.newInputStream(path)) {
                end.available();
            }
        });
    }

    private interface End {
        void open() throws IOException;
    }

    /** On a thread of its own, as it waits for ever where nobody is left to be released. */
    private synchronized void release(End end) {
        if (!released) {
            released = true;
            Thread.ofPlatform().daemon().name("leat-pipe").start(() -> {
                try {
                    end.open();
                } catch (IOException gone) {
                    // The folder is being removed: everything has ended.
                }
            });
        }
    }
}
