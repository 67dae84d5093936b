package dev.leat.connector.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;

/** What a transaction that adds a row to a stream holds a lock on: the table, its partitions, the RID's sequence. */
final class WrittenRelations {
    private static final String FAMILY = """
            WITH RECURSIVE family(oid) AS (
                SELECT ?::oid UNION SELECT i.inhrelid FROM family f JOIN pg_inherits i ON i.inhparent = f.oid)
            SELECT oid FROM family
            """;

    /** Sequences that no column is known to draw from: who names none may draw from any of these. */
    private static final String FREE_SEQUENCES = """
            SELECT s.seqrelid FROM pg_sequence s WHERE NOT EXISTS (
                SELECT FROM pg_depend d
                WHERE d.classid = 'pg_class'::regclass AND d.objid = s.seqrelid AND d.objsubid = 0
                    AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
                UNION ALL
                SELECT FROM pg_depend d
                WHERE d.classid = 'pg_attrdef'::regclass AND d.refclassid = 'pg_class'::regclass
                    AND d.refobjid = s.seqrelid)
            """;

    /** Behind a view there may be any table, and functions that hide more: all that rows can be added to count. */
    private static final String WRITABLE =
            "SELECT oid FROM pg_class WHERE relkind IN ('r', 'p', 'S') AND oid >= 16384 AND relpersistence <> 't'";

    private final Connection connection;

    WrittenRelations(Connection connection) {
        this.connection = connection;
    }

    Set<Long> of(StreamRead read) throws SQLException {
        Set<Long> relations = new TreeSet<>();
        if (read.relation.kind() == Relation.VIEW) {
            add(relations, WRITABLE, null);
            return relations;
        }
        add(relations, FAMILY, read.relation.oid());
        if (read.rid.kind() != RidColumn.Kind.OTHER) {
            return relations;
        }
        // A partition may have a default of its own, so the sequences of the whole family count.
        Set<Long> sequences = new TreeSet<>();
        Sequences.feeding(connection, relations)
                .values()
                .forEach(columns ->
                        columns.values().forEach(fed -> fed.forEach(sequence -> sequences.add(sequence.oid()))));
        if (read.rid.column().sequences().isEmpty()) {
            add(sequences, FREE_SEQUENCES, null);
        }
        relations.addAll(sequences);
        return relations;
    }

    private void add(Set<Long> to, String sql, Long parameter) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            if (parameter != null) {
                query.setLong(1, parameter);
            }
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    to.add(row.getLong(1));
                }
            }
        }
    }
}
