package dev.leat.sdk;

import dev.leat.protocol.ConnectorException;
import dev.leat.row.Lines;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Receives lines: a thread of its own reads ahead into a few chunks, each handed over with nothing but whole lines in
 * it. The memory in use is bounded by the chunks' own buffers and one large buffer for lines that do not fit those: two
 * huge lines are never held at once, so reading ahead of a huge line waits until the one before it is written.
 */
final class Intake implements AutoCloseable {
    private static final int CHUNK_BYTES = 1 << 20;
    private static final int CHUNKS = 4;
    /** A chunk's own buffer grows to this, and stays. */
    private static final int OWN_BYTES_MAX = 4 * CHUNK_BYTES;
    /** Beyond this the large buffer is made for the longest line at once: each copy on the way would be held twice. */
    private static final int COPIED_BYTES_MAX = 16 << 20;

    private static final int LARGE_BYTES = 128 << 20;
    /** So many chunks without a huge line, and the large buffer is given up. */
    private static final int LARGE_KEPT_CHUNKS = 16;

    private static final byte[] NONE = {};

    /** Whole lines, or the end of the input. */
    static final class Chunk {
        byte[] bytes;
        int length;
        /** Set on the last chunk: what follows the last line, a line that was cut off. */
        int cutOff;

        boolean last;
        Throwable failure;
        /** Its own buffer, while {@link #bytes} is the large one. */
        private byte[] own;

        Chunk(int capacity) {
            bytes = new byte[capacity];
        }

        private boolean isLarge() {
            return own != null;
        }
    }

    private final InputStream in;
    private final int lineBytesMax;
    private final int chunkBytes;
    private final BlockingQueue<Chunk> full = new ArrayBlockingQueue<>(CHUNKS);
    private final BlockingQueue<Chunk> free = new ArrayBlockingQueue<>(CHUNKS);
    /** The large buffer, or {@link #NONE} as long as none was made; nothing while a chunk has it. */
    private final BlockingQueue<byte[]> large = new ArrayBlockingQueue<>(1);

    private int sinceLarge;
    private final Thread reader;

    Intake(InputStream in, int lineBytesMax) {
        this.in = in;
        this.lineBytesMax = lineBytesMax;
        // A line that fits a chunk is never measured.
        this.chunkBytes = Math.min(CHUNK_BYTES, lineBytesMax);
        for (int i = 0; i < CHUNKS; i++) {
            free.add(new Chunk(chunkBytes));
        }
        large.add(NONE);
        reader = Thread.ofPlatform().name("leat-intake").daemon().start(this::readAll);
    }

    /** The next chunk, or null if none has come within the time. Give it back with {@link #release}. */
    Chunk poll(long millis) throws InterruptedException {
        return full.poll(millis, TimeUnit.MILLISECONDS);
    }

    void release(Chunk chunk) {
        if (chunk.isLarge()) {
            byte[] bytes = chunk.bytes;
            chunk.bytes = chunk.own;
            chunk.own = null;
            large.add(bytes);
        }
        free.add(chunk);
    }

    @Override
    public void close() {
        reader.interrupt();
    }

    private void readAll() {
        try {
            Chunk chunk = free.take();
            int used = 0;
            while (true) {
                int end = fill(chunk, used);
                boolean last = end < 0;
                int filled = last ? -end - 1 : end;
                int lines = Lines.last(chunk.bytes, 0, filled) + 1;
                if (lines == 0 && !last) {
                    used = filled;
                    grow(chunk);
                    continue;
                }
                Chunk next = last ? null : free.take();
                used = filled - lines;
                if (next != null) {
                    next.bytes = next.bytes.length < used ? new byte[chunk.bytes.length] : next.bytes;
                    System.arraycopy(chunk.bytes, lines, next.bytes, 0, used);
                }
                chunk.length = lines;
                chunk.last = last;
                chunk.cutOff = last ? used : 0;
                forgetLarge(chunk);
                full.put(chunk);
                if (last) {
                    return;
                }
                chunk = next;
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } catch (OutOfMemoryError full) {
            // Untold, the other thread would wait for ever.
            fail(full);
        } catch (Exception failure) {
            fail(failure);
        }
    }

    /**
     * Reads until a line end came and no more is waiting, or the buffer is full. After a huge line only the rest of one
     * read follows, so that it fits the next chunk's own buffer. Answers how much is filled, or its complement minus one
     * at the end of the input.
     */
    private int fill(Chunk chunk, int used) throws IOException {
        int filled = used;
        while (filled < chunk.bytes.length) {
            int room = chunk.bytes.length - filled;
            int count = in.read(chunk.bytes, filled, chunk.isLarge() ? Math.min(room, chunkBytes) : room);
            if (count < 0) {
                return -filled - 1;
            }
            boolean whole = Lines.last(chunk.bytes, filled, filled + count) >= 0;
            filled += count;
            if (whole && (chunk.isLarge() || in.available() == 0)) {
                return filled;
            }
        }
        return filled;
    }

    private void grow(Chunk chunk) throws InterruptedException {
        int length = chunk.bytes.length;
        if (length >= lineBytesMax) {
            throw ConnectorException.data("a line is longer than the limit of " + lineBytesMax + " bytes; it begins "
                    + new String(chunk.bytes, 0, 120, java.nio.charset.StandardCharsets.UTF_8)
                    + "…. Leave the stream's large columns out, or raise " + Limits.LINE);
        }
        if (length < OWN_BYTES_MAX) {
            chunk.bytes = Arrays.copyOf(chunk.bytes, (int) Math.min(2L * length, lineBytesMax));
            return;
        }
        byte[] kept = NONE;
        if (!chunk.isLarge()) {
            kept = large.take();
            chunk.own = chunk.bytes;
        }
        if (kept.length > length) {
            System.arraycopy(chunk.bytes, 0, kept, 0, length);
            chunk.bytes = kept;
        } else {
            long wanted = length < COPIED_BYTES_MAX ? 2L * length : Math.max(LARGE_BYTES, 2L * length);
            chunk.bytes = Arrays.copyOf(chunk.bytes, (int) Math.min(wanted, lineBytesMax));
        }
    }

    /** One huge line must not keep its room for the rest of the run; those that follow shortly may have it. */
    private void forgetLarge(Chunk chunk) {
        sinceLarge = chunk.isLarge() ? 0 : sinceLarge + 1;
        if (sinceLarge >= LARGE_KEPT_CHUNKS && large.poll() != null) {
            large.add(NONE);
        }
    }

    private void fail(Throwable failure) {
        Chunk chunk = new Chunk(0);
        chunk.last = true;
        chunk.failure = failure;
        try {
            full.put(chunk);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }
}
