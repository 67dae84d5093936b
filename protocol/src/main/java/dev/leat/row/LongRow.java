package dev.leat.row;

import dev.leat.type.Column;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What there is to say of a row that is too long.
 *
 * @param values its first values, as {@code id = 7}, as far as they are short
 * @param column the name of the column that takes the most of it, or in which it has become too long; null for neither
 * @param bytes what that takes as JSON; -1 if it has not ended
 */
public record LongRow(List<String> values, String column, int bytes) {
    private static final int SHOWN_BYTES = 80;

    /**
     * @param names what stands before the columns' values, but for commas
     * @param from where the first field begins
     * @param last position of the column written last
     * @param whole whether that has ended
     */
    static LongRow of(List<Column> columns, byte[][] names, Bytes row, int from, int last, boolean whole) {
        List<String> values = new ArrayList<>();
        String largest = null;
        int most = -1;
        int at = from;
        for (int c = 0; c <= last && c < columns.size(); c++) {
            int begin = begin(row, at, names[c]);
            if (begin < 0) {
                // It was left out of this row.
                continue;
            }
            int end = c == last ? row.length : end(row, begin);
            if (c == last && !whole) {
                return new LongRow(values, columns.get(c).name(), -1);
            }
            if (end - begin > most) {
                most = end - begin;
                largest = columns.get(c).name();
            }
            if (end - begin <= SHOWN_BYTES) {
                values.add(columns.get(c).name() + " = "
                        + new String(row.array, begin, end - begin, StandardCharsets.UTF_8));
            }
            at = end;
        }
        return new LongRow(values, largest, most);
    }

    /** Where a column's value begins, if it is the next; else -1. */
    private static int begin(Bytes row, int at, byte[] name) {
        int from = at < row.length && row.array[at] == ',' ? at + 1 : at;
        int to = from + name.length;
        return to <= row.length && Arrays.equals(row.array, from, to, name, 0, name.length) ? to : -1;
    }

    /** Where a value ends that others follow: at a comma outside of everything. */
    private static int end(Bytes row, int begin) {
        int depth = 0;
        boolean quoted = false;
        for (int i = begin; i < row.length; i++) {
            byte b = row.array[i];
            if (quoted) {
                i += b == '\\' ? 1 : 0;
                quoted = b != '"';
            } else if (b == '"') {
                quoted = true;
            } else if (b == '{' || b == '[') {
                depth++;
            } else if (b == '}' || b == ']') {
                depth--;
            } else if (b == ',' && depth == 0) {
                return i;
            }
        }
        return row.length;
    }
}
