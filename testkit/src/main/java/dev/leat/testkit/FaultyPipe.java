package dev.leat.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands between a producer and a consumer and misbehaves: hands over single bytes, breaks lines anywhere, stalls, and
 * dies at a byte. What it does follows from one seed, which {@link #toString} tells. One thread per stream.
 */
public final class FaultyPipe {
    private static final long STALL_NANOS = 20_000_000;

    private final long seed;
    private final long diesAt;

    private FaultyPipe(long seed, long diesAt) {
        this.seed = seed;
        this.diesAt = diesAt;
    }

    /** With the seed of {@code -Dleat.seed}, else one of its own. */
    public static FaultyPipe seeded() {
        return seeded(Long.getLong("leat.seed", new Random().nextInt(1_000_000)));
    }

    public static FaultyPipe seeded(long seed) {
        return new FaultyPipe(seed, Long.MAX_VALUE);
    }

    /** The same, and after so many bytes it dies: an end of input for who reads, a broken pipe for who writes. */
    public FaultyPipe dyingAt(long bytes) {
        return new FaultyPipe(seed, bytes);
    }

    /** The consumer's side: reads from the producer in pieces of the pipe's choosing. */
    public InputStream reading(InputStream producer) {
        Random random = new Random(seed);
        return new InputStream() {
            private long passed;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (passed >= diesAt) {
                    producer.close();
                    return -1;
                }
                int most = (int) Math.min(piece(random, length), diesAt - passed);
                int count = producer.read(bytes, offset, most);
                passed += Math.max(count, 0);
                return count;
            }

            @Override
            public int available() throws IOException {
                return passed >= diesAt ? 0 : producer.available();
            }

            @Override
            public void close() throws IOException {
                producer.close();
            }
        };
    }

    /** The producer's side: writes to the consumer in pieces of the pipe's choosing. */
    public OutputStream writing(OutputStream consumer) {
        Random random = new Random(seed);
        return new OutputStream() {
            private long passed;

            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                int at = offset;
                int end = offset + length;
                while (at < end) {
                    if (passed >= diesAt) {
                        throw new IOException("Broken pipe");
                    }
                    int count = (int) Math.min(piece(random, end - at), diesAt - passed);
                    consumer.write(bytes, at, count);
                    consumer.flush();
                    at += count;
                    passed += count;
                }
            }

            @Override
            public void close() throws IOException {
                consumer.close();
            }
        };
    }

    /** How many of {@code length} bytes go at once; now and then after a stall. */
    private static int piece(Random random, int length) {
        int dice = random.nextInt(1000);
        if (dice == 0) {
            // Not a wait for anything: the stall itself is what the other side is to bear.
            LockSupport.parkNanos(STALL_NANOS);
        }
        if (dice < 300) {
            return Math.min(1, length);
        }
        return dice < 900 ? Math.min(length, 1 + random.nextInt(200)) : length;
    }

    @Override
    public String toString() {
        return "pipe of -Dleat.seed=" + seed + (diesAt == Long.MAX_VALUE ? "" : ", dying at byte " + diesAt);
    }
}
