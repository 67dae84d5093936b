package dev.leat.connector.postgres;

import dev.leat.jdbc.OwnTables;
import dev.leat.protocol.StreamDescriptor;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postgresql.jdbc.PgConnection;

/** Reads what the system catalogs say about tables: a handful of queries, however many tables there are. */
final class Relations {
    /**
     * A partitioned table has no rows of its own: its estimate is the sum of its partitions', if all are known. Before
     * version 14 a table that was never analyzed has 0 rows in 0 pages. Behind a view there may be further views, and
     * partitions may be foreign tables.
     */
    private static final String HEADS = """
            SELECT c.oid, n.nspname, c.relname, c.relkind,
                has_schema_privilege(n.oid, 'USAGE')
                    AND (has_table_privilege(c.oid, 'SELECT') OR has_any_column_privilege(c.oid, 'SELECT')) AS readable,
                CASE WHEN c.relkind = 'p' THEN (
                        SELECT CASE WHEN bool_and(l.reltuples >= 0) THEN sum(l.reltuples) ELSE -1 END
                        FROM pg_partition_tree(c.oid) t JOIN pg_class l ON l.oid = t.relid WHERE t.isleaf)
                    WHEN c.relkind = 'v' OR c.reltuples = 0 AND c.relpages = 0 THEN -1
                    ELSE c.reltuples END::bigint AS rows,
                (c.relkind = 'v' OR c.relhassubclass) AND EXISTS (
                    WITH RECURSIVE behind(oid) AS (
                        SELECT c.oid
                        UNION
                        SELECT n.oid FROM behind b CROSS JOIN LATERAL (
                            SELECT d.refobjid AS oid
                            FROM pg_rewrite w JOIN pg_depend d
                                ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid
                            WHERE w.ev_class = b.oid AND w.ev_type = '1' AND d.refclassid = 'pg_class'::regclass
                            UNION ALL SELECT i.inhrelid FROM pg_inherits i WHERE i.inhparent = b.oid) n)
                    SELECT FROM behind b JOIN pg_class l ON l.oid = b.oid WHERE l.relkind IN ('m', 'f')) AS unwatched
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
            """;

    private static final String DISCOVERED = """
                AND NOT c.relispartition AND c.relpersistence <> 't'
                AND (cardinality(?) > 0 AND n.nspname = ANY (?)
                    OR cardinality(?) = 0 AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema')
            ORDER BY n.nspname, c.relname
            """;

    private static final String NAMED = """
                AND (n.nspname::text, c.relname::text) IN (SELECT * FROM unnest(?::text[], ?::text[]))
            """;

    /** Since version 18 a column can be marked NOT NULL before its rows have been looked at. */
    private static final String COLUMNS = """
            SELECT a.attrelid, a.attnum, a.attname, a.atttypid, a.atttypmod,
                NOT a.attnotnull OR EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = a.attrelid
                    AND k.contype = 'n' AND NOT k.convalidated AND k.conkey = ARRAY[a.attnum]) AS nullable,
                has_column_privilege(a.attrelid, a.attnum, 'SELECT') AS readable,
                coalesce(pg_get_expr(d.adbin, d.adrelid), '') AS default_value,
                EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = a.attrelid
                    AND k.contype = 'f' AND a.attnum = ANY (k.conkey)) AS refers
            FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE a.attrelid = ANY (?) AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attrelid, a.attnum
            """;

    /** Unique for all rows: no predicate, no expressions. The best key first: the primary one, then the shortest. */
    private static final String KEYS = """
            SELECT i.indrelid,
                array_agg(a.attname::text ORDER BY k.position) AS columns,
                i.indisprimary OR bool_and(a.attnotnull) AS identifies
            FROM pg_index i
            CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, position)
            JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
            WHERE i.indrelid = ANY (?) AND i.indisunique AND i.indisvalid AND i.indpred IS NULL
                AND i.indexprs IS NULL AND k.position <= i.indnkeyatts
            GROUP BY i.indexrelid, i.indrelid, i.indisprimary, i.indnkeyatts
            ORDER BY i.indrelid, i.indisprimary DESC, i.indnkeyatts, i.indexrelid
            """;

    private final PgConnection connection;

    Relations(PgConnection connection) {
        this.connection = connection;
    }

    private record Head(long oid, StreamDescriptor stream, char kind, boolean readable, long rows, boolean unwatched) {}

    /** What was found: the relations, and the names of those that may not be read. */
    record Found(List<Relation> relations, List<String> forbidden) {}

