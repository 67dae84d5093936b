package dev.leat.type;

import dev.leat.protocol.Catalog.RidCandidate;
import dev.leat.protocol.StreamDescriptor;
import java.util.List;

/**
 * A stream's shape: what {@code discover} finds, and, cut down to what was chosen, what is read and written.
 *
 * @param columns in the order in which values are written and read
 * @param key names of the key columns, in key order; empty when there is none
 * @param rids columns that can serve as RID, the best first
 * @param rowEstimate about how many rows there are, or -1
 * @param incremental whether it can be read by RID at all, if a column of it has an order: false where the source knows
 *     that no column can tell it which rows are new, whatever the user chooses
 */
public record StreamSchema(
        StreamDescriptor stream,
        List<Column> columns,
        List<String> key,
        List<RidCandidate> rids,
        long rowEstimate,
        boolean incremental) {
    public StreamSchema {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        rids = List.copyOf(rids);
    }

    public StreamSchema(
            StreamDescriptor stream,
            List<Column> columns,
            List<String> key,
            List<RidCandidate> rids,
            long rowEstimate) {
        this(stream, columns, key, rids, rowEstimate, true);
    }

    public static StreamSchema of(StreamDescriptor stream, List<Column> columns) {
        return new StreamSchema(stream, columns, List.of(), List.of(), -1);
    }

    /** A copy under another name. */
    public StreamSchema withStream(StreamDescriptor name) {
        return new StreamSchema(name, columns, key, rids, rowEstimate, incremental);
    }

    public StreamSchema withKey(String... columns) {
        return new StreamSchema(stream, this.columns, List.of(columns), rids, rowEstimate, incremental);
    }

    /** A copy in which the column grows with new rows and no two rows share a value. */
    public StreamSchema withUniqueRid(String column) {
        return withRids(List.of(new RidCandidate(column, true, false)));
    }

    /**
     * A copy in which the column grows with new rows that have the same value in {@code partition}: both are columns of
     * whole numbers.
     */
    public StreamSchema withRidPerPartition(String column, String partition) {
        return withRids(List.of(new RidCandidate(column, true, false, partition)));
    }

    public StreamSchema withRids(List<RidCandidate> rids) {
        return new StreamSchema(stream, columns, key, rids, rowEstimate, incremental);
    }

    public StreamSchema withRowEstimate(long rows) {
        return new StreamSchema(stream, columns, key, rids, rows, incremental);
    }

    /** A copy that can be read in full and in no other way. */
    public StreamSchema fullRefreshOnly() {
        return new StreamSchema(stream, columns, key, List.of(), rowEstimate, false);
    }

    /** Position of a column, or -1. */
    public int indexOf(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return i;
            }
        }
        return -1;
    }
}
