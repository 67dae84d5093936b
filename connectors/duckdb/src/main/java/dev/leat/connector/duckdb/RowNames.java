package dev.leat.connector.duckdb;

import dev.leat.row.Batch;
import dev.leat.row.Bytes;
import dev.leat.row.Slice;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Where gathered rows came from, to be told of one that is refused when its batch is gone: its line, and its key. */
final class RowNames {
    private static final int FIRST_ROWS = 64;

    private final List<String> key;
    private final int[] columns;
    private final Bytes values = new Bytes(0);
    private long[] lines = new long[FIRST_ROWS];
    private int[] ends = new int[FIRST_ROWS];
    private int rows;

    /** @param columns positions of the key's columns */
    RowNames(List<String> key, int... columns) {
        this.key = key;
        this.columns = columns.clone();
    }

    void clear() {
        values.clear();
        rows = 0;
    }

    /** Takes a batch's current row. */
    void add(Batch row) {
        if (rows == lines.length) {
            lines = Arrays.copyOf(lines, 2 * rows);
            ends = Arrays.copyOf(ends, 2 * rows);
        }
        for (int i = 0; i < columns.length; i++) {
            Slice value = row.rawAt(columns[i]);
            values.put(value.array, value.offset, value.length).put('\n');
        }
        lines[rows] = row.line();
        ends[rows++] = values.length();
    }

    /** As {@link Batch#location} says it. */
    String of(int row) {
        StringBuilder text = new StringBuilder("line ").append(lines[row]);
        int at = row == 0 ? 0 : ends[row - 1];
        for (String name : key) {
            int end = at;
            while (values.array()[end] != '\n') {
                end++;
            }
            text.append(", ").append(name).append(" = ");
            text.append(new String(values.array(), at, end - at, StandardCharsets.UTF_8));
            at = end + 1;
        }
        return text.toString();
    }
}
