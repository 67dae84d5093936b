package dev.leat.jdbc;

import dev.leat.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The statements that make tables for streams. */
public final class Ddl {
    private Ddl() {}

    /**
     * Makes a table for a stream.
     *
     * @param name the target's own, or that of a staging table
     */
    public static String createTable(
            Target target, TableName name, Identifiers identifiers, Function<Type, String> columnType) {
        List<String> lines = columns(target, identifiers, columnType);
        if (!target.key().isEmpty()) {
            lines.add(primaryKey(target, identifiers));
        }
        return createTable(name, lines, identifiers);
    }

    /** The same without the key's index, which is made in far less time once the rows are there: by {@link #addKey}. */
    public static String createKeyless(
            Target target, TableName name, Identifiers identifiers, Function<Type, String> columnType) {
        return createTable(name, columns(target, identifiers, columnType), identifiers);
    }

    /** Gives a table the key that {@link #createKeyless} left out; nothing if the stream has none. */
    public static Optional<String> addKey(Target target, Identifiers identifiers) {
        return target.key().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "ALTER TABLE " + target.table().sql(identifiers) + " ADD " + primaryKey(target, identifiers));
    }

    private static String primaryKey(Target target, Identifiers identifiers) {
        return "PRIMARY KEY (" + identifiers.list(target.key()) + ")";
    }

    private static String createTable(TableName name, List<String> lines, Identifiers identifiers) {
        return "CREATE TABLE " + name.sql(identifiers) + " (\n    " + String.join(",\n    ", lines) + "\n)";
    }

    private static List<String> columns(Target target, Identifiers identifiers, Function<Type, String> columnType) {
        List<String> lines = new ArrayList<>();
        List<String> key = target.key();
        for (Target.Column column : target.columns()) {
            boolean required = column.required() || key.contains(column.name());
            lines.add(column(column, identifiers, columnType) + (required ? " NOT NULL" : ""));
        }
        return lines;
    }

    /** Gives a table a column that it lacks; rows that are there have null in it. */
    public static String addColumn(
            Target.Column column, TableName table, Identifiers identifiers, Function<Type, String> columnType) {
        return "ALTER TABLE " + table.sql(identifiers) + " ADD COLUMN " + column(column, identifiers, columnType);
    }

    private static String column(Target.Column column, Identifiers identifiers, Function<Type, String> columnType) {
        return identifiers.quoted(column.name()) + " " + columnType.apply(column.type());
    }

    /** Makes the index that lets the greatest RID be found without reading the table. */
    static String createRidIndex(Target target, Dialect dialect) {
        Target.Column rid = target.rid().orElseThrow();
        Identifiers identifiers = dialect.identifiers();
        String name = identifiers.derived(target.table().name() + "_" + rid.name(), "_rid");
        String partition =
                target.per().map(per -> identifiers.quoted(per.name()) + ", ").orElse("");
        return "CREATE INDEX " + identifiers.quoted(name) + " ON " + dialect.sql(target.table()) + " (" + partition
                + dialect.storage().indexed(identifiers.quoted(rid.name()), rid.type()) + ")";
    }
}
