package dev.leat.connector.postgres;

import dev.leat.jdbc.Sql;
import dev.leat.jdbc.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * What hangs on a table and would be lost, or refuse, if another one took its place. Of the catalog's dependencies all
 * count but those that are known to be the table's own, so that what later versions bring counts too.
 */
final class Dependents {
    private static final String QUERY = """
            WITH t AS (
                SELECT c.* FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = ? AND c.relname = ?)
            SELECT 'another owner' FROM t WHERE pg_get_userbyid(relowner) <> current_user
            UNION ALL SELECT 'partitions' FROM t WHERE relkind <> 'r' OR relispartition
            UNION ALL SELECT 'inheritance' FROM t, pg_inherits i WHERE t.oid IN (i.inhrelid, i.inhparent)
            UNION ALL SELECT 'storage of its own'
                FROM t WHERE relpersistence <> 'p' OR reltablespace <> 0 OR reloftype <> 0 OR relreplident <> 'd'
                    OR relam <> (SELECT oid FROM pg_am WHERE amname = current_setting('default_table_access_method'))
            UNION ALL SELECT 'row security' FROM t WHERE relrowsecurity OR relforcerowsecurity
            UNION ALL SELECT 'foreign keys' FROM t, pg_constraint k
                WHERE k.contype = 'f' AND t.oid IN (k.conrelid, k.confrelid)
            UNION ALL SELECT 'rules' FROM t, pg_rewrite r WHERE r.ev_class = t.oid
            UNION ALL SELECT 'a publication' FROM t, pg_publication p
                WHERE p.puballtables OR EXISTS (
                    SELECT FROM pg_publication_tables f
                    WHERE f.pubname = p.pubname AND f.tablename = t.relname
                        AND f.schemaname = t.relnamespace::regnamespace::text)
            UNION ALL SELECT 'a subscription' FROM t, pg_subscription_rel s WHERE s.srrelid = t.oid
            UNION ALL SELECT 'a security label' FROM t, pg_seclabel s
                WHERE s.classoid = 'pg_class'::regclass AND s.objoid = t.oid
            UNION ALL SELECT 'columns with grants or settings of their own' FROM t, pg_attribute a
                WHERE a.attrelid = t.oid AND NOT a.attisdropped AND a.attnum > 0
                    AND (a.attacl IS NOT NULL OR a.attoptions IS NOT NULL OR coalesce(a.attstattarget, -1) <> -1)
            UNION ALL SELECT 'a grant that is not the owner''s' FROM t, aclexplode(t.relacl) g
                WHERE g.grantor <> t.relowner
            UNION ALL SELECT 'a clustered or unfinished index' FROM t, pg_index i
                WHERE i.indrelid = t.oid AND (i.indisclustered OR i.indisreplident OR NOT i.indisvalid)
            UNION ALL SELECT 'a sequence with grants' FROM t, pg_depend d JOIN pg_class s ON s.oid = d.objid
                WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = t.oid
                    AND d.deptype = 'i' AND s.relkind = 'S' AND s.relacl IS NOT NULL
            UNION ALL SELECT 'a place in an extension' FROM t, pg_depend d
                WHERE d.classid = 'pg_class'::regclass AND d.objid = t.oid AND d.deptype IN ('e', 'x')
            UNION ALL SELECT d.classid::regclass || ' entries' FROM t, pg_depend d
                WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = t.oid AND NOT (
                    d.classid = 'pg_class'::regclass AND EXISTS (
                        SELECT FROM pg_class c LEFT JOIN pg_index i ON i.indexrelid = c.oid
                        WHERE c.oid = d.objid AND (c.relkind IN ('S', 't') OR i.indrelid = t.oid))
                    OR d.classid = 'pg_type'::regclass AND d.objid = t.reltype
                    OR d.classid = 'pg_attrdef'::regclass AND EXISTS (
                        SELECT FROM pg_attrdef a WHERE a.oid = d.objid AND a.adrelid = t.oid)
                    OR d.classid = 'pg_constraint'::regclass AND EXISTS (
                        SELECT FROM pg_constraint k WHERE k.oid = d.objid AND k.conrelid = t.oid AND k.contype <> 'f'))
            UNION ALL SELECT 'uses of its row type' FROM t, pg_type y, pg_depend d
                WHERE y.oid = t.reltype AND d.refclassid = 'pg_type'::regclass AND d.refobjid IN (y.oid, y.typarray)
                    AND d.objid <> y.typarray
            """;

    private Dependents() {}

    /** What there is, in words; empty if another table can take this one's place. */
    static List<String> of(Connection connection, TableName table) throws SQLException {
        List<String> found = Sql.rows(connection, QUERY, row -> row.getString(1), table.schema(), table.name());
        return found.stream().distinct().toList();
    }
}
