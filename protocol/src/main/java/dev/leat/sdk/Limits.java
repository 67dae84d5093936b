package dev.leat.sdk;

import dev.leat.protocol.ConnectorException;
import java.util.Map;

/**
 * The named limits of the delivery machinery. They come from the environment, because a runner or an orchestrator sets
 * them for connectors it knows nothing else about.
 *
 * @param lineBytes the longest line read or written. The default has room for a row of 100 MB, but in a heap that is less
 *     than {@link #HEAP_LINES} such rows it is what that has room for
 * @param checkpointBytes a source's states are at least this far apart, unless {@link #CHECKPOINT_NANOS} have passed:
 *     near enough that little is sent twice, far enough that states cost nothing
 * @param commitBytes a destination commits, at the next state, once this much has come in, or {@link #COMMIT_NANOS} have
 *     passed: a commit waits for the disk, and some engines merge afterwards what each has brought
 */
record Limits(int lineBytes, int checkpointBytes, int commitBytes) {
    /** Rows are sent on once this much is gathered. */
    static final int SEND_BYTES = 256 << 10;

    static final long CHECKPOINT_NANOS = 2_000_000_000L;
    static final long COMMIT_NANOS = 5_000_000_000L;

    static final String LINE = "LEAT_LINE_BYTES_MAX";
    static final String CHECKPOINT = "LEAT_CHECKPOINT_BYTES";
    static final String COMMIT = "LEAT_COMMIT_BYTES";

    /** A huge row is held by the driver, as a line, and by whoever takes it apart. */
    private static final int HEAP_LINES = 4;

    private static final int LINE_BYTES = 128 << 20;
    private static final int LINE_BYTES_MIN = 1 << 16;

    /** Reads the limits; throws CONFIG for one that is no number of bytes. */
    static Limits of(Map<String, String> environment) {
        return of(environment, Runtime.getRuntime().maxMemory());
    }

    /** @param heapBytes the most that this program may hold */
    static Limits of(Map<String, String> environment, long heapBytes) {
        return new Limits(
                bytes(environment, LINE, lineBytes(heapBytes), LINE_BYTES_MIN),
                bytes(environment, CHECKPOINT, 8 << 20, 1),
                bytes(environment, COMMIT, 128 << 20, 1));
    }

    /** In whole mebibytes: what the JVM says of its heap leaves out a small part, and -Xmx128m has room for 32 MiB. */
    private static int lineBytes(long heapBytes) {
        long mebibytes = Math.ceilDiv(heapBytes / HEAP_LINES, 1L << 20);
        return (int) Math.min(LINE_BYTES, mebibytes << 20);
    }

    private static int bytes(Map<String, String> environment, String name, int byDefault, int least) {
        String text = environment.get(name);
        if (text == null || text.isBlank()) {
            return byDefault;
        }
        try {
            int bytes = Integer.parseInt(text.strip());
            if (bytes >= least) {
                return bytes;
            }
        } catch (NumberFormatException _) {
            // Answered below, with the other values that cannot be.
        }
        throw ConnectorException.config(
                name + " is \"" + text + "\", must be a number of bytes from " + least + " to 2147483647");
    }
}
