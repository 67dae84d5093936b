package dev.leat.sdk;

import dev.leat.protocol.ConnectorException;
import java.util.Map;

/**
 * The named limits of the delivery machinery. They come from the environment, because a runner or an orchestrator sets
 * them for connectors it knows nothing else about.
 *
 * @param lineBytes the longest line read or written. The default has room for a row of 100 MB; of such rows one is held
 *     at a time, here and in the connector's own hands
 * @param checkpointBytes a source's states are at least this far apart, unless {@link #CHECKPOINT_NANOS} have passed:
 *     near enough that little is sent twice, far enough that states cost nothing
 * @param commitBytes a destination commits, at the next state, once this much has come in, or {@link #COMMIT_NANOS} have
 *     passed: a commit waits for the disk
 */
record Limits(int lineBytes, int checkpointBytes, int commitBytes) {
    /** Rows are sent on once this much is gathered. */
    static final int SEND_BYTES = 256 << 10;

    static final long CHECKPOINT_NANOS = 2_000_000_000L;
    static final long COMMIT_NANOS = 5_000_000_000L;

    static final String LINE = "LEAT_LINE_BYTES_MAX";
    static final String CHECKPOINT = "LEAT_CHECKPOINT_BYTES";
    static final String COMMIT = "LEAT_COMMIT_BYTES";

    /** Reads the limits; throws CONFIG for one that is no number of bytes. */
    static Limits of(Map<String, String> environment) {
        return new Limits(
                bytes(environment, LINE, 128 << 20, 1 << 16),
                bytes(environment, CHECKPOINT, 8 << 20, 1),
                bytes(environment, COMMIT, 64 << 20, 1));
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
