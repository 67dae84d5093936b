package dev.leat.connector.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which sequences feed which columns. */
final class Sequences {
    /** A serial or identity column owns its sequence; another column's default may draw from any. */
    private static final String FEEDING = """
            WITH fed AS (
                SELECT d.refobjid AS relation, d.refobjsubid AS attnum, d.objid AS sequence
                FROM pg_depend d
                WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
                    AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0 AND d.refobjid = ANY (?)
                UNION
                SELECT f.adrelid, f.adnum, d.refobjid
                FROM pg_attrdef f JOIN pg_depend d ON d.classid = 'pg_attrdef'::regclass AND d.objid = f.oid
                WHERE d.refclassid = 'pg_class'::regclass AND f.adrelid = ANY (?))
            SELECT fed.relation, fed.attnum, s.seqrelid, n.nspname, c.relname, s.seqincrement, s.seqcache, s.seqcycle
            FROM fed JOIN pg_sequence s ON s.seqrelid = fed.sequence
            JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            ORDER BY n.nspname, c.relname
            """;

    private Sequences() {}

    /** By relation, then by column number. */
    static Map<Long, Map<Integer, List<PgSequence>>> feeding(Connection connection, Collection<Long> relations)
            throws SQLException {
        Map<Long, Map<Integer, List<PgSequence>>> feeding = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(FEEDING)) {
            query.setArray(1, connection.createArrayOf("oid", relations.toArray()));
            query.setArray(2, connection.createArrayOf("oid", relations.toArray()));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    PgSequence sequence = new PgSequence(
                            row.getLong("seqrelid"),
                            Sql.table(row.getString("nspname"), row.getString("relname")),
                            row.getLong("seqincrement"),
                            row.getLong("seqcache"),
                            row.getBoolean("seqcycle"));
                    feeding.computeIfAbsent(row.getLong("relation"), r -> new HashMap<>())
                            .computeIfAbsent(row.getInt("attnum"), c -> new ArrayList<>())
                            .add(sequence);
                }
            }
        }
        return feeding;
    }
}
