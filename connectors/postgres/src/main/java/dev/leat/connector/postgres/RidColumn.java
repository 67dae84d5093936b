package dev.leat.connector.postgres;

import dev.leat.connector.postgres.PgType.Oid;
import dev.leat.protocol.ConnectorException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import tools.jackson.databind.JsonNode;

/**
 * The RID column of a stream, and how PostgreSQL is made to compare it as {@link dev.leat.row.RidOrder} does.
 *
 * @param expression what rows are ordered and bounded by
 */
record RidColumn(PgColumn column, Kind kind, String expression) {

    /** What tells which rows a transaction still open may yet add. */
    enum Kind {
        /** Its clock: {@code now()} is when the transaction began. */
        TIME,
        /** Its own number. */
        TRANSACTION,
        /** Its locks on the table and on the sequence. */
        OTHER
    }

    /** No zone is further from UTC than this, so a local time can be as much behind. */
    static final int ZONE_HOURS_MAX = 12;

    private static final String BYTE_ORDER = " COLLATE pg_catalog.\"C\"";

    /** The column as RID; throws CONFIG if it cannot serve. */
    static RidColumn of(Relation relation, PgColumn column) {
        String what = "stream \"" + relation.stream() + "\": ";
        if (relation.kind() == Relation.MATERIALIZED_VIEW) {
            throw ConnectorException.config(
                    what + "a materialized view is rebuilt as a whole, and may then hold new rows"
                            + " below those already read; use mode full-refresh, or read the tables behind it");
        }
        if (relation.kind() == Relation.FOREIGN_TABLE) {
            throw ConnectorException.config(what + "a foreign table's open transactions cannot be seen from here, and"
                    + " rows that they commit late would be lost; read it where it lives, or use mode full-refresh");
        }
        for (PgSequence sequence : column.sequences()) {
            check(what, column, sequence);
        }
        PgType type = column.type();
        // With the table's name: a bare one in ORDER BY would mean a column of the result, as text perhaps.
        String name = StreamRead.TABLE + "." + Sql.name(column.name());
        if (type.isCollated()) {
            return new RidColumn(column, Kind.OTHER, name + BYTE_ORDER);
        }
        return switch ((int) type.oid()) {
            case Oid.DATE, Oid.TIMESTAMP, Oid.TIMESTAMPTZ -> new RidColumn(column, Kind.TIME, name);
            case Oid.XID8 -> new RidColumn(column, Kind.TRANSACTION, name);
            case Oid.INT2, Oid.INT4, Oid.INT8, Oid.NUMERIC, Oid.FLOAT4, Oid.FLOAT8, Oid.UUID ->
                new RidColumn(column, Kind.OTHER, name);
            default ->
                throw ConnectorException.config(what + "the column \"" + column.name() + "\" is of type "
                        + type.sqlName() + ", whose values have no order that two systems agree on; choose another RID"
                        + " column: a number from a sequence, a timestamp, a text");
        };
    }

    /** Whether later values of the sequence are greater, in whatever session they are drawn. */
    static boolean grows(PgSequence sequence) {
        return sequence.increment() > 0 && !sequence.cycles() && sequence.cache() == 1;
    }

    /**
     * With a cache each session takes several values at a time and may use them much later, in transactions that have
     * not begun yet: nothing the server shows tells of them, so no wait could help.
     */
    private static void check(String what, PgColumn column, PgSequence sequence) {
        if (grows(sequence)) {
            return;
        }
        String alter = "ALTER SEQUENCE " + sequence.sqlName();
        String problem = sequence.increment() < 0
                ? " counts down, so new rows come before those already read; use mode full-refresh"
                : sequence.cycles()
                        ? " begins anew at its end (CYCLE); say " + alter + " NO CYCLE, or choose another RID column"
                        : " hands out values that sessions keep for later (CACHE " + sequence.cache()
                                + "), so rows with lower values may come at any time and would be lost; say " + alter
                                + " CACHE 1 and have the writers reconnect, choose another RID column, or use mode"
                                + " full-refresh";
        throw ConnectorException.config(
                what + "the sequence " + sequence.sqlName() + " of the RID column \"" + column.name() + "\"" + problem);
    }

    /** Bytes of the server's encoding tell the order of texts; that must be the order of their UTF-8. */
    static void checkEncoding(StreamRead read, String serverEncoding) {
        // What is not UTF-8 in a database that says SQL_ASCII is not sent at all: the server refuses to.
        boolean same =
                serverEncoding.equals("UTF8") || serverEncoding.equals("LATIN1") || serverEncoding.equals("SQL_ASCII");
        if (read.rid.column().type().isCollated() && !same) {
            throw ConnectorException.config("stream \"" + read.relation.stream() + "\": the RID column \""
                    + read.rid.column().name() + "\" is a text in a database whose encoding is " + serverEncoding
                    + ", where it sorts differently than elsewhere; choose a number or a timestamp as RID");
        }
    }

    /** A value in PostgreSQL's text form, to compare the expression with. */
    String literal(String text) {
        return Sql.literal(text) + "::" + column.type().sqlName()
                + (column.type().isCollated() ? BYTE_ORDER : "");
    }

    /** A value in the protocol's form. */
    String literal(JsonNode value) {
        String text = value.isString() ? value.stringValue() : value.toString();
        return literal(kind == Kind.TIME ? text.replace('T', ' ') : text);
    }

    /** The least value that a transaction which began at this time can have given the column. */
    String earliest(long startMicros) {
        Instant start = Instant.EPOCH.plus(startMicros, ChronoUnit.MICROS);
        if (column.type().oid() == Oid.TIMESTAMPTZ) {
            return literal(start.toString());
        }
        LocalDateTime local = LocalDateTime.ofInstant(start, ZoneOffset.UTC).minusHours(ZONE_HOURS_MAX);
        return literal(column.type().oid() == Oid.DATE ? local.toLocalDate().toString() : local.toString());
    }
}
