package dev.leat.connector.mysql;

import dev.leat.jdbc.Sql;
import dev.leat.jdbc.TableName;
import java.util.Set;

/**
 * What stores a table.
 *
 * @param name empty for a view
 */
record TableEngine(String name) {
    /** What a transaction reads of theirs stays the same until it ends; and that of a view is its tables' affair. */
    private static final Set<String> TRANSACTIONAL = Set.of("", "InnoDB", "ROCKSDB");

    static TableEngine of(Sql sql, TableName table) {
        return new TableEngine(sql.text(
                        "look at the table \"" + table + "\"",
                        "SELECT if(table_type LIKE '%VIEW', '', coalesce(engine, 'of no known name'))"
                                + " FROM information_schema.tables WHERE table_schema = ? AND table_name = ?",
                        table.schema(),
                        table.name())
                .orElse(""));
    }

    boolean isView() {
        return name.isEmpty();
    }

    boolean isTransactional() {
        return TRANSACTIONAL.contains(name);
    }
}