    /** Those in the given schemas, or in all but the system's if none is given; but Leat's own. A partition is part of its table. */
    Found discover(List<String> schemas) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(HEADS + DISCOVERED)) {
            java.sql.Array names = connection.createArrayOf("text", schemas.toArray());
            query.setArray(1, names);
            query.setArray(2, names);
            query.setArray(3, names);
            List<Head> heads = heads(query);
            heads.removeIf(head -> OwnTables.include(head.stream().name()));
            return complete(heads);
        }
    }

    /** Those with the given names, partitions included. */
    Found named(Collection<StreamDescriptor> streams) throws SQLException {
        Object[] schemas = streams.stream().map(s -> schema(s.namespace())).toArray();
        Object[] tables = streams.stream().map(StreamDescriptor::name).toArray();
        try (PreparedStatement query = connection.prepareStatement(HEADS + NAMED)) {
            query.setArray(1, connection.createArrayOf("text", schemas));
            query.setArray(2, connection.createArrayOf("text", tables));
            return complete(heads(query));
        }
    }

    /** The schema of a stream that names none. */
    static String schema(String namespace) {
        return namespace == null ? "public" : namespace;
    }

    private static List<Head> heads(PreparedStatement query) throws SQLException {
        List<Head> heads = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                StreamDescriptor stream = new StreamDescriptor(row.getString("relname"), row.getString("nspname"));
                char kind = row.getString("relkind").charAt(0);
                heads.add(new Head(
                        row.getLong("oid"),
                        stream,
                        kind,
                        row.getBoolean("readable"),
                        row.getLong("rows"),
                        row.getBoolean("unwatched")));
            }
        }
        return heads;
    }

    private Found complete(List<Head> heads) throws SQLException {
        List<String> forbidden = new ArrayList<>();
        Map<Long, Head> readable = new LinkedHashMap<>();
        for (Head head : heads) {
            if (head.readable()) {
                readable.put(head.oid(), head);
            } else {
                forbidden.add(head.stream().toString());
            }
        }
        Map<Long, List<PgColumn>> columns = new HashMap<>();
        Map<Long, Set<String>> unreadable = new HashMap<>();
        columns(readable.keySet(), columns, unreadable);
        Map<Long, List<String>> keys = new HashMap<>();
        Map<Long, Set<String>> unique = new HashMap<>();
        keys(readable.keySet(), keys, unique);
        String encoding = connection.getParameterStatus("server_encoding");
        List<Relation> relations = new ArrayList<>();
        for (Head head : readable.values()) {
            Set<String> hidden = unreadable.getOrDefault(head.oid(), Set.of());
            List<String> key = keys.getOrDefault(head.oid(), List.of());
            relations.add(new Relation(
                    head.oid(),
                    head.stream(),
                    head.kind(),
                    head.rows(),
                    head.unwatched(),
                    encoding,
                    columns.getOrDefault(head.oid(), List.of()),
                    hidden,
                    key.stream().anyMatch(hidden::contains) ? List.of() : key,
                    unique.getOrDefault(head.oid(), Set.of())));
        }
        return new Found(relations, forbidden);
    }

    private void columns(Set<Long> relations, Map<Long, List<PgColumn>> columns, Map<Long, Set<String>> unreadable)
            throws SQLException {
        PgTypes types = PgTypes.read(connection, relations);
        Map<Long, Map<Integer, List<PgSequence>>> sequences = Sequences.feeding(connection, relations);
        try (PreparedStatement query = query(COLUMNS, relations);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                long relation = row.getLong("attrelid");
                String name = row.getString("attname");
                if (!row.getBoolean("readable")) {
                    unreadable.computeIfAbsent(relation, r -> new HashSet<>()).add(name);
                    continue;
                }
                PgColumn column = new PgColumn(
                        name,
                        types.of(row.getLong("atttypid"), row.getInt("atttypmod")),
                        row.getBoolean("nullable"),
                        row.getString("default_value"),
                        row.getBoolean("refers"),
                        sequences.getOrDefault(relation, Map.of()).getOrDefault(row.getInt("attnum"), List.of()));
                columns.computeIfAbsent(relation, r -> new ArrayList<>()).add(column);
            }
        }
    }

    private void keys(Set<Long> relations, Map<Long, List<String>> keys, Map<Long, Set<String>> unique)
            throws SQLException {
        try (PreparedStatement query = query(KEYS, relations);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                long relation = row.getLong("indrelid");
                List<String> key = List.of((String[]) row.getArray("columns").getArray());
                if (key.size() == 1) {
                    unique.computeIfAbsent(relation, r -> new HashSet<>()).add(key.getFirst());
                }
                if (row.getBoolean("identifies")) {
                    keys.putIfAbsent(relation, key);
                }
            }
        }
    }

    private PreparedStatement query(String sql, Collection<Long> relations) throws SQLException {
        PreparedStatement query = connection.prepareStatement(sql);
        query.setArray(1, connection.createArrayOf("oid", relations.toArray()));
        return query;
    }
}
