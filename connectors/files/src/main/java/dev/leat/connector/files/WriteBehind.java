package dev.leat.connector.files;

import dev.leat.row.Bytes;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Writes buffers on a thread of its own: the next rows are encoded while the system takes those before them. Now and then
 * another thread has what was written put on the disk, so that little is left to wait for at the commit. What goes wrong
 * is thrown by a call that follows, {@link #settle} at the latest. Otherwise used by one thread.
 */
final class WriteBehind {
    /** A buffer is handed over once it holds this much. */
    static final int SEND_BYTES = 1 << 20;

    /** More than this is one huge row, of which no second one may be made meanwhile. */
    private static final int HUGE_BYTES = 4 * SEND_BYTES;
    /** The disk gets to work after so many buffers. */
    private static final int FORCED_BUFFERS = 32;

    private final OutputStream out;
    private final FileChannel channel;
    /** Being filled. */
    private Bytes buffer = empty();
    /** Being written, or empty. */
    private Bytes other = empty();

    private FutureTask<Void> writing = done();
    private FutureTask<Void> forcing = done();
    private int unforced;

    /** @param channel what {@code out} writes to in the end */
    WriteBehind(OutputStream out, FileChannel channel) {
        this.out = out;
        this.channel = channel;
    }

    private static Bytes empty() {
        return new Bytes(SEND_BYTES + (SEND_BYTES >> 2));
    }

    /** What is to be written next. Another one after each {@link #send}. */
    Bytes buffer() {
        return buffer;
    }

    /** Has the buffer written. */
    void send() throws IOException {
        await(writing);
        Bytes full = buffer;
        boolean huge = full.length() > HUGE_BYTES;
        buffer = other;
        other = full;
        writing = start(() -> {
            out.write(full.array(), 0, full.length());
            full.clear();
            full.shrink();
            return null;
        });
        if (huge) {
            await(writing);
        }
        force();
    }

    private void force() throws IOException {
        if (++unforced >= FORCED_BUFFERS && forcing.isDone()) {
            await(forcing);
            unforced = 0;
            forcing = start(() -> {
                channel.force(false);
                return null;
            });
        }
    }

    /** Waits until everything that was sent is written. */
    void settle() throws IOException {
        await(writing);
        await(forcing);
    }

    /** Empties the buffer; nothing is being written any more afterwards. */
    void forget() {
        awaitInVain(writing);
        awaitInVain(forcing);
        buffer.clear();
        other.clear();
    }

    private static void awaitInVain(FutureTask<Void> task) {
        try {
            await(task);
        } catch (IOException _) {
            // What was written is being taken back.
        }
    }

    private static FutureTask<Void> done() {
        FutureTask<Void> done = new FutureTask<>(() -> null);
        done.run();
        return done;
    }

    private static FutureTask<Void> start(Callable<Void> work) {
        FutureTask<Void> task = new FutureTask<>(work);
        Thread.ofPlatform().daemon().name("leat-file").start(task);
        return task;
    }

    private static void await(FutureTask<Void> task) throws IOException {
        try {
            task.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failed -> throw failed;
                case RuntimeException failed -> throw failed;
                case Error failed -> throw failed;
                default -> throw new IllegalStateException(e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while writing");
        }
    }
}
