package dev.leat.jdbc;

import dev.leat.type.Type;
import java.util.List;
import java.util.Optional;

/**
 * A table or view as the engine's catalog describes it.
 *
 * @param columns in the table's order
 * @param key names of the primary key's columns, in key order; empty if there is none
 * @param uniqueKeys columns of each further key, or unique index without a condition, that no two rows share
 * @param rowEstimate about how many rows there are, or -1
 */
public record Table(
        TableName name, List<Column> columns, List<String> key, List<List<String>> uniqueKeys, long rowEstimate) {
    public Table {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        uniqueKeys = List.copyOf(uniqueKeys);
    }

    /**
     * One column.
     *
     * @param declared the type in the engine's words, for messages
     * @param filled whether the engine has a value for it when a row brings none: a default, or null
     * @param computed whether its value is always the engine's own
     */
    public record Column(String name, Type type, String declared, boolean nullable, boolean filled, boolean computed) {

        /** The same column, its values taken as of another type. */
        public Column withType(Type type) {
            return new Column(name, type, declared, nullable, filled, computed);
        }
    }

    public Optional<Column> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    public List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }

    /** Whether no two rows share a value of this column alone. */
    boolean isUnique(String column) {
        List<String> alone = List.of(column);
        return key.equals(alone) || uniqueKeys.contains(alone);
    }
}
