package dev.leat.connector.kafka;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Bounds what was handed to the producer and is not with the brokers yet. The producer's own bound refuses a message that is
 * larger than the bound; this one lets it pass, alone. One thread.
 */
final class InFlight {
    /** Where answers take 50 ms that is 160 MB/s; more would lie in the heap for longer, and outlive its nursery. */
    private static final long BYTES_MAX = 8L << 20;

    private static final int CHUNK_BYTES = 1 << 20;

    private final Deque<Chunk> chunks = new ArrayDeque<>();
    private long bytes;
    private long chunkBytes;

    /** Messages that are looked at together; the last of them tells of all. */
    private record Chunk(Future<?> last, long bytes) {}

    /** Takes note of a message; waits while too much is on its way. Throws what its sending has thrown. */
    void sent(int size, Future<?> message) throws ExecutionException, InterruptedException {
        bytes += size;
        chunkBytes += size;
        if (chunkBytes < CHUNK_BYTES) {
            return;
        }
        chunks.add(new Chunk(message, chunkBytes));
        chunkBytes = 0;
        while (bytes > BYTES_MAX && !chunks.isEmpty()) {
            Chunk first = chunks.remove();
            first.last().get();
            bytes -= first.bytes();
        }
    }

    /** Nothing is on its way any more. */
    void clear() {
        chunks.clear();
        bytes = 0;
        chunkBytes = 0;
    }
}
