package dev.leat.connector.mysql;

import dev.leat.jdbc.Table;

/**
 * A column as the server's catalog describes it.
 *
 * @param column as the shared library knows it
 * @param dataType the bare name of its type, such as {@code datetime}
 * @param collation of a text; null for everything else
 * @param numbersItself whether it is AUTO_INCREMENT
 */
record MysqlColumn(Table.Column column, String dataType, String collation, boolean numbersItself) {

    String name() {
        return column.name();
    }

    /** Whether the server orders its texts by their UTF-8 bytes, so that its index can be used. */
    boolean isByteOrdered() {
        return "utf8mb4_0900_bin".equals(collation) || "utf8mb4_nopad_bin".equals(collation);
    }
}
