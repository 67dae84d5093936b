package dev.leat.connector.postgres;

import dev.leat.jdbc.Identifiers;
import dev.leat.jdbc.Sql;
import dev.leat.jdbc.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What belongs to a table and is handed over to the one that takes its place. All of it is told by the catalog before
 * the old table is dropped, as the statements to run afterwards: a name can be given only once it is free.
 */
final class Belongings {
    private static final Identifiers IDENTIFIERS = PostgresDestination.IDENTIFIERS;

    /** Pairs of constraints by what they say; an index that backs one goes with it. */
    private static final String CONSTRAINTS = """
            WITH c AS (
                SELECT *, row_number() OVER (PARTITION BY conrelid, definition ORDER BY conname) AS number
                FROM (
                    SELECT oid, conindid, conrelid, conname,
                        contype::text || pg_get_constraintdef(oid) || convalidated AS definition
                    FROM pg_constraint WHERE conrelid IN (?::regclass, ?::regclass) AND contype <> 't') all_of_them)
            SELECT o.conname, n.conname, quote_literal(obj_description(o.oid, 'pg_constraint')),
                quote_literal(obj_description(nullif(o.conindid, 0), 'pg_class'))
            FROM (SELECT * FROM c WHERE conrelid = ?::regclass) o
            FULL JOIN (SELECT * FROM c WHERE conrelid = ?::regclass) n USING (definition, number)
            """;

    private static final String INDEXES = "WITH i AS ("
            + "SELECT *, row_number() OVER (PARTITION BY indrelid, definition ORDER BY relname) AS number FROM ("
            + "SELECT c.oid, i.indrelid, c.relname, i.indisunique::text || " + Indexes.DEFINITION + " AS definition "
            + Indexes.FROM
            + """
             WHERE indrelid IN (?::regclass, ?::regclass) AND NOT EXISTS (
                    SELECT FROM pg_constraint WHERE conindid = indexrelid AND conrelid = indrelid)) all_of_them)
            SELECT o.relname, n.relname, quote_literal(obj_description(o.oid, 'pg_class'))
            FROM (SELECT * FROM i WHERE indrelid = ?::regclass) o
            FULL JOIN (SELECT * FROM i WHERE indrelid = ?::regclass) n USING (definition, number)
            """;

    /** Sequences of serial columns change hands; those of identity columns the new table has already, counting anew. */
    private static final String SEQUENCES = """
            SELECT d.deptype, quote_ident(n.nspname) || '.' || quote_ident(s.relname), quote_ident(s.relname),
                quote_ident(a.attname),
                CASE WHEN d.deptype = 'i' THEN pg_get_serial_sequence(?, a.attname) END
            FROM pg_depend d JOIN pg_class s ON s.oid = d.objid JOIN pg_namespace n ON n.oid = s.relnamespace
            JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
            WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
                AND d.refobjid = ?::regclass AND d.deptype IN ('a', 'i') AND s.relkind = 'S'
            """;

    private static final String SETTINGS = """
            SELECT array_to_string(
                    array(SELECT unnest(c.reloptions) UNION ALL SELECT 'toast.' || unnest(t.reloptions)), ', '),
                quote_literal(obj_description(c.oid, 'pg_class'))
            FROM pg_class c LEFT JOIN pg_class t ON t.oid = c.reltoastrelid WHERE c.oid = ?::regclass
            """;

    private static final String GRANTS = """
            SELECT 1, 'REVOKE ALL ON TABLE ' || ? || ' FROM ' || CASE grantee WHEN 0 THEN 'PUBLIC'
                ELSE quote_ident(pg_get_userbyid(grantee)) END
            FROM (SELECT DISTINCT grantee FROM pg_class c, aclexplode(coalesce(c.relacl, acldefault('r', c.relowner)))
                WHERE c.oid = ?::regclass) n
            UNION ALL
            SELECT 2, 'GRANT ' || privilege_type || ' ON TABLE ' || ? || ' TO ' || CASE grantee WHEN 0 THEN 'PUBLIC'
                ELSE quote_ident(pg_get_userbyid(grantee)) END
                || CASE WHEN is_grantable AND grantee <> c.relowner THEN ' WITH GRANT OPTION' ELSE '' END
            FROM pg_class c, aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) WHERE c.oid = ?::regclass
            ORDER BY 1
            """;

    private static final String ACLS_DIFFER =
            "SELECT 1 FROM pg_class o, pg_class n WHERE o.oid = ?::regclass AND n.oid = ?::regclass"
                    + " AND o.relacl IS DISTINCT FROM n.relacl";

