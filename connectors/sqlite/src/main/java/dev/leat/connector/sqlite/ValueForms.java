package dev.leat.connector.sqlite;

import dev.leat.jdbc.Table;
import dev.leat.jdbc.TableName;
import dev.leat.type.Type;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Looks at some values of a table, where the schema does not tell what they are. */
final class ValueForms {
    /** Enough to see that a program writes its times in one form. */
    private static final int VALUES = 100;

    /** Rows that are counted one by one; of larger tables the span of row numbers tells about how many there are. */
    private static final int COUNTED = 1_000_000;

    private final Connection connection;
    private final String table;

    private ValueForms(Connection connection, TableName table) {
        this.connection = connection;
        this.table = quoted(table.name());
    }

    /** The table with what its values tell: their types, and about how many there are. */
    static Table seen(Connection connection, Table table) {
        ValueForms forms = new ValueForms(connection, table.name());
        return new Table(
                table.name(),
                table.columns().stream().map(forms::seen).toList(),
                table.key(),
                table.uniqueKeys(),
                forms.rowEstimate());
    }

    private Table.Column seen(Table.Column column) {
        return DeclaredTypes.isTimeOfAnyForm(column.declared()) ? column.withType(type(column)) : column;
    }

    private Type type(Table.Column column) {
        String forms = one("""
                SELECT group_concat(DISTINCT CASE
                    WHEN typeof(v) <> 'text' THEN typeof(v)
                    WHEN v GLOB '*[0-9]-[0-9][0-9]-[0-9][0-9]' OR v GLOB '*[0-9]-[0-9][0-9]-[0-9][0-9] BC' THEN 'date'
                    WHEN v GLOB '*[0-9]-[0-9][0-9]-[0-9][0-9][T ][0-9][0-9]:[0-9][0-9]:[0-9][0-9]*' THEN
                        CASE WHEN v GLOB '*Z' OR v GLOB '*[+-][0-9][0-9]:[0-9][0-9]' THEN 'instant' ELSE 'timestamp' END
                    ELSE 'text' END)
                FROM (SELECT %column% AS v FROM %table% WHERE %column% IS NOT NULL LIMIT %values%)
                """.replace("%column%", quoted(column.name()))
                .replace("%table%", table)
                .replace("%values%", String.valueOf(VALUES)));
        return switch (forms == null ? "" : forms) {
            case "" -> DeclaredTypes.parse(column.declared());
            case "date" -> Type.DATE;
            case "timestamp" -> new Type.Timestamp(6, false);
            case "instant" -> new Type.Timestamp(6, true);
            case "integer" -> Type.INT64;
            case "real" -> Type.FLOAT64;
            default -> Type.TEXT;
        };
    }

    /** About how many rows there are, or -1. */
    private long rowEstimate() {
        String isView = one("SELECT 1 FROM pragma_table_list WHERE schema = 'main' AND type = 'view' AND name = "
                + table.replace('"', '\''));
        if (isView != null) {
            return -1;
        }
        String counted = one("SELECT count(*) FROM (SELECT 1 FROM " + table + " LIMIT " + COUNTED + ")");
        if (counted == null || Long.parseLong(counted) < COUNTED) {
            return counted == null ? -1 : Long.parseLong(counted);
        }
        String span = one("SELECT max(rowid) - min(rowid) + 1 FROM " + table);
        return span == null ? -1 : (long) Double.parseDouble(span);
    }

    /** The first value, or null; also null if it cannot be told, which is a loss but no fault. */
    private String one(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        } catch (SQLException _) {
            return null;
        }
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
