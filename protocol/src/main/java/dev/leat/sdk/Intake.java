package dev.leat.sdk;

import dev.leat.protocol.ConnectorException;
import dev.leat.row.Lines;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Receives lines: a thread of its own reads ahead into a few segments, whose whole lines can be taken while it goes on to
 * fill what is left of them. The memory in use is bounded by the segments' own buffers and one large buffer for lines that
 * do not fit those: two huge lines are never held at once, so reading ahead of a huge line waits until the one before it
 * is written. One thread takes.
 */
final class Intake implements AutoCloseable {
    private static final int SEGMENT_BYTES = 1 << 20;
    private static final int SEGMENTS = 4;
    /** A segment's own buffer grows to this, and stays. */
    private static final int OWN_BYTES_MAX = 4 * SEGMENT_BYTES;
    /** Beyond this the large buffer is made for the longest line at once: each copy on the way would be held twice. */
    private static final int COPIED_BYTES_MAX = 16 << 20;

    private static final int LARGE_BYTES = 128 << 20;
    /** So many segments without a huge line, and the large buffer is given up. */
    private static final int LARGE_KEPT_SEGMENTS = 16;

    private static final byte[] NONE = {};

    /**
     * Whole lines, or the end of the input; good until the next {@link #poll}. Bytes after {@code to} may change meanwhile.
     *
     * @param last nothing follows, and there are no lines here
     * @param cutOff at the end: the bytes after the last line, a line that was cut off
     * @param failure at the end: what ended the input, if not its end
     */
    record Chunk(byte[] bytes, int from, int to, boolean last, int cutOff, Throwable failure) {}

    private static final class Segment {
        byte[] bytes;
        /** Where the last whole line ends. */
        int ready;

        int taken;
        /** Whether the thread that reads has gone on to another segment. */
        boolean closed;
        /** Its own buffer, while {@link #bytes} is the large one. */
        byte[] own;

        Segment(int capacity) {
            bytes = new byte[capacity];
        }

        boolean isLarge() {
            return own != null;
        }
    }

    private final InputStream in;
    private final int lineBytesMax;
    private final int segmentBytes;
    private final Thread reader;

    // The reading thread's own.
    private Segment filling;
    private int sinceLarge;

    // Both threads', under the lock of this.
    private final Deque<Segment> segments = new ArrayDeque<>();
    private final Deque<Segment> free = new ArrayDeque<>();
    /** The large buffer, or {@link #NONE} as long as none was made; null while a segment has it. */
    private byte[] large = NONE;

    private Chunk end;

    Intake(InputStream in, int lineBytesMax) {
        this.in = in;
        this.lineBytesMax = lineBytesMax;
        // A line that fits a segment is never measured.
        this.segmentBytes = Math.min(SEGMENT_BYTES, lineBytesMax);
        for (int i = 0; i < SEGMENTS; i++) {
            free.add(new Segment(segmentBytes));
        }
        reader = Thread.ofPlatform().name("leat-intake").daemon().start(this::readAll);
    }

    /** What has come since the last call, or null if nothing has within the time. */
    synchronized Chunk poll(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (true) {
            Segment first = segments.peek();
            if (first != null && first.taken < first.ready) {
                int from = first.taken;
                first.taken = first.ready;
                return new Chunk(first.bytes, from, first.ready, false, 0, null);
            }
            if (first != null && first.closed) {
                release(segments.remove());
                continue;
            }
            long remaining = deadline - System.nanoTime();
            if (end != null || remaining <= 0) {
                return end;
            }
            TimeUnit.NANOSECONDS.timedWait(this, remaining);
        }
    }

    private void release(Segment segment) {
        if (segment.isLarge()) {
            large = segment.bytes;
            segment.bytes = segment.own;
            segment.own = null;
        }
        free.add(segment);
        notifyAll();
    }

    @Override
    public void close() {
        reader.interrupt();
    }

    private void readAll() {
        try {
            filling = next();
            int filled = 0;
            int count;
            while ((count = in.read(filling.bytes, filled, room(filled))) >= 0) {
                int lines = Lines.last(filling.bytes, filled, filled + count) + 1;
                filled += count;
                if (lines > 0) {
                    publish(lines);
                }
                if (lines > 0 && filling.isLarge() || filled == filling.bytes.length && filling.ready > 0) {
                    filled = goOn(filled);
                } else if (filled == filling.bytes.length) {
                    grow();
                }
            }
            end(new Chunk(NONE, 0, 0, true, filled - filling.ready, null));
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } catch (Exception | OutOfMemoryError failure) {
            // Untold, the other thread would wait for ever.
            end(new Chunk(NONE, 0, 0, true, 0, failure));
        }
    }

    /** After a huge line only the rest of one read follows, so that it fits the next segment's own buffer. */
    private int room(int filled) {
        int room = filling.bytes.length - filled;
        return filling.isLarge() ? Math.min(room, segmentBytes) : room;
    }

    private synchronized void publish(int lines) {
        filling.ready = lines;
        notifyAll();
    }

    private synchronized void end(Chunk last) {
        end = last;
        notifyAll();
    }

    private synchronized Segment next() throws InterruptedException {
        while (free.isEmpty()) {
            wait();
        }
        Segment next = free.remove();
        next.ready = 0;
        next.taken = 0;
        next.closed = false;
        segments.add(next);
        return next;
    }

    /** Goes on in another segment, with the line that has only begun; answers how much of it there is. */
    private int goOn(int filled) throws InterruptedException {
        Segment full = filling;
        int begun = filled - full.ready;
        Segment next = next();
        if (next.bytes.length < begun) {
            next.bytes = new byte[full.bytes.length];
        }
        System.arraycopy(full.bytes, full.ready, next.bytes, 0, begun);
        filling = next;
        synchronized (this) {
            forgetLarge(full);
            full.closed = true;
            notifyAll();
        }
        return begun;
    }

    /** Makes room for a line that fills its segment; nobody else looks at one without a whole line. */
    private void grow() throws InterruptedException {
        int length = filling.bytes.length;
        if (length >= lineBytesMax) {
            throw ConnectorException.data("a line is longer than the limit of " + lineBytesMax + " bytes; it begins "
                    + new String(filling.bytes, 0, 120, StandardCharsets.UTF_8)
                    + "…. Leave the stream's large columns out, or raise " + Limits.LINE);
        }
        if (length < OWN_BYTES_MAX) {
            filling.bytes = Arrays.copyOf(filling.bytes, (int) Math.min(2L * length, lineBytesMax));
            return;
        }
        byte[] kept = NONE;
        if (!filling.isLarge()) {
            kept = takeLarge();
            filling.own = filling.bytes;
        }
        if (kept.length > length) {
            System.arraycopy(filling.bytes, 0, kept, 0, length);
            filling.bytes = kept;
        } else {
            long wanted = length < COPIED_BYTES_MAX ? 2L * length : Math.max(LARGE_BYTES, 2L * length);
            filling.bytes = Arrays.copyOf(filling.bytes, (int) Math.min(wanted, lineBytesMax));
        }
    }

    private synchronized byte[] takeLarge() throws InterruptedException {
        while (large == null) {
            wait();
        }
        byte[] taken = large;
        large = null;
        return taken;
    }

    /** One huge line must not keep its room for the rest of the run; those that follow shortly may have it. */
    private void forgetLarge(Segment full) {
        sinceLarge = full.isLarge() ? 0 : sinceLarge + 1;
        if (sinceLarge >= LARGE_KEPT_SEGMENTS && large != null) {
            large = NONE;
        }
    }
}
