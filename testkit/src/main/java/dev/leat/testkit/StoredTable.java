package dev.leat.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A table where it lies, read with nothing but the system's own driver or a plain file reader. */
public interface StoredTable {

    /** A column, technical ones included. */
    record Column(String name, Shape shape) {}

    List<Column> columns() throws Exception;

    /** Hands out each row, in no particular order; the array is the consumer's to keep. */
    void scan(Consumer<Object[]> rows) throws Exception;

    /** All rows of a small table. */
    default List<Object[]> rows() throws Exception {
        List<Object[]> rows = new ArrayList<>();
        scan(rows::add);
        return rows;
    }
}
