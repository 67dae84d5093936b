package dev.leat.jdbc;

import dev.leat.protocol.StreamDescriptor;
import dev.leat.sdk.Rid;

/** Looks at a RID column before it is relied on: rows without a value, and rows dated in the future. */
final class RidCheck {
    private final Sql sql;
    private final StreamRead read;
    private final StreamDescriptor stream;
    private final Rid rid;

    RidCheck(Sql sql, StreamRead read) {
        this.sql = sql;
        this.read = read;
        this.stream = read.plan().schema().stream();
        this.rid = read.plan().rid().orElseThrow();
    }

    /** The greatest RID as the engine writes it; null if there is none. */
    String greatest() {
        String greatest = sql.text(looking("the last value"), "SELECT max(" + read.rid() + ") FROM " + read.from())
                .orElse(null);
        if (greatest != null) {
            rid.warnOfFuture(stream, greatest);
        }
        return greatest;
    }

    /** Throws DATA if rows have none: in the snapshot that is read. */
    void refuseNulls() {
        Table.Column column = read.columns().get(rid.column());
        if (column.nullable()) {
            String count = "SELECT count(*) FROM " + read.from() + " WHERE " + read.quoted(column) + " IS NULL";
            long rows = sql.text(looking("rows without a value"), count)
                    .map(Long::parseLong)
                    .orElse(0L);
            if (rows > 0) {
                throw rid.missing(stream, rows);
            }
        }
    }

    private String looking(String what) {
        return "look for " + what + " in the RID column \"" + rid.name() + "\" of the stream \"" + stream + "\"";
    }
}
