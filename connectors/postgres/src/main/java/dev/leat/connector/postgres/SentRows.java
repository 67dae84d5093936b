package dev.leat.connector.postgres;

import dev.leat.row.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rows sent last, as they were sent. The server speaks of a row by its number, some time after it was sent; here
 * its key can still be found. The buffers that rows are written into go round, so that keeping them costs nothing.
 */
final class SentRows {
    /** Errors are heard of after a few buffers at most: more would be under way in no network. */
    private static final int BUFFERS = 8;

    /** A row that is larger is not kept. */
    private static final int HUGE_BYTES = 2 << 20;

    private final Bytes[] buffers = new Bytes[BUFFERS];
    private final long[] firstRows = new long[BUFFERS];
    private final int capacity;
    private final List<String> names;
    private final RowForm form;
    private int current;

    /**
     * @param capacity of one buffer, in bytes, unless a row is longer
     * @param names of the columns, in the order in which they are written
     */
    SentRows(int capacity, List<String> names, RowForm form) {
        this.capacity = capacity;
        this.names = names;
        this.form = form;
        begin();
    }

    /** Begins anew with row 1. */
    void begin() {
        for (int i = 0; i < BUFFERS; i++) {
            firstRows[i] = Long.MAX_VALUE;
            if (buffers[i] == null) {
                buffers[i] = new Bytes(i == 0 ? capacity : 0);
            }
            buffers[i].clear();
        }
        current = 0;
        firstRows[0] = 1;
    }

    /** The buffer to write into. */
    Bytes buffer() {
        return buffers[current];
    }

    /**
     * The buffer was sent: goes on to the next one.
     *
     * @param nextRow the number of the first row that is written into it
     */
    void sent(long nextRow) {
        if (buffers[current].length() > HUGE_BYTES) {
            // Eight of them would be too many to keep.
            buffers[current].clear();
            buffers[current].shrink();
        }
        current = (current + 1) % BUFFERS;
        Bytes next = buffers[current];
        next.clear();
        firstRows[current] = nextRow;
    }

    /** What the row has in these columns, {@code id = 5, line = 2}; empty if it is no longer here. */
    Optional<String> values(long row, List<String> columns) {
        int best = -1;
        for (int i = 0; i < BUFFERS; i++) {
            if (firstRows[i] <= row && (best < 0 || firstRows[i] > firstRows[best])) {
                best = i;
            }
        }
        if (best < 0 || columns.isEmpty()) {
            return Optional.empty();
        }
        Bytes sent = buffers[best];
        int from = 0;
        for (long skipped = firstRows[best]; skipped < row && from < sent.length(); skipped++) {
            from = form.next(sent, from);
        }
        if (from >= sent.length()) {
            return Optional.empty();
        }
        List<String> values = new ArrayList<>();
        for (String column : columns) {
            values.add(column + " = " + form.field(sent, from, names.indexOf(column)));
        }
        return Optional.of(String.join(", ", values));
    }
}
