package dev.leat.sdk;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.Message;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.protocol.TraceMessage;
import dev.leat.row.Bytes;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What a source sends. Rows, states and statuses take the data channel, the rest standard output; without
 * {@code --output} they are the same. If they are not, whoever started the program sees no rows: states and statuses
 * take both ways, and how far the rows are, and whether they are being taken, is told on standard output by a thread of
 * its own, which an unread data channel does not stop. Otherwise used by one thread at a time.
 */
final class Outgoing implements AutoCloseable {
    private static final int TELL_MILLIS = 500;

    private final Output control;
    private final Output data;
    private final HeapUse heap = new HeapUse();
    private final CountDownLatch closed = new CountDownLatch(1);
    /** Null where all goes to standard output. */
    private final Thread teller;

    private volatile ConnectorException broken;
    private volatile Sent sent;
    private volatile long waitNanos;
    /** When the send in progress began; 0 if none is. */
    private volatile long waitingSince;

    /** What has gone out of a stream. */
    private record Sent(StreamDescriptor stream, long rows, long bytes) {}

    /** @param data null where all goes to standard output */
    Outgoing(Output control, Output data) {
        this.control = control;
        this.data = data == null ? control : data;
        teller = data == null
                ? null
                : Thread.ofPlatform().daemon().name("leat-progress").start(this::tellUntilClosed);
    }

    /** Begins a stream. */
    void begin(StreamDescriptor stream) {
        sent = new Sent(stream, 0, 0);
    }

    /** Sends whole lines of rows of the stream. */
    void rows(Bytes lines, long rows) {
        if (broken != null) {
            // A full refresh would run to its end, and the next run find it in its way.
            throw broken;
        }
        Sent before = sent;
        long bytes = lines.length();
        waitingSince = System.nanoTime() | 1;
        try {
            data.send(lines);
        } finally {
            waited();
        }
        sent = new Sent(before.stream, before.rows + rows, before.bytes + bytes);
        heap.look();
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread at a time sends.
    private void waited() {
        waitNanos += System.nanoTime() - waitingSince;
        waitingSince = 0;
    }

    /** A message that has its place among the rows. */
    void data(Message message) {
        if (teller != null) {
            control.send(message);
        }
        ahead(message);
    }

    /** A message that only those need who get the rows. */
    void ahead(Message message) {
        waitingSince = System.nanoTime() | 1;
        try {
            data.send(message);
        } finally {
            waited();
        }
    }

    void control(Message message) {
        control.send(message);
    }

    /** Ends a stream: says how it ended, after the last of its figures. */
    void end(Message status) {
        if (teller != null) {
            tell();
        }
        data(status);
    }

    private void tellUntilClosed() {
        try {
            while (!closed.await(TELL_MILLIS, TimeUnit.MILLISECONDS)) {
                tell();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ConnectorException nobodyListens) {
            broken = nobodyListens;
        }
    }

    /** One after the other, or older figures might follow the last ones. */
    private synchronized void tell() {
        Sent now = sent;
        if (now == null) {
            return;
        }
        long since = waitingSince;
        long waited = waitNanos + (since == 0 ? 0 : System.nanoTime() - since);
        long waitMillis = TimeUnit.NANOSECONDS.toMillis(waited);
        control.send(TraceMessage.progress(
                new TraceMessage.Progress(now.stream, now.rows, now.bytes, waitMillis, since != 0)));
    }

    /** Nothing is told any more once this returns. */
    @Override
    public void close() throws InterruptedException {
        if (teller != null) {
            closed.countDown();
            teller.join();
        }
    }
}
