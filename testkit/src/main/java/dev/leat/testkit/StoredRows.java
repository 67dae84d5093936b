package dev.leat.testkit;

import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Rows as sorted lines of canonical text, {@code id=1 label="a"}: two tables are equal if their lines are. */
final class StoredRows {
    private StoredRows() {}

    /** The lines of rows as they were sent. */
    static List<String> expected(List<ObjectNode> rows, StreamSchema schema) {
        List<String> lines = new ArrayList<>();
        for (ObjectNode row : rows) {
            StringBuilder line = new StringBuilder();
            for (Column column : schema.columns()) {
                append(line, column, row.get(column.name()));
            }
            lines.add(line.toString());
        }
        return lines.stream().sorted().toList();
    }

    /** The lines of what is stored; says so when there is no table or a column is missing. */
    static List<String> of(Optional<StoredTable> table, StreamSchema schema) throws Exception {
        if (table.isEmpty()) {
            return List.of("there is no table");
        }
        List<String> names =
                table.get().columns().stream().map(StoredTable.Column::name).toList();
        List<String> lines = new ArrayList<>();
        for (Object[] row : table.get().rows()) {
            StringBuilder line = new StringBuilder();
            for (Column column : schema.columns()) {
                int c = names.indexOf(column.name());
                if (c < 0) {
                    return List.of("there is no column \"" + column.name() + "\" among " + names);
                }
                append(line, column, row[c]);
            }
            lines.add(line.toString());
        }
        return lines.stream().sorted().toList();
    }

    private static void append(StringBuilder line, Column column, Object value) {
        String text = Canonical.textOrRaw(TypeShape.of(column.type()), value);
        line.append(column.name())
                .append('=')
                .append(text == null ? "NULL" : "\"" + text + "\"")
                .append(' ');
    }
}
