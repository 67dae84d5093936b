package dev.leat.connector.files;

import dev.leat.protocol.ConnectorException;
import java.io.IOException;
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
    private static final int BYTES_MAX = 1 << 30;

    private final InputStream in;
    private final Path path;
    private final byte delimiter;
    private final byte quote;
    private final boolean[] endsField = new boolean[256];

    private byte[] buffer;
    private int filled;
    private boolean ended;
    /** Where the buffer begins in the file. */
    private long offset;

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
        this.in = in;
        this.path = path;
        this.delimiter = (byte) format.delimiter();
        this.quote = (byte) format.quote();
        this.buffer = new byte[bufferBytes];
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
        if (offset + rowStart == 0 && has(3) && isByteOrderMark()) {
            at += 3;
        }
        while (!field()) {
            at++;
        }
        rowEnd = at;
        return true;
    }

    private boolean isByteOrderMark() {
        return buffer[at] == (byte) 0xef && buffer[at + 1] == (byte) 0xbb && buffer[at + 2] == (byte) 0xbf;
    }

    /** Reads one field; true if it was the row's last, else {@link #at} is its delimiter. */
    private boolean field() {
        if (fields == starts.length) {
            starts = Arrays.copyOf(starts, 2 * fields);
            ends = Arrays.copyOf(ends, 2 * fields);
            quoted = Arrays.copyOf(quoted, 2 * fields);
        }
        boolean inQuotes = has(1) && buffer[at] == quote;
        quoted[fields] = inQuotes;
        if (inQuotes) {
            inQuotes();
        } else {
            bare();
        }
        if (!has(1)) {
            return true;
        }
        if (buffer[at] == delimiter) {
            return false;
        }
        linesEnd++;
        whole = true;
        // The line feed after a carriage return belongs to it. Looking for it may move the buffer, and "at" with it.
        boolean both = buffer[at] == '\r' && has(2) && buffer[at + 1] == '\n';
        at += both ? 2 : 1;
        return true;
    }

    private void bare() {
        int field = fields++;
        starts[field] = at;
        do {
            byte[] b = buffer;
            int i = at;
            int end = filled;
            int seen = 0;
            while (i < end && !endsField[b[i] & 0xff]) {
                seen |= b[i++];
            }
            allBits |= seen;
            at = i;
        } while (at == filled && has(1));
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
            byte b = buffer[at];
            if (b == quote) {
                if (!has(2) || buffer[at + 1] != quote) {
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
            buffer[ends[field]++] = b;
            at++;
        }
    }

    /** Takes ordinary bytes into a field in quotes, as far as the buffer has them; false if there was none. */
    private boolean plain(int field) {
        byte[] b = buffer;
        int from = at;
        int i = from;
        int end = filled;
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
        if (has(1) && !endsField[buffer[at] & 0xff]) {
            throw ConnectorException.data(path + ", line " + line + ": after the closing quote of a field comes \""
                    + (char) (buffer[at] & 0xff) + "\"; double the quotes inside the field, or correct csv.quote");
        }
    }

    /** Whether so many bytes are there from {@link #at} on; reads on if they may be. */
    private boolean has(int bytes) {
        while (filled - at < bytes) {
            if (ended) {
                return false;
            }
            fill();
        }
        return true;
    }

    /** Reads on, and moves the row to the buffer's beginning if it needs the room. */
    private void fill() {
        if (filled == buffer.length) {
            if (rowStart > 0) {
                shift(rowStart);
            } else if (filled >= BYTES_MAX) {
                throw ConnectorException.data(
                        path + ", line " + line + ": the row is longer than 1 GB; is a quote never closed?");
            } else {
                // Doubling a buffer that holds one huge row would take the heap with it.
                buffer = Arrays.copyOf(buffer, filled < 16 << 20 ? 2 * filled : filled + filled / 4);
            }
        }
        try {
            int count = in.read(buffer, filled, buffer.length - filled);
            ended = count < 0;
            filled += Math.max(count, 0);
        } catch (IOException e) {
            throw FileInput.failure(path, line, e);
        }
    }

    private void shift(int by) {
        System.arraycopy(buffer, by, buffer, 0, filled - by);
        offset += by;
        filled -= by;
        at -= by;
        rowStart -= by;
        rowEnd -= by;
        for (int f = 0; f < fields; f++) {
            starts[f] -= by;
            ends[f] -= by;
        }
    }

    int fields() {
        return fields;
    }

    /** Holds the fields of the row, until the next call of {@link #next}. */
    byte[] buffer() {
        return buffer;
    }

    int start(int field) {
        return starts[field];
    }

    int end(int field) {
        return ends[field];
    }

    /** Whether a field is nothing but these bytes, without quotes. */
    boolean isBare(int field, byte[] bytes) {
        return !quoted[field] && Arrays.equals(buffer, starts[field], ends[field], bytes, 0, bytes.length);
    }

    String text(int field, Charset charset) {
        return new String(buffer, starts[field], ends[field] - starts[field], charset);
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
        return offset + rowStart;
    }

    /** Where the next row begins. */
    long end() {
        return offset + rowEnd;
    }
}
