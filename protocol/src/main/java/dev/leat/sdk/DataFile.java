package dev.leat.sdk;

import dev.leat.protocol.ConnectorException;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The file of {@code --input} or {@code --output}. Mostly it is a FIFO, whose opening waits for whoever has the other
 * end; if that one was never started, or is gone, for ever. So something is said on standard output meanwhile: if nobody
 * is there to hear it, nobody wants the rows either, and the command ends.
 */
final class DataFile {
    private static final int SAY_MILLIS = 1000;

    private DataFile() {}

    static InputStream input(Path path) {
        return open("--input", path, () -> new FileInputStream(path.toFile()));
    }

    /** Opened with the first byte, so that waiting for it counts as waiting for rows to be taken. */
    static OutputStream output(Path path) {
        return new OutputStream() {
            private OutputStream file;

            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (file == null) {
                    file = open("--output", path, () -> new FileOutputStream(path.toFile()));
                }
                file.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                if (file != null) {
                    file.close();
                }
            }
        };
    }

    /** On a thread of its own: nothing else ends the wait of one that opens a FIFO, but the end of the program. */
    private static <T> T open(String flag, Path path, Callable<T> opening) {
        FutureTask<T> opened = new FutureTask<>(opening);
        Thread.ofPlatform().daemon().name("leat-open").start(opened);
        while (true) {
            try {
                return opened.get(SAY_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                Log.debug(flag + " " + path + " has no other end yet");
            } catch (ExecutionException e) {
                throw ConnectorException.config(
                        "cannot open " + flag + " " + path + ": " + e.getCause().getMessage(), e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw ConnectorException.unavailable("interrupted while opening " + flag + " " + path, e);
            }
        }
    }
}
