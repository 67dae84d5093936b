package dev.leat.row;

import java.util.Arrays;

/**
 * Reads rows written as {@link RowWriter} writes them: every column there, in order, no spaces. Answers
 * {@link ValueScanner#SURPRISE} at the first byte that is not as expected, and {@link ForeignRecord} takes the line.
 */
final class FastRecord {
    private final boolean list;
    private final byte[] head;
    /** With the colon, and the comma before it. */
    private final byte[][] names;
    /** Of names that are shorter than a word, the word that they begin, and which bits of it are theirs. */
    private final long[] words;

    private final long[] masks;

    FastRecord(RowForm form) {
        list = form.list();
        head = form.head();
        names = new byte[form.names().length][];
        words = new long[names.length];
        masks = new long[names.length];
        for (int c = 0; c < names.length; c++) {
            byte[] name = form.names()[c];
            names[c] = c == 0
                    ? name
                    : new Bytes(name.length + 1).put(',').put(name).copy();
            words[c] = Words.of(names[c]);
            masks[c] = (1L << 8 * Math.min(names[c].length, Long.BYTES - 1)) - 1;
        }
    }

    /** Whether the line that begins at {@code at} is a row of this stream in the expected form, as far as its head tells. */
    boolean begins(byte[] buffer, int at, int limit) {
        return limit - at >= head.length && Arrays.equals(buffer, at, at + head.length, head, 0, head.length);
    }

    /** Whether the columns are not named. */
    boolean isList() {
        return list;
    }

    /** How many bytes the first field's name takes, its colon included. */
    int firstNameLength() {
        return names[0].length;
    }

    /** Finds the fields of the line at {@code at}, which {@link #begins}; returns the index after its line feed. */
    int scan(byte[] buffer, int at, int limit, Fields fields) {
        int i = at + head.length;
        for (int c = 0; c < names.length; c++) {
            int valueAt = i + names[c].length;
            if (valueAt >= limit || !isName(buffer, i, c)) {
                return ValueScanner.SURPRISE;
            }
            i = value(buffer, valueAt, c, fields);
            if (i < 0) {
                return ValueScanner.SURPRISE;
            }
        }
        return list ? listEnd(buffer, i) : tail(buffer, i, limit);
    }

    private boolean isName(byte[] buffer, int at, int c) {
        boolean isShort = names[c].length < Long.BYTES && at <= buffer.length - Long.BYTES;
        return isShort ? ((Words.at(buffer, at) ^ words[c]) & masks[c]) == 0 : Words.equal(buffer, at, names[c]);
    }

    private static int value(byte[] buffer, int at, int c, Fields fields) {
        byte first = buffer[at];
        byte kind;
        int end;
        if (first == '"') {
            kind = ValueScanner.TEXT;
            end = ValueScanner.plainEnd(buffer, at + 1);
            if (buffer[end] == '"') {
                end++;
            } else {
                kind = ValueScanner.ESCAPED_TEXT;
                end = ValueScanner.textEnd(buffer, at);
            }
        } else if (first <= '9' && (first >= '0' || first == '-')) {
            kind = ValueScanner.NUMBER;
            end = ValueScanner.numberEnd(buffer, at);
        } else {
            kind = ValueScanner.kindAt(buffer, at);
            end = switch (kind) {
                case ValueScanner.TRUE, ValueScanner.FALSE, ValueScanner.NULL ->
                    ValueScanner.literalEnd(buffer, at, kind);
                case ValueScanner.OBJECT, ValueScanner.ARRAY -> ValueScanner.nestedEnd(buffer, at);
                default -> ValueScanner.SURPRISE;
            };
        }
        fields.start[c] = at;
        fields.end[c] = end;
        fields.kind[c] = kind;
        return end;
    }

    private static int listEnd(byte[] buffer, int at) {
        return buffer[at] == ']' && buffer[at + 1] == '\n' ? at + 2 : ValueScanner.SURPRISE;
    }

    /** Checks what follows the last field: {@code },"emitted_at":123}}} and the line feed. */
    private static int tail(byte[] buffer, int at, int limit) {
        byte[] tail = RowForm.TAIL;
        int digits = at + tail.length;
        if (digits >= limit || !Words.equal(buffer, at, tail)) {
            return ValueScanner.SURPRISE;
        }
        int i = ValueScanner.digitsEnd(buffer, digits);
        while (buffer[i] >= '0' && buffer[i] <= '9') {
            i++;
        }
        boolean ends = i > digits && buffer[i] == '}' && buffer[i + 1] == '}' && buffer[i + 2] == '\n';
        return ends ? i + 3 : ValueScanner.SURPRISE;
    }
}
