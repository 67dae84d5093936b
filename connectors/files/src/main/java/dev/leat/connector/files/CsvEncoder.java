package dev.leat.connector.files;

import dev.leat.row.Batch;
import dev.leat.row.Bytes;
import dev.leat.row.Slice;
import dev.leat.type.Column;
import dev.leat.type.Type;
import dev.leat.value.FieldCheck;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Rows as CSV. Numbers keep their digits, bytes are base64, lists and JSON values are JSON. Null is the null marker;
 * empty text, and text that looks like the marker, is put in quotes.
 */
final class CsvEncoder implements RowEncoder {
    private static final int HUGE_BYTES = 1 << 20;

    private final CsvFormat format;
    private final List<String> names;
    private final Stamp stamp;
    private final FieldCheck[] checks;
    private final boolean[] raw;
    private final byte[] nullMarker;
    private final boolean[] special = new boolean[256];
    private final CharsetEncoder encoder;

    /**
     * @param names of all columns, technical ones included
     * @param stamp values of the technical columns; null if there are none
     */
    CsvEncoder(CsvFormat format, List<Column> columns, List<String> names, Stamp stamp) {
        this.format = format;
        this.names = names;
        this.stamp = stamp;
        checks = new FieldCheck[columns.size()];
        raw = new boolean[checks.length];
        for (int c = 0; c < checks.length; c++) {
            Type type = columns.get(c).type();
            checks[c] = FieldCheck.of(type);
            raw[c] = type instanceof Type.Json || type instanceof Type.Array;
        }
        nullMarker = format.nullMarker().getBytes(StandardCharsets.UTF_8);
        special[format.delimiter()] = true;
        special[format.quote()] = true;
        special['\n'] = true;
        special['\r'] = true;
        encoder = format.isUtf8() ? null : format.charset().newEncoder();
    }

    @Override
    public void head(Bytes out) {
        if (!format.header()) {
            return;
        }
        for (int c = 0; c < names.size(); c++) {
            delimit(c, out);
            byte[] name = names.get(c).getBytes(StandardCharsets.UTF_8);
            field(name, 0, name.length, out);
        }
        out.put('\n');
    }

    @Override
    public void row(Batch rows, Bytes out) {
        for (int c = 0; c < checks.length; c++) {
            delimit(c, out);
            if (rows.isNull(c)) {
                out.put(nullMarker);
                continue;
            }
            Bytes replaced = checks[c].check(rows, c);
            if (replaced != null) {
                field(replaced.array(), 0, replaced.length(), out);
                continue;
            }
            if (encoder == null && !raw[c] && rows.isText(c) && rows.rawAt(c).length > HUGE_BYTES) {
                quoted(rows, c, out);
                continue;
            }
            Slice text = raw[c] ? rows.rawAt(c) : rows.utf8At(c);
            if (encoder != null && !encoder.canEncode(text.toString())) {
                throw rows.mismatch(
                        c, "has characters that " + format.charset() + " does not have; set csv.encoding", null);
            }
            field(text.array, text.offset, text.length, out);
        }
        if (stamp != null) {
            delimit(checks.length, out);
            field(stamp.syncedAt(), 0, stamp.syncedAt().length, out);
            out.put(format.delimiter()).put(stamp.syncId());
        }
        out.put('\n');
    }

    private void delimit(int column, Bytes out) {
        if (column > 0) {
            out.put(format.delimiter());
        }
    }

    private void field(byte[] text, int offset, int length, Bytes out) {
        int end = offset + length;
        int i = offset;
        while (i < end && !special[text[i] & 0xff]) {
            i++;
        }
        // U+FEFF at the beginning of a file would pass for a byte order mark.
        boolean mark = length > 0 && text[offset] == (byte) 0xef;
        if (i == end && length > 0 && !mark && !isNullMarker(text, offset, length)) {
            out.put(text, offset, length);
            return;
        }
        byte quote = (byte) format.quote();
        out.put(quote);
        int from = offset;
        for (; i < end; i++) {
            if (text[i] == quote) {
                out.put(text, from, i + 1 - from).put(quote);
                from = i + 1;
            }
        }
        out.put(text, from, end - from).put(quote);
    }

    /** A text so long that it should be in memory once and no more: unescaped where it goes, its quotes doubled there. */
    private void quoted(Batch rows, int column, Bytes out) {
        byte quote = (byte) format.quote();
        out.put(quote);
        int from = out.length();
        rows.appendUtf8(column, out);
        int to = out.length();
        int quotes = 0;
        for (int i = from; i < to; i++) {
            quotes += out.array()[i] == quote ? 1 : 0;
        }
        byte[] array = out.room(quotes);
        out.advance(quotes);
        for (int i = to - 1, at = out.length(); at > i + 1; i--) {
            array[--at] = array[i];
            if (array[at] == quote) {
                array[--at] = quote;
            }
        }
        out.put(quote);
    }

    private boolean isNullMarker(byte[] text, int offset, int length) {
        return Arrays.equals(text, offset, offset + length, nullMarker, 0, nullMarker.length);
    }
}
