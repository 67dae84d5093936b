package dev.leat.sdk;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.row.Bytes;
import dev.leat.row.LongRow;
import dev.leat.row.RowWriter;
import java.util.List;
import java.util.stream.Stream;

/**
 * Holds the rows that a source puts to the greatest length of a line.
 *
 * @param key of the stream: by it a row that is too long is named
 */
record LineLimit(StreamDescriptor stream, List<String> key, Limits limits) {
    /** What a row's line still gets when it is admitted: the time it was sent, and brackets. */
    private static final int TAIL_BYTES = 36;

    static LineLimit of(ReadPlan plan, Limits limits) {
        List<String> rid = plan.rid().map(column -> List.of(column.name())).orElse(List.of());
        List<String> key = plan.schema().key();
        return new LineLimit(plan.schema().stream(), key.isEmpty() ? rid : key, limits);
    }

    /** Holds a buffer for rows to it: what is too long even before the row is whole must not take the heap first. */
    void limit(Bytes buffer, RowWriter rows) {
        buffer.limit(
                (int) Math.min(Integer.MAX_VALUE, 2L * Limits.SEND_BYTES + limits.lineBytes()),
                () -> tooLong("more than " + limits.lineBytes(), rows.longRow(false)));
    }

    /**
     * Refuses a row that is too long, before it counts as sent: the rows before it are still good, and so is a state
     * after them.
     *
     * @param length of its line so far, without the end
     * @param rows what it was written by
     */
    void check(int length, RowWriter rows) {
        int whole = length + TAIL_BYTES;
        if (whole > limits.lineBytes()) {
            throw ConnectorException.data(tooLong(String.valueOf(whole), rows.longRow(true)));
        }
    }

    private String tooLong(String bytes, LongRow row) {
        Stream<String> shown =
                row.values().stream().filter(value -> key.stream().anyMatch(name -> value.startsWith(name + " = ")));
        StringBuilder text = new StringBuilder("stream \"").append(stream).append('"');
        shown.forEach(value -> text.append(", ").append(value));
        text.append(": the row takes ").append(bytes).append(" bytes as a line, the limit is ");
        text.append(limits.lineBytes());
        if (row.column() != null) {
            text.append(row.bytes() < 0 ? "; it is reached in the column \"" : "; the most of it is the column \"");
            text.append(row.column()).append('"');
        }
        return text + "; leave its large columns out, or raise " + Limits.LINE;
    }
}
