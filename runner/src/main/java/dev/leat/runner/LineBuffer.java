package dev.leat.runner;

import dev.leat.row.Lines;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Lines out of a stream of bytes, without a copy: {@link #fill} reads what is there, then {@link #next} steps through the
 * whole lines in it. Bytes stay where they are until the next {@code fill}. Not thread-safe.
 */
final class LineBuffer {
    private static final int BYTES_START = 1 << 20;
    private static final int START_BYTES = 1 << 10;

    private final int lineBytesMax;
    private byte[] bytes;
    private int start;
    private int end = -1;
    private int limit;
    private int scanned;
    private long lines;

    /** A line that does not fit. What follows it cannot be read any more. */
    static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient byte[] start;
        private final int bytes;
        private final long number;
        private final int limit;

        private TooLong(byte[] start, int bytes, long number, int limit) {
            super("line " + number + " is longer than " + limit + " bytes");
            this.start = start;
            this.bytes = bytes;
            this.number = number;
            this.limit = limit;
        }

        /** The line's first bytes. */
        byte[] start() {
            return start;
        }

        /** Bytes of it read so far. */
        int bytes() {
            return bytes;
        }

        long number() {
            return number;
        }

        int limit() {
            return limit;
        }

        /** Reads to the line's end, so that its size can be told; answers the bytes that were still to come. */
        long countRest(InputStream in) throws IOException {
            byte[] chunk = new byte[1 << 16];
            long count = 0;
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                int end = Lines.end(chunk, 0, read);
                count += end;
                if (end < read) {
                    break;
                }
            }
            return count;
        }
    }

    LineBuffer(int lineBytesMax) {
        this.lineBytesMax = lineBytesMax;
        this.bytes = new byte[Math.min(BYTES_START, lineBytesMax + 1)];
    }

    /** Reads more, blocking until there is something; false at the end of the stream. */
    boolean fill(InputStream in) throws IOException {
        int from = end + 1;
        if (from > 0) {
            System.arraycopy(bytes, from, bytes, 0, limit - from);
            limit -= from;
            scanned -= from;
            end = -1;
        }
        if (limit == bytes.length) {
            grow();
        }
        int count = in.read(bytes, limit, bytes.length - limit);
        limit += Math.max(count, 0);
        return count >= 0;
    }

    private void grow() {
        if (limit > lineBytesMax) {
            throw new TooLong(Arrays.copyOf(bytes, START_BYTES), limit, lines + 1, lineBytesMax);
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(2L * limit, lineBytesMax + 1L));
    }

    /** Steps to the next whole line; false if more must be read first. */
    boolean next() {
        start = end + 1;
        int at = Lines.end(bytes, Math.max(scanned, start), limit);
        scanned = at;
        if (at == limit) {
            return false;
        }
        end = at;
        scanned = at + 1;
        lines++;
        return true;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where the line begins. */
    int start() {
        return start;
    }

    /** The line's length without its line feed. */
    int length() {
        return end - start;
    }

    /** Where the line feed is. */
    int end() {
        return end;
    }

    /** The line's number, from 1. */
    long number() {
        return lines;
    }

    /** Bytes after the last whole line. */
    int rest() {
        return limit - (end + 1);
    }

    /** A copy of what was read after the line. */
    byte[] after() {
        return Arrays.copyOfRange(bytes, end + 1, limit);
    }

    /** At most the first so many bytes of the line. */
    byte[] copy(int lengthMax) {
        return Arrays.copyOfRange(bytes, start, start + Math.min(length(), lengthMax));
    }
}