    private final Sql sql;
    private final TableName table;
    private final String old;
    private final String fresh;
    private final List<String> before = new ArrayList<>();
    private final List<String> after = new ArrayList<>();

    private Belongings(Sql sql, TableName table, TableName staging) {
        this.sql = sql;
        this.table = table;
        this.old = table.sql(IDENTIFIERS);
        this.fresh = staging.sql(IDENTIFIERS);
    }

    /** What the table has; empty if the new one lacks a constraint or an index of it, or has one more. */
    static Optional<Belongings> of(Sql sql, TableName table, TableName staging) throws SQLException {
        Belongings belongings = new Belongings(sql, table, staging);
        boolean alike = belongings.constraints() && belongings.indexes();
        if (!alike) {
            return Optional.empty();
        }
        belongings.sequences();
        belongings.settings();
        belongings.grants();
        return Optional.of(belongings);
    }

    /** Drops the old table and gives the new one its name and all it had. */
    void handOver() {
        String attempted = "put the new table in the place of \"" + table + "\"";
        before.forEach(statement -> sql.execute(statement, attempted));
        sql.execute("DROP TABLE " + old, attempted);
        sql.execute("ALTER TABLE " + fresh + " RENAME TO " + IDENTIFIERS.quoted(table.name()), attempted);
        after.forEach(statement -> sql.execute(statement, attempted));
    }

    private boolean constraints() throws SQLException {
        boolean[] alike = {true};
        Sql.each(
                sql.connection(),
                CONSTRAINTS,
                row -> {
                    String name = row.getString(1);
                    String now = row.getString(2);
                    alike[0] &= name != null && now != null;
                    if (alike[0] && !name.equals(now)) {
                        after.add("ALTER TABLE " + old + " RENAME CONSTRAINT " + IDENTIFIERS.quoted(now) + " TO "
                                + IDENTIFIERS.quoted(name));
                    }
                    if (row.getString(3) != null) {
                        after.add("COMMENT ON CONSTRAINT " + IDENTIFIERS.quoted(name) + " ON " + old + " IS "
                                + row.getString(3));
                    }
                    commentIndex(name, row.getString(4));
                },
                old,
                fresh,
                old,
                fresh);
        return alike[0];
    }

    private void commentIndex(String name, String comment) {
        if (comment != null) {
            after.add("COMMENT ON INDEX " + table.beside(name).sql(IDENTIFIERS) + " IS " + comment);
        }
    }

    private boolean indexes() throws SQLException {
        boolean[] alike = {true};
        Sql.each(
                sql.connection(),
                INDEXES,
                row -> {
                    String name = row.getString(1);
                    String now = row.getString(2);
                    alike[0] &= name != null && now != null;
                    if (alike[0]) {
                        after.add("ALTER INDEX " + table.beside(now).sql(IDENTIFIERS) + " RENAME TO "
                                + IDENTIFIERS.quoted(name));
                        commentIndex(name, row.getString(3));
                    }
                },
                old,
                fresh,
                old,
                fresh);
        return alike[0];
    }

    private void sequences() throws SQLException {
        Sql.each(
                sql.connection(),
                SEQUENCES,
                row -> {
                    String sequence = row.getString(2);
                    if (row.getString(1).equals("a")) {
                        before.add("ALTER SEQUENCE " + sequence + " OWNED BY " + fresh + "." + row.getString(4));
                    } else {
                        String counting = row.getString(5);
                        before.add("SELECT setval(" + dev.leat.connector.postgres.Sql.literal(counting)
                                + ", last_value, is_called) FROM " + sequence);
                        after.add("ALTER SEQUENCE " + counting + " RENAME TO " + row.getString(3));
                    }
                },
                fresh,
                old);
    }

    private void settings() throws SQLException {
        Sql.each(
                sql.connection(),
                SETTINGS,
                row -> {
                    if (!row.getString(1).isEmpty()) {
                        after.add("ALTER TABLE " + old + " SET (" + row.getString(1) + ")");
                    }
                    if (row.getString(2) != null) {
                        after.add("COMMENT ON TABLE " + old + " IS " + row.getString(2));
                    }
                },
                old);
    }

    /** Default privileges may have given the new table some of its own. */
    private void grants() throws SQLException {
        boolean[] differ = {false};
        Sql.each(sql.connection(), ACLS_DIFFER, row -> differ[0] = true, old, fresh);
        if (differ[0]) {
            Sql.each(sql.connection(), GRANTS, row -> after.add(row.getString(2)), old, fresh, old, old);
        }
    }
}
