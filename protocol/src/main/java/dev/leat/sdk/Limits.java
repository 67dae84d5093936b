package dev.leat.sdk;

import dev.leat.protocol.ConnectorException;

/** The named limits of the delivery machinery. */
final class Limits {
    /** Environment variable: the longest line read or written, in bytes. */
    static final String LINE_BYTES_VARIABLE = "LEAT_LINE_BYTES_MAX";

    /** The longest line unless the environment says otherwise: room for a row of 100 MB, and no more heap than for two. */
    static final int LINE_BYTES_DEFAULT = 128 << 20;

    /** Rows are sent on once this much is gathered. */
    static final int SEND_BYTES = 256 << 10;

    /** A source's states are this many bytes apart at least, unless {@link #CHECKPOINT_NANOS} have passed. */
    static final int CHECKPOINT_BYTES = 8 << 20;

    static final long CHECKPOINT_NANOS = 2_000_000_000L;

    /** A destination commits, at the next state, once this much has come in. */
    static final long COMMIT_BYTES = 64 << 20;

    /** A destination commits, at the next state, once the last commit is this long ago. */
    static final long COMMIT_NANOS = 5_000_000_000L;

    private Limits() {}

    static int lineBytes() {
        String text = System.getenv(LINE_BYTES_VARIABLE);
        if (text == null || text.isBlank()) {
            return LINE_BYTES_DEFAULT;
        }
        try {
            int bytes = Integer.parseInt(text.strip());
            if (bytes >= 1 << 16) {
                return bytes;
            }
        } catch (NumberFormatException _) {
            // Answered below, with the other values that cannot be.
        }
        throw ConnectorException.config(
                LINE_BYTES_VARIABLE + " is \"" + text + "\", must be a number of bytes from 65536 to 2147483647");
    }
}
