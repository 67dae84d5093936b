package dev.leat.jdbc;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gathers the keys of one table, column by column, as a catalog tells of them. */
public final class TableKeys {
    private final List<String> primary = new ArrayList<>();
    private final Map<String, List<String>> unique = new LinkedHashMap<>();
    private final Set<String> overExpressions = new HashSet<>();

    /**
     * Takes the next column of a key.
     *
     * @param column null for what is not a whole column: no two rows of such a key need differ in any column
     */
    public void add(String key, boolean isPrimary, String column) {
        if (isPrimary) {
            primary.add(column);
        } else if (column == null) {
            overExpressions.add(key);
        } else {
            unique.computeIfAbsent(key, name -> new ArrayList<>()).add(column);
        }
    }

    /** The table that has them. */
    public Table table(TableName name, List<Table.Column> columns, long rowEstimate) {
        unique.keySet().removeAll(overExpressions);
        List<String> key = primary.contains(null) ? List.of() : primary;
        return new Table(name, columns, key, List.copyOf(unique.values()), rowEstimate);
    }
}
