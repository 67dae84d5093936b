package dev.leat.connector.files;

import java.io.InputStream;
import java.nio.file.Path;

/** The lines of a file as bytes, in one buffer that grows to the longest of them. */
final class LineReader {
    private static final int BUFFER_BYTES = 1 << 18;

    private final Window window;
    private int from;
    private int to;
    private int next;
    private long number;
    private boolean whole;

    LineReader(InputStream in, Path path) {
        window = new Window(in, path, BUFFER_BYTES, "the line is longer than 1 GB");
    }

    /** Moves to the next line; false after the last. A last line may lack its line end: see {@link #isWhole}. */
    boolean next() {
        from = next;
        int searched = from;
        while (true) {
            byte[] buffer = window.bytes;
            int filled = window.filled;
            for (int i = searched; i < filled; i++) {
                if (buffer[i] == '\n') {
                    to = i;
                    next = i + 1;
                    whole = true;
                    count();
                    return true;
                }
            }
            if (window.ended) {
                to = filled;
                next = filled;
                whole = false;
                count();
                return to > from;
            }
            searched = window.filled;
            int moved = window.more(from, number + 1);
            from -= moved;
            searched -= moved;
        }
    }

    private void count() {
        number += to > from || whole ? 1 : 0;
        // The mark that some editors put at the beginning of UTF-8 is no part of the first line.
        boolean marked = number == 1
                && to - from >= 3
                && window.bytes[from] == (byte) 0xef
                && window.bytes[from + 1] == (byte) 0xbb
                && window.bytes[from + 2] == (byte) 0xbf;
        from += marked ? 3 : 0;
    }

    /** Holds the line from {@link #from} to {@link #to}, until the next call of {@link #next}. */
    byte[] buffer() {
        return window.bytes;
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
        return window.offset + from;
    }

    /** Where the next line begins. */
    long end() {
        return window.offset + next;
    }

    /** Whether the line ends in a line feed. */
    boolean isWhole() {
        return whole;
    }

    boolean isBlank() {
        byte[] buffer = window.bytes;
        for (int i = from; i < to; i++) {
            if (buffer[i] != ' ' && buffer[i] != '\t' && buffer[i] != '\r') {
                return false;
            }
        }
        return true;
    }
}
