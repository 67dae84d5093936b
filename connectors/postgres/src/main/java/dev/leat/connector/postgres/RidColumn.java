package dev.leat.connector.postgres;

import dev.leat.connector.postgres.PgType.Oid;
import dev.leat.protocol.ConnectorException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
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
        Optional<String> problem = problem(relation, column);
        if (problem.isPresent()) {
            throw ConnectorException.config("stream \"" + relation.stream() + "\": " + problem.get());
        }
        // With the table's name: a bare one in ORDER BY would mean a column of the result, as text perhaps.
        String name = StreamRead.TABLE + "." + Sql.name(column.name());
        boolean collated = column.type().isCollated();
        return new RidColumn(column, kind(column.type()).orElseThrow(), collated ? name + BYTE_ORDER : name);
    }

    /** Whether the column can serve, if the user knows that it grows. */
    static boolean serves(Relation relation, PgColumn column) {
        return problem(relation, column).isEmpty();
    }

    private static Optional<Kind> kind(PgType type) {
        if (type.isCollated()) {
            return Optional.of(Kind.OTHER);
        }
        return switch ((int) type.oid()) {
            case Oid.DATE, Oid.TIMESTAMP, Oid.TIMESTAMPTZ -> Optional.of(Kind.TIME);
            case Oid.XID8 -> Optional.of(Kind.TRANSACTION);
            case Oid.INT2, Oid.INT4, Oid.INT8, Oid.NUMERIC, Oid.FLOAT4, Oid.FLOAT8, Oid.UUID -> Optional.of(Kind.OTHER);
            default -> Optional.empty();
        };
    }

    private static Optional<String> problem(Relation relation, PgColumn column) {
        return ofTable(relation)
                .or(() -> column.sequences().stream()
                        .filter(sequence -> !grows(sequence))
                        .findFirst()
                        .map(sequence -> ofSequence(column, sequence)))
                .or(() -> ofType(relation, column));
    }

    private static Optional<String> ofTable(Relation relation) {
        return Optional.ofNullable(
                switch (relation.kind()) {
                    case Relation.MATERIALIZED_VIEW ->
                        "a materialized view is rebuilt as a whole, and may then hold new rows below those already read;"
                                + " use mode full-refresh, or read the tables behind it";
                    case Relation.FOREIGN_TABLE ->
                        "a foreign table's open transactions cannot be seen from here, and rows that they commit late"
                                + " would be lost; read it where it lives, or use mode full-refresh";
                    case Relation.VIEW ->
                        relation.unwatched()
                                ? "the view reads from a materialized view or a foreign table, where late commits cannot"
                                        + " be seen; use mode full-refresh, or read the tables behind it"
                                : null;
                    default ->
                        relation.unwatched()
                                ? "a partition or child of it is a foreign table, where late commits cannot be seen; use"
                                        + " mode full-refresh, or read the others one by one"
                                : null;
                });
    }

    /** Whether later values of the sequence are greater, in whatever session they are drawn. */
    private static boolean grows(PgSequence sequence) {
        return sequence.increment() > 0 && !sequence.cycles() && sequence.cache() == 1;
    }

    /**
     * With a cache each session takes several values at a time and may use them much later, in transactions that have
     * not begun yet: nothing the server shows tells of them, so no wait could help.
     */
    private static String ofSequence(PgColumn column, PgSequence sequence) {
        String alter = "ALTER SEQUENCE " + sequence.sqlName();
        String problem = sequence.increment() < 0
                ? " counts down, so new rows come before those already read; use mode full-refresh"
                : sequence.cycles()
                        ? " begins anew at its end (CYCLE); say " + alter + " NO CYCLE, or choose another RID column"
                        : " hands out values that sessions keep for later (CACHE " + sequence.cache()
                                + "), so rows with lower values may come at any time and would be lost; say " + alter
                                + " CACHE 1 and have the writers reconnect, choose another RID column, or use mode"
                                + " full-refresh";
        return "the sequence " + sequence.sqlName() + " of the RID column \"" + column.name() + "\"" + problem;
    }

    /** Bytes of the server's encoding tell the order of texts; that must be the order of their UTF-8. */
    private static Optional<String> ofType(Relation relation, PgColumn column) {
        // What is not UTF-8 in a database that says SQL_ASCII is not sent at all: the server refuses to.
        if (column.type().isCollated() && !Set.of("UTF8", "LATIN1", "SQL_ASCII").contains(relation.encoding())) {
            return Optional.of("the RID column \"" + column.name() + "\" is a text in a database whose encoding is "
                    + relation.encoding()
                    + ", where it sorts differently than elsewhere; choose a number or a timestamp"
                    + " as RID");
        }
        return kind(column.type()).isPresent()
                ? Optional.empty()
                : Optional.of("the column \"" + column.name() + "\" is of type "
                        + column.type().sqlName() + ", whose values have no order that two systems agree on; choose"
                        + " another RID column: a number from a sequence, a timestamp, a text");
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
