package dev.leat.jdbc;

import dev.leat.type.Type;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Looks into a catalog by an engine's own queries. Those about one table have a mark for its schema, where there are
 * schemas, and one for its name. What they answer is told by its place:
 *
 * @param types what a declared type holds
 * @param tables schema, name: of each table and view that holds a user's data
 * @param schema a row if there is a schema of that name, its only mark; null where there are none
 * @param columns name, declared type, whether it can be null, whether it has a default, whether it is computed: of each
 *     column in the table's order
 * @param keys the key's name, whether it is the primary one, column: of each column of each key, or unique index without
 *     a condition, in the key's order; null for an expression in the place of a column
 * @param rowEstimate about how many rows there are, if the table has an estimate; null where the catalog has none
 */
public record CatalogQueries(
        Function<String, Type> types, String tables, String schema, String columns, String keys, String rowEstimate)
        implements Inspector {

    /** Of an engine that has no schemas, and does not estimate rows. */
    public CatalogQueries(Function<String, Type> types, String tables, String columns, String keys) {
        this(types, tables, null, columns, keys, null);
    }

    @Override
    public List<TableName> tables(Connection connection) throws SQLException {
        return Sql.rows(connection, tables, row -> new TableName(row.getString(1), row.getString(2)));
    }

    @Override
    public boolean hasSchema(Connection connection, String name) throws SQLException {
        return schema == null
                || !Sql.rows(connection, schema, row -> true, name).isEmpty();
    }

    @Override
    public Optional<Table> table(Connection connection, TableName name) throws SQLException {
        String[] marks = name.schema() == null ? new String[] {name.name()} : new String[] {name.schema(), name.name()};
        List<Table.Column> found = Sql.rows(connection, columns, this::column, marks);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        TableKeys gathered = new TableKeys();
        Sql.each(connection, keys, row -> gathered.add(row.getString(1), row.getBoolean(2), row.getString(3)), marks);
        List<Long> estimate =
                rowEstimate == null ? List.of() : Sql.rows(connection, rowEstimate, row -> row.getLong(1), marks);
        return Optional.of(gathered.table(name, found, estimate.isEmpty() ? -1 : estimate.getFirst()));
    }

    private Table.Column column(ResultSet row) throws SQLException {
        String declared = row.getString(2);
        boolean nullable = row.getBoolean(3);
        return new Table.Column(
                row.getString(1),
                types.apply(declared),
                declared,
                nullable,
                nullable || row.getBoolean(4),
                row.getBoolean(5));
    }
}
