package dev.leat.connector.mysql;

import com.mysql.cj.jdbc.JdbcStatement;
import dev.leat.connector.mysql.encode.Encoders;
import dev.leat.jdbc.Sql;
import dev.leat.jdbc.Table;
import dev.leat.jdbc.TableName;
import dev.leat.jdbc.Target;
import dev.leat.row.Bytes;
import java.io.ByteArrayInputStream;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** LOAD DATA LOCAL INFILE for one table, whose "file" is a buffer. */
final class LoadStatement {
    private final Sql sql;
    private final String text;

    LoadStatement(Sql sql, Target target, TableName into, Table shape, Server server) {
        this.sql = sql;
        this.text = text(target, into, shape, server);
    }

    /** Bytes are taken as they are, so that nothing is converted that comes as it is to be kept. */
    private static String text(Target target, TableName into, Table shape, Server server) {
        List<String> columns = new ArrayList<>();
        List<String> expressions = new ArrayList<>();
        List<String> names = target.columnNames();
        for (String name : names.subList(0, target.width())) {
            String quoted = SqlText.name(name);
            String variable = "@v" + columns.size();
            String expression =
                    expression(variable, RowEncoder.column(shape, name).declared(), server);
            columns.add(expression == null ? quoted : variable);
            if (expression != null) {
                expressions.add(quoted + " = " + expression);
            }
        }
        if (target.plan().technicalColumns()) {
            // The same in all rows of a run: read as text, they would take as long as any other column.
            String at = RowEncoder.spelled(target.syncedAt());
            expressions.add(SqlText.name(names.get(target.width())) + " = TIMESTAMP'" + at + "'");
            expressions.add(SqlText.name(names.get(target.width() + 1)) + " = "
                    + target.plan().syncId());
        }
        if (columns.isEmpty()) {
            // An empty list would stand for all of the table's columns.
            columns.add("@none");
        }
        // Where the statement begins with the word, the driver sends it in the machine's own charset (26.10).
        return "/* leat */ LOAD DATA LOCAL INFILE 'leat' INTO TABLE " + SqlText.table(into) + " CHARACTER SET binary"
                + " FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\' LINES TERMINATED BY '\\n' ("
                + String.join(", ", columns) + ")"
                + (expressions.isEmpty() ? "" : " SET " + String.join(", ", expressions));
    }

    /** What makes a value of the bytes where they are none yet; null for most. */
    private static String expression(String variable, String declared, Server server) {
        return switch (Encoders.name(declared)) {
            // A JSON type of its own takes no bytes.
            case "json" -> server.mariadb() ? null : "CONVERT(" + variable + " USING utf8mb4)";
            // Bits would be those of the digits.
            case "bit" -> "CAST(" + variable + " AS UNSIGNED)";
            // Else the bytes of UTF-8 would be taken for characters of another charset.
            default -> isOtherCharset(declared) ? "CONVERT(" + variable + " USING utf8mb4)" : null;
        };
    }

    private static boolean isOtherCharset(String declared) {
        boolean ours = declared.contains(" CHARACTER SET utf8mb4 ")
                || declared.endsWith(" COMMENT '" + DeclaredTypes.UUID + "'");
        return declared.contains(" CHARACTER SET ") && !ours;
    }

    /**
     * Loads rows and waits until the table has them.
     *
     * @return the server's warnings; empty if the table has every row as it was sent
     */
    List<SQLWarning> load(Bytes rows, long count) throws SQLException {
        try (Statement statement = sql.connection().createStatement()) {
            MysqlSession.allowFiles(sql.connection(), true);
            long loaded;
            try {
                statement
                        .unwrap(JdbcStatement.class)
                        .setLocalInfileInputStream(new ByteArrayInputStream(rows.array(), 0, rows.length()));
                loaded = statement.executeLargeUpdate(text);
            } finally {
                MysqlSession.allowFiles(sql.connection(), false);
            }
            List<SQLWarning> warnings = new ArrayList<>();
            for (SQLWarning w = statement.getWarnings(); w != null; w = w.getNextWarning()) {
                warnings.add(w);
            }
            if (loaded != count && warnings.isEmpty()) {
                warnings.add(new SQLWarning(
                        "the server has taken " + loaded + " of " + count + " rows, and does not say why",
                        "HY000",
                        1262));
            }
            return warnings;
        }
    }
}
