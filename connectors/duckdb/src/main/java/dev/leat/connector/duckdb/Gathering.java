package dev.leat.connector.duckdb;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Batch;
import dev.leat.type.StreamSchema;
import java.util.Arrays;
import java.util.List;

/** Rows on their way from batches into an Arrow stream: a lane per column. */
final class Gathering {
    /** What the lanes of fixed width hold at most together; a statement for fewer rows costs as much as one for many. */
    private static final int BYTES_MAX = 8 << 20;

    private static final int ROWS_MAX = 30 << 10;
    private static final int ROWS_MIN = 1 << 10;

    private final SentColumn[] columns;
    private final boolean[] required;
    private final ArrowStream stream;
    private final ArrowLayout layout;
    private final int rowsMax;
    private final StreamSchema schema;
    private Lane[] lanes;
    private RowNames names;
    private int rows;

    /** @param required which columns cannot be null */
    Gathering(StreamSchema schema, SentColumn[] columns, boolean[] required, ArrowStream stream) {
        this.schema = schema;
        this.columns = columns;
        this.required = required;
        this.stream = stream;
        // Of rows without columns only the number is sent: as that of the values of a column that nobody reads.
        String[] formats = columns.length == 0
                ? new String[] {"c"}
                : Arrays.stream(columns).map(SentColumn::format).toArray(String[]::new);
        this.layout = stream.layout(formats);
        int rowBytes = 1
                + Arrays.stream(columns)
                        .mapToInt(column -> Math.max(column.width(), Integer.BYTES))
                        .sum();
        this.rowsMax = Math.clamp(BYTES_MAX / rowBytes, ROWS_MIN, ROWS_MAX);
    }

    int rows() {
        return rows;
    }

    boolean isFull() {
        return rows == rowsMax;
    }

    /** Forgets what was gathered, and begins to gather. */
    void clear() {
        rows = 0;
        if (lanes == null) {
            begin();
        }
        for (Lane lane : lanes) {
            lane.clear();
        }
        names.clear();
    }

    private void begin() {
        lanes = new Lane[Math.max(columns.length, 1)];
        for (int c = 0; c < lanes.length; c++) {
            lanes[c] = new Lane(columns.length == 0 ? 1 : columns[c].width());
        }
        List<String> key =
                schema.key().stream().filter(name -> schema.indexOf(name) >= 0).toList();
        names = new RowNames(key, key.stream().mapToInt(schema::indexOf).toArray());
    }

    /** Gives the memory back, while others use theirs. */
    void rest() {
        rows = 0;
        lanes = null;
        names = null;
    }

    /** Takes a batch's current row. */
    void add(Batch row) {
        if (lanes == null) {
            begin();
        }
        for (int c = 0; c < columns.length; c++) {
            if (row.isNull(c)) {
                if (required[c]) {
                    throw row.mismatch(c, "is null, which the table's column cannot be", null);
                }
                lanes[c].skip();
            } else {
                put(row, c);
            }
        }
        if (columns.length == 0) {
            lanes[0].putInt8(0);
        }
        names.add(row);
        rows++;
    }

    private void put(Batch row, int column) {
        try {
            columns[column].cell().put(row, column, lanes[column]);
        } catch (UnfitValue unfit) {
            throw row.mismatch(column, unfit.getMessage(), unfit);
        }
    }

    /** Puts the first of the gathered rows into the stream. */
    void send(int count) {
        stream.fill(layout, count, lanes);
    }

    /** Which row it is, for a message. */
    String name(int row) {
        return names.of(row);
    }
}
