package dev.leat.connector.files;

import dev.leat.protocol.ConnectorException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The rows of a CSV file, found in its bytes as RFC 4180 has them: fields in quotes may hold delimiters, line ends and
 * doubled quotes; a quote inside a field that does not begin with one is an ordinary character. Rows end in a line feed,
 * a carriage return or both. One buffer holds the current row and grows to the longest; fields are views into it, so
 * that nothing is made per field.
 *
 * <p>Works on any encoding in which a byte below 0x80 is always the ASCII character.
 */
final class CsvRows {
    private static final int BUFFER_BYTES = 1 << 18;

    private final Path path;
    private final byte delimiter;
    private final byte quote;
    private final boolean[] endsField = new boolean[256];

    private final Window window;
    private int rowStart;
    private int rowEnd;
    private int at;
    private long line = 1;
    private long linesEnd = 1;

    private int[] starts = new int[32];
    private int[] ends = new int[32];
    private boolean[] quoted = new boolean[32];
    private int fields;
    private boolean whole;
    private boolean open;
    /** All bits that any byte of the row's fields has. */
    private int allBits;

    CsvRows(InputStream in, CsvFormat format, Path path) {
        this(in, format, path, BUFFER_BYTES);
    }

    /** @param bufferBytes room at the beginning, for tests that want it to be too small */
    CsvRows(InputStream in, CsvFormat format, Path path, int bufferBytes) {
        this.path = path;
        this.delimiter = (byte) format.delimiter();
        this.quote = (byte) format.quote();
        this.window = new Window(in, path, bufferBytes, "the row is longer than 1 GB; is a quote never closed?");
        endsField[delimiter] = true;
        endsField['\n'] = true;
        endsField['\r'] = true;
    }

    /** Moves to the next row; false after the last. */
    boolean next() {
        rowStart = rowEnd;
        at = rowEnd;
        line = linesEnd;
        fields = 0;
        whole = false;
        open = false;
        allBits = 0;
        if (!has(1)) {
            return false;
        }
        if (window.offset + rowStart == 0 && has(3) && isByteOrderMark()) {
            at += 3;
        }
        while (!field()) {
            at++;
        }
        rowEnd = at;
        return true;
    }

    private boolean isByteOrderMark() {
        return window.bytes[at] == (byte) 0xef
                && window.bytes[at + 1] == (byte) 0xbb
                && window.bytes[at + 2] == (byte) 0xbf;
    }

    /** Reads one field; true if it was the row's last, else {@link #at} is its delimiter. */
    private boolean field() {
        if (fields == starts.length) {
            starts = Arrays.copyOf(starts, 2 * fields);
            ends = Arrays.copyOf(ends, 2 * fields);
            quoted = Arrays.copyOf(quoted, 2 * fields);
        }
        boolean inQuotes = has(1) && window.bytes[at] == quote;
        quoted[fields] = inQuotes;
        if (inQuotes) {
            inQuotes();
        } else {
            bare();
        }
        if (!has(1)) {
            return true;
        }
        if (window.bytes[at] == delimiter) {
            return false;
        }
        linesEnd++;
        whole = true;
        // The line feed after a carriage return belongs to it. Looking for it may move the window.bytes, and "at" with
        // it.
        boolean both = window.bytes[at] == '\r' && has(2) && window.bytes[at + 1] == '\n';
        at += both ? 2 : 1;
        return true;
    }

    private void bare() {
        int field = fields++;
        starts[field] = at;
        do {
            byte[] b = window.bytes;
            int i = at;
            int end = window.filled;
            int seen = 0;
            while (i < end && !endsField[b[i] & 0xff]) {
                seen |= b[i++];
            }
            allBits |= seen;
            at = i;
        } while (at == window.filled && has(1));
        ends[field] = at;
    }

    /** Takes doubled quotes out where they are: the field only shrinks. */
    private void inQuotes() {
        int field = fields++;
        starts[field] = ++at;
        ends[field] = at;
        boolean afterReturn = false;
        while (true) {
            afterReturn &= !plain(field);
            if (!has(1)) {
                open = true;
                return;
            }
            byte b = window.bytes[at];
            if (b == quote) {
                if (!has(2) || window.bytes[at + 1] != quote) {
                    at++;
                    closed();
                    return;
                }
                at++;
            } else if (b != '\n' && b != '\r') {
                continue; // The buffer was at its end and has more now.
            } else if (b == '\r' || !afterReturn) {
                linesEnd++;
            }
            afterReturn = b == '\r';
            window.bytes[ends[field]++] = b;
            at++;
        }
    }

    /** Takes ordinary bytes into a field in quotes, as far as the buffer has them; false if there was none. */
    private boolean plain(int field) {
        byte[] b = window.bytes;
        int from = at;
        int i = from;
        int end = window.filled;
        int seen = 0;
        while (i < end && b[i] != quote && b[i] != '\n' && b[i] != '\r') {
            seen |= b[i++];
        }
        allBits |= seen;
        if (ends[field] != from) {
            System.arraycopy(b, from, b, ends[field], i - from);
        }
        ends[field] += i - from;
        at = i;
        return i > from;
    }

    private void closed() {
        if (has(1) && !endsField[window.bytes[at] & 0xff]) {
            throw ConnectorException.data(path + ", line " + line + ": after the closing quote of a field comes \""
                    + (char) (window.bytes[at] & 0xff)
                    + "\"; double the quotes inside the field, or correct csv.quote");
        }
    }

    /** Whether so many bytes are there from {@link #at} on; reads on if they may be. */
    private boolean has(int bytes) {
        while (window.filled - at < bytes) {
            if (window.ended) {
                return false;
            }
            fill();
        }
        return true;
    }

    /** Reads on, and moves the row's marks with its bytes. */
    private void fill() {
        int moved = window.more(rowStart, line);
        if (moved == 0) {
            return;
        }
        at -= moved;
        rowStart -= moved;
        rowEnd -= moved;
        for (int f = 0; f < fields; f++) {
            starts[f] -= moved;
            ends[f] -= moved;
        }
    }

    int fields() {
        return fields;
    }

    /** Holds the fields of the row, until the next call of {@link #next}. */
    byte[] buffer() {
        return window.bytes;
    }

    int start(int field) {
        return starts[field];
    }

    int end(int field) {
        return ends[field];
    }

    /** Whether a field is nothing but these bytes, without quotes. */
    boolean isBare(int field, byte[] bytes) {
        return !quoted[field] && Arrays.equals(window.bytes, starts[field], ends[field], bytes, 0, bytes.length);
    }

    String text(int field, Charset charset) {
        return new String(window.bytes, starts[field], ends[field] - starts[field], charset);
    }

    /** Whether all characters of the row are ASCII. */
    boolean isAscii() {
        return allBits >= 0;
    }

    /** Whether the row is a line with nothing in it. */
    boolean isEmpty() {
        return fields == 1 && !quoted[0] && starts[0] == ends[0];
    }

    /** Whether the row ends in a line end; the last one may not. */
    boolean isWhole() {
        return whole;
    }

    /** Whether the file ends inside the quotes of a field. */
    boolean isOpen() {
        return open;
    }

    /** The row's first line in the file, from 1. */
    long line() {
        return line;
    }

    /** Where the row begins in the file, in bytes. */
    long position() {
        return window.offset + rowStart;
    }

    /** Where the next row begins. */
    long end() {
        return window.offset + rowEnd;
    }
}
