package dev.leat.connector.postgres;

import dev.leat.type.Type;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The types that the columns of some tables have, and those that these are made of. */
final class PgTypes {
    private static final String QUERY = """
            WITH RECURSIVE used(oid) AS (
                SELECT atttypid FROM pg_attribute WHERE attrelid = ANY (?) AND attnum > 0 AND NOT attisdropped
                UNION
                SELECT CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.typelem END
                FROM used JOIN pg_type t ON t.oid = used.oid
                WHERE t.typtype = 'd' OR t.typelem <> 0)
            SELECT t.oid, n.nspname, t.typname, t.typtype, t.typbasetype, t.typtypmod, t.typdelim,
                CASE WHEN e.typarray = t.oid THEN t.typelem ELSE 0 END AS element,
                (SELECT array_agg(enumlabel ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid) AS labels
            FROM used JOIN pg_type t ON t.oid = used.oid JOIN pg_namespace n ON n.oid = t.typnamespace
            LEFT JOIN pg_type e ON e.oid = t.typelem
            """;

    private final Map<Long, Row> rows = new HashMap<>();

    private record Row(
            String sqlName,
            boolean domain,
            long base,
            int modifier,
            char delimiter,
            long element,
            List<String> labels) {}

    private PgTypes() {}

    static PgTypes read(Connection connection, Collection<Long> relations) throws SQLException {
        PgTypes types = new PgTypes();
        try (PreparedStatement query = connection.prepareStatement(QUERY)) {
            query.setArray(1, connection.createArrayOf("oid", relations.toArray()));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    types.rows.put(row.getLong("oid"), row(row));
                }
            }
        }
        return types;
    }

    private static Row row(ResultSet row) throws SQLException {
        Array labels = row.getArray("labels");
        return new Row(
                Sql.table(row.getString("nspname"), row.getString("typname")),
                row.getString("typtype").equals("d"),
                row.getLong("typbasetype"),
                row.getInt("typtypmod"),
                row.getString("typdelim").charAt(0),
                row.getLong("element"),
                labels == null ? null : List.of((String[]) labels.getArray()));
    }

    /** The type with the given modifier (-1 for none). A domain is its base type; a domain's modifier is its own. */
    PgType of(long oid, int modifier) {
        Row row = rows.get(oid);
        if (row.domain()) {
            return of(row.base(), row.modifier());
        }
        if (row.element() != 0) {
            PgType element = of(row.element(), modifier);
            return new PgType(oid, row.sqlName(), Form.ARRAY, new Type.Array(element.type()), element, row.delimiter());
        }
        Type type = row.labels() == null ? BuiltInTypes.type(oid, modifier) : new Type.Enumeration(row.labels());
        return new PgType(oid, row.sqlName(), BuiltInTypes.form(oid), type, null, row.delimiter());
    }
}
