package dev.leat.connector.files;

import dev.leat.protocol.ConnectorException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;

/** The lines of a file as bytes, in one buffer that grows to the longest of them. */
final class LineReader {
    private static final int BUFFER_BYTES = 1 << 18;

    private final InputStream in;
    private final Path path;
    private byte[] buffer = new byte[BUFFER_BYTES];
    private int filled;
    private int from;
    private int to;
    private int next;
    private long offset;
    private long number;
    private boolean ended;
    private boolean whole;

    LineReader(InputStream in, Path path) {
        this.in = in;
        this.path = path;
    }

    /** Moves to the next line; false after the last. A last line may lack its line end: see {@link #isWhole}. */
    boolean next() {
        from = next;
        int searched = from;
        while (true) {
            for (int i = searched; i < filled; i++) {
                if (buffer[i] == '\n') {
                    to = i;
                    next = i + 1;
                    whole = true;
                    count();
                    return true;
                }
            }
            if (ended) {
                to = filled;
                next = filled;
                whole = false;
                count();
                return to > from;
            }
            searched = filled - from;
            fill();
        }
    }

    private void count() {
        number += to > from || whole ? 1 : 0;
        // The mark that some editors put at the beginning of UTF-8 is no part of the first line.
        boolean marked = number == 1
                && to - from >= 3
                && buffer[from] == (byte) 0xef
                && buffer[from + 1] == (byte) 0xbb
                && buffer[from + 2] == (byte) 0xbf;
        from += marked ? 3 : 0;
    }

    private void fill() {
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, filled - from);
            offset += from;
            filled -= from;
            from = 0;
        }
        if (filled == buffer.length) {
            if (filled > 1 << 30) {
                throw ConnectorException.data(path + ", line " + (number + 1) + ": the line is longer than 1 GB");
            }
            // Doubling a buffer that holds one huge line would take the heap with it.
            buffer = Arrays.copyOf(buffer, filled < 16 << 20 ? 2 * filled : filled + filled / 4);
        }
        try {
            int count = in.read(buffer, filled, buffer.length - filled);
            ended = count < 0;
            filled += Math.max(count, 0);
        } catch (IOException e) {
            throw FileInput.failure(path, number, e);
        }
    }

    /** Holds the line from {@link #from} to {@link #to}, until the next call of {@link #next}. */
    byte[] buffer() {
        return buffer;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /** The line's number, from 1. */
    long number() {
        return number;
    }

    /** Where the line begins in the file, in bytes. */
    long position() {
        return offset + from;
    }

    /** Where the next line begins. */
    long end() {
        return offset + next;
    }

    /** Whether the line ends in a line feed. */
    boolean isWhole() {
        return whole;
    }

    boolean isBlank() {
        for (int i = from; i < to; i++) {
            if (buffer[i] != ' ' && buffer[i] != '\t' && buffer[i] != '\r') {
                return false;
            }
        }
        return true;
    }
}
