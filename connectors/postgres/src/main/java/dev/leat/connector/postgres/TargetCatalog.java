package dev.leat.connector.postgres;

import dev.leat.jdbc.Inspector;
import dev.leat.jdbc.Sql;
import dev.leat.jdbc.Table;
import dev.leat.jdbc.TableName;
import dev.leat.protocol.ConnectorException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at tables to write to: what their columns are, and which the engine fills by itself. */
final class TargetCatalog implements Inspector {
    private static final String TABLE = """
            SELECT c.oid, c.relkind FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relname = ? AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 'c', 'i')
            """;

    private static final String COLUMNS = """
            SELECT a.attname, a.atttypid, a.atttypmod, format_type(a.atttypid, a.atttypmod) AS declared, a.attnotnull,
                a.atthasdef OR a.attidentity <> '' AS filled, a.attgenerated <> '' AS computed
            FROM pg_attribute a WHERE a.attrelid = ?::oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
            """;

    /** Destinations have no use for a list of all. */
    @Override
    public List<TableName> tables(Connection connection) {
        return List.of();
    }

    @Override
    public boolean hasSchema(Connection connection, String schema) throws SQLException {
        return !Sql.rows(connection, "SELECT FROM pg_namespace WHERE nspname = ?", row -> true, schema)
                .isEmpty();
    }

    @Override
    public Optional<Table> table(Connection connection, TableName name) throws SQLException {
        return Sql.rows(connection, TABLE, row -> table(connection, name, row), name.schema(), name.name()).stream()
                .findFirst();
    }

    private static Table table(Connection connection, TableName name, ResultSet row) throws SQLException {
        String kind = row.getString("relkind");
        if (!kind.equals("r") && !kind.equals("p")) {
            throw ConnectorException.config("\"" + name + "\" is " + named(kind)
                    + ", which rows cannot be loaded into; rename it, or give the stream another name with"
                    + " stream_prefix or destination_namespace");
        }
        return new Table(name, columns(connection, row.getLong("oid")), List.of(), List.of(), -1);
    }

    private static String named(String kind) {
        return switch (kind) {
            case "v" -> "a view";
            case "m" -> "a materialized view";
            case "f" -> "a foreign table";
            case "S" -> "a sequence";
            case "i" -> "an index";
            default -> "a composite type";
        };
    }

    private static List<Table.Column> columns(Connection connection, long table) throws SQLException {
        PgTypes types = PgTypes.read(connection, List.of(table));
        List<Table.Column> columns = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
            query.setLong(1, table);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    boolean nullable = !row.getBoolean("attnotnull");
                    columns.add(new Table.Column(
                            row.getString("attname"),
                            types.of(row.getLong("atttypid"), row.getInt("atttypmod"))
                                    .type(),
                            row.getString("declared"),
                            nullable,
                            nullable || row.getBoolean("filled"),
                            row.getBoolean("computed")));
                }
            }
        }
        return columns;
    }
}
