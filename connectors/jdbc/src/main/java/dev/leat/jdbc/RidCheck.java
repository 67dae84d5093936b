package dev.leat.jdbc;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.sdk.Log;
import dev.leat.sdk.Rid;
import dev.leat.type.Type;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** Looks at a RID column before it is relied on: rows without a value, and rows dated in the future. */
final class RidCheck {
    /** Clocks and zones differ; a day ahead is no cause for alarm. */
    private static final int DAYS_AHEAD = 2;

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
        if (rid.type() instanceof Type.Bytes) {
            // Engines order them as bytes, the protocol as base64.
            throw ConnectorException.config("stream \"" + stream + "\": the column \"" + rid.name()
                    + "\" holds bytes, which have no order that two systems agree on; choose another RID column, or use"
                    + " mode full-refresh");
        }
        String greatest = sql.text(looking("the last value"), "SELECT max(" + read.rid() + ") FROM " + read.from())
                .orElse(null);
        if (greatest != null && (rid.type() instanceof Type.Timestamp || rid.type() instanceof Type.Date)) {
            warn(greatest);
        }
        return greatest;
    }

    /** Throws CONFIG if rows have none: in the snapshot that is read. */
    void refuseNulls() {
        Table.Column column = read.columns().get(rid.column());
        if (column.nullable()) {
            String count = "SELECT count(*) FROM " + read.from() + " WHERE " + read.quoted(column) + " IS NULL";
            sql.text(looking("rows without a value"), count)
                    .filter(rows -> !rows.equals("0"))
                    .ifPresent(this::refuse);
        }
    }

    private String looking(String what) {
        return "look for " + what + " in the RID column \"" + rid.name() + "\" of the stream \"" + stream + "\"";
    }

    private void refuse(String count) {
        throw ConnectorException.config("stream \"" + stream + "\": " + count
                + " rows have no value in the RID column \""
                + rid.name() + "\" and would never be read. Give them one, choose another RID column, or use mode"
                + " full-refresh");
    }

    private void warn(String greatest) {
        try {
            LocalDate day = LocalDate.parse(greatest.substring(0, Math.min(10, greatest.length())));
            if (day.isAfter(LocalDate.now(ZoneOffset.UTC).plusDays(DAYS_AHEAD))) {
                Log.warn("stream \"" + stream + "\": a row has " + greatest + " in its RID column \"" + rid.name()
                        + "\". Once it is written, rows dated before it are never read; correct it at the source");
            }
        } catch (DateTimeParseException _) {
            // A year beyond 9999, or a form of the engine's own: the rows themselves will be judged when they are read.
        }
    }
}
