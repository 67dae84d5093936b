package dev.leat.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * This process's end of a FIFO whose other end a container opens. Opening waits for the other side, which may never come
 * to it, so it is done on a thread of its own; whoever reads or writes before that waits. Thread-safe.
 *
 * @param <S> an input or an output
 */
final class FifoEnd<S extends Closeable> {
    private interface Opening<S> {
        S open() throws IOException;
    }

    private final Path path;
    private final CompletableFuture<S> opened = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean abandoned;

    private FifoEnd(Path path, Opening<S> opening) {
        this.path = path;
        this.thread = Thread.ofPlatform().daemon().name("leat-fifo").start(() -> {
            try {
                opened.complete(opening.open());
            } catch (IOException failed) {
                opened.completeExceptionally(failed);
            }
        });
    }

    /** Makes FIFOs that only this user can use; answers what is wrong if they cannot be made. */
    static Optional<String> make(Path... paths) {
        List<String> argv = new ArrayList<>(List.of(DataPipe.MKFIFO.toString(), "-m", "600"));
        for (Path path : paths) {
            argv.add(path.toString());
        }
        try {
            Process making = new ProcessBuilder(argv).redirectErrorStream(true).start();
            String said = new String(making.getInputStream().readAllBytes(), UTF_8).strip();
            return making.waitFor() == 0 ? Optional.empty() : Optional.of(said);
        } catch (IOException failed) {
            return Optional.of(String.valueOf(failed.getMessage()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    static FifoEnd<InputStream> reading(Path path) {
        return new FifoEnd<>(path, () -> Files.newInputStream(path));
    }

    static FifoEnd<OutputStream> writing(Path path) {
        // Nothing else: it must not make a file where the FIFO has been removed meanwhile.
        return new FifoEnd<>(path, () -> Files.newOutputStream(path, StandardOpenOption.WRITE));
    }

    /** Completes, on whichever thread, once the other side has opened its end, or never will; see {@link #met}. */
    CompletableFuture<S> opened() {
        return opened;
    }

    /** Whether the other side has opened its end. */
    boolean met() {
        return opened.isDone() && !abandoned && !opened.isCompletedExceptionally();
    }

    /** The other side has ended. If it never opened its end, nobody waits for that any more. */
    void abandon() {
        if (opened.isDone()) {
            return;
        }
        abandoned = true;
        // Opened for both, it waits for nobody, and whoever waits goes on: to the end of an empty file, or a broken
        // pipe.
        try (RandomAccessFile both = new RandomAccessFile(path.toFile(), "rw")) {
            thread.join();
        } catch (IOException gone) {
            opened.completeExceptionally(gone);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private S stream() throws IOException {
        try {
            return opened.join();
        } catch (CompletionException failed) {
            throw new IOException("the FIFO " + path + " was never opened", failed);
        }
    }

    static InputStream input(FifoEnd<InputStream> end) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                return end.stream().read();
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return end.stream().read(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                end.stream().close();
            }
        };
    }

    static OutputStream output(FifoEnd<OutputStream> end) {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                end.stream().write(one);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                end.stream().write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                end.stream().close();
            }
        };
    }
}
