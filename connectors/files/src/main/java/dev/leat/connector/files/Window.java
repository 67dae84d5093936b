package dev.leat.connector.files;

import dev.leat.protocol.ConnectorException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;

/** The part of a file that a reader has before it: from what it still needs to as far as was read. */
final class Window {
    private static final int BYTES_MAX = 1 << 30;
    private static final int HUGE_BYTES = 16 << 20;

    private final InputStream in;
    private final Path path;
    private final String excess;

    byte[] bytes;
    /** How many of the bytes are the file's. */
    int filled;
    /** Whether the file has no more. */
    boolean ended;
    /** Where the bytes begin in the file. */
    long offset;

    /** @param excess what to say of a row that is longer than 1 GB */
    Window(InputStream in, Path path, int bytes, String excess) {
        this.in = in;
        this.path = path;
        this.bytes = new byte[bytes];
        this.excess = excess;
    }

    /**
     * Reads on; {@link #bytes} may be another array afterwards.
     *
     * @param keep the first byte that is still needed
     * @param line of the file, for messages
     * @return by how many places the bytes have moved to the front
     */
    int more(int keep, long line) {
        int moved = 0;
        if (filled == bytes.length && keep > 0) {
            System.arraycopy(bytes, keep, bytes, 0, filled - keep);
            filled -= keep;
            offset += keep;
            moved = keep;
        } else if (filled == bytes.length) {
            if (filled >= BYTES_MAX) {
                throw ConnectorException.data(path + ", line " + line + ": " + excess);
            }
            // Doubling a buffer that holds one huge row would take the heap with it.
            bytes = Arrays.copyOf(bytes, filled < HUGE_BYTES ? 2 * filled : filled + filled / 4);
        }
        try {
            int count = in.read(bytes, filled, bytes.length - filled);
            ended = count < 0;
            filled += Math.max(count, 0);
        } catch (IOException e) {
            throw FileInput.failure(path, line, e);
        }
        return moved;
    }
}
