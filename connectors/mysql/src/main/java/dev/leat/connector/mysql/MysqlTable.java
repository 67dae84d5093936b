package dev.leat.connector.mysql;

import dev.leat.jdbc.Table;
import java.util.List;
import java.util.Optional;

/**
 * A table or view.
 *
 * @param engine what stores it; null for a view
 */
record MysqlTable(Table table, List<MysqlColumn> columns, String engine) {

    boolean isView() {
        return engine == null;
    }

    /** Whether what a transaction reads of it stays the same until it ends. */
    boolean isTransactional() {
        return engine == null || engine.equalsIgnoreCase("InnoDB") || engine.equalsIgnoreCase("ROCKSDB");
    }

    Optional<MysqlColumn> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }
}
