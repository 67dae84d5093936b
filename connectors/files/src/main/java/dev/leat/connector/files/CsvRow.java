package dev.leat.connector.files;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The fields of one row as the parser found them: one object for all rows, and no string per field. */
final class CsvRow extends CsvCallbackHandler<CsvRow> {
    private char[] text = new char[1024];
    private int[] ends = new int[32];
    private boolean[] quoted = new boolean[32];
    private int fields;
    private long line;
    private boolean empty;
    private byte[] ascii = new byte[64];

    @Override
    protected RecordType getRecordType() {
        return empty ? RecordType.EMPTY : RecordType.DATA;
    }

    @Override
    protected int getFieldCount() {
        return fields;
    }

    @Override
    protected void beginRecord(long startingLine) {
        line = startingLine;
        fields = 0;
        empty = false;
    }

    @Override
    protected void addField(char[] buffer, int offset, int length, boolean isQuoted) {
        if (fields == ends.length) {
            ends = Arrays.copyOf(ends, 2 * fields);
            quoted = Arrays.copyOf(quoted, 2 * fields);
        }
        int from = start(fields);
        if (text.length - from < length) {
            text = Arrays.copyOf(text, Math.max(2 * text.length, from + length));
        }
        System.arraycopy(buffer, offset, text, from, length);
        quoted[fields] = isQuoted;
        ends[fields++] = from + length;
    }

    @Override
    protected void setComment(char[] buffer, int offset, int length) {
        throw new IllegalStateException("comments are not asked for");
    }

    @Override
    protected void setEmpty() {
        empty = true;
        addField(text, 0, 0, false);
    }

    @Override
    protected CsvRow buildRecord() {
        return this;
    }

    /** Whether the row is a line with nothing in it. */
    boolean isEmpty() {
        return empty;
    }

    /** The row's first line in the file, from 1. */
    long line() {
        return line;
    }

    int fields() {
        return fields;
    }

    private int start(int field) {
        return field == 0 ? 0 : ends[field - 1];
    }

    boolean isNull(int field, String marker) {
        int from = start(field);
        int length = ends[field] - from;
        if (quoted[field] || length != marker.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text[from + i] != marker.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Sets a view to a field's characters. */
    Characters view(int field, Characters view) {
        int from = start(field);
        return view.set(text, from, ends[field] - from);
    }

    String text(int field) {
        int from = start(field);
        return new String(text, from, ends[field] - from);
    }

    byte[] utf8(int field) {
        return text(field).getBytes(StandardCharsets.UTF_8);
    }

    /** A field as ASCII in a buffer that is used again; a character that is none becomes one that fits no number or date. */
    byte[] ascii(int field) {
        int from = start(field);
        int length = ends[field] - from;
        if (ascii.length < length) {
            ascii = new byte[2 * length];
        }
        for (int i = 0; i < length; i++) {
            char c = text[from + i];
            ascii[i] = c < 0x80 ? (byte) c : (byte) '?';
        }
        return ascii;
    }

    int length(int field) {
        return ends[field] - start(field);
    }

    /** Characters of a field, as the row writer takes them. */
    static final class Characters implements CharSequence {
        private char[] text;
        private int offset;
        private int length;

        private Characters set(char[] text, int offset, int length) {
            this.text = text;
            this.offset = offset;
            this.length = length;
            return this;
        }

        @Override
        public int length() {
            return length;
        }

        @Override
        public char charAt(int index) {
            return text[offset + index];
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new String(text, offset + start, end - start);
        }

        @Override
        public String toString() {
            return new String(text, offset, length);
        }
    }
}
