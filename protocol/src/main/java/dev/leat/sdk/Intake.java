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
 * Receives lines: a thread of its own reads ahead into a few buffers, each handed over with nothing but whole lines in
 * it. The memory in use is bounded by the buffers, or by one line of the longest length allowed.
 */
final class Intake implements AutoCloseable {
    private static final int CHUNK_BYTES = 1 << 20;
    private static final int CHUNKS = 4;

    /** Whole lines, or the end of the input. */
    static final class Chunk {
        byte[] bytes;
        int length;
        /** Set on the last chunk: what follows the last line, a line that was cut off. */
        int cutOff;

        boolean last;
        Exception failure;

        Chunk(int capacity) {
            bytes = new byte[capacity];
        }
    }

    private final InputStream in;
    private final int lineBytesMax;
    private final int chunkBytes;
    private final BlockingQueue<Chunk> full = new ArrayBlockingQueue<>(CHUNKS);
    private final BlockingQueue<Chunk> free = new ArrayBlockingQueue<>(CHUNKS);
    private final Thread reader;

    Intake(InputStream in, int lineBytesMax) {
        this.in = in;
        this.lineBytesMax = lineBytesMax;
        // A line that fits a chunk is never measured.
        this.chunkBytes = Math.min(CHUNK_BYTES, lineBytesMax);
        for (int i = 0; i < CHUNKS; i++) {
            free.add(new Chunk(chunkBytes));
        }
        reader = Thread.ofPlatform().name("leat-intake").daemon().start(this::readAll);
    }

    /** The next chunk, or null if none has come within the time. Give it back with {@link #release}. */
    Chunk poll(long millis) throws InterruptedException {
        return full.poll(millis, TimeUnit.MILLISECONDS);
    }

    void release(Chunk chunk) {
        if (chunk.bytes.length > 4 * CHUNK_BYTES) {
            // One huge row must not keep its room for the rest of the run.
            chunk.bytes = new byte[chunkBytes];
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
                full.put(chunk);
                if (last) {
                    return;
                }
                chunk = next;
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } catch (Exception failure) {
            fail(failure);
        }
    }

    /**
     * Reads until a line end came and no more is waiting, or the buffer is full. Answers how much is filled, or its
     * complement minus one at the end of the input.
     */
    private int fill(Chunk chunk, int used) throws IOException {
        int filled = used;
        while (filled < chunk.bytes.length) {
            int count = in.read(chunk.bytes, filled, chunk.bytes.length - filled);
            if (count < 0) {
                return -filled - 1;
            }
            boolean whole = Lines.last(chunk.bytes, filled, filled + count) >= 0;
            filled += count;
            if (whole && in.available() == 0) {
                return filled;
            }
        }
        return filled;
    }

    private void grow(Chunk chunk) {
        if (chunk.bytes.length >= lineBytesMax) {
            throw ConnectorException.data("a line is longer than the limit of " + lineBytesMax + " bytes; it begins "
                    + new String(chunk.bytes, 0, 120, java.nio.charset.StandardCharsets.UTF_8)
                    + "…. Leave the stream's large columns out, or raise " + Limits.LINE);
        }
        chunk.bytes = Arrays.copyOf(chunk.bytes, (int) Math.min(2L * chunk.bytes.length, lineBytesMax));
    }

    private void fail(Exception failure) {
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
