package dev.leat.connector.duckdb;

import dev.leat.jdbc.BulkLoader;
import dev.leat.jdbc.Identifiers;
import dev.leat.jdbc.Sql;
import dev.leat.jdbc.Table;
import dev.leat.jdbc.TableLoad;
import dev.leat.jdbc.TableName;
import dev.leat.jdbc.Target;
import dev.leat.protocol.ConnectorException;
import java.util.ArrayList;
import java.util.List;

/**
 * Loads by INSERT from an Arrow stream in this process's memory: column by column, of whatever types, within the
 * transaction. The driver's appender calls into DuckDB for each text and looks at the type at each value, which takes
 * several times as long.
 */
final class ArrowLoader implements BulkLoader {
    private final Identifiers identifiers;
    private ArrowStream stream;

    ArrowLoader(Identifiers identifiers) {
        this.identifiers = identifiers;
    }

    @Override
    public TableLoad open(Sql sql, Target target, TableName into, Table shape) {
        // Not before there is something to load: it takes a tenth of a second.
        stream = stream == null ? new ArrowStream() : stream;
        int width = target.width();
        SentColumn[] columns = new SentColumn[width];
        boolean[] required = new boolean[width];
        for (int c = 0; c < width; c++) {
            Target.Column column = target.columns().get(c);
            Table.Column kept = shape.column(column.name())
                    .orElseThrow(() -> ConnectorException.internal(shape.name() + " has no column " + column.name()));
            columns[c] = SentColumn.of(column.type(), kept.type(), kept.declared());
            required[c] = !kept.nullable();
        }
        Insert insert = new Insert(
                sql,
                stream,
                into.sql(identifiers),
                identifiers.list(target.columnNames()),
                values(target, columns),
                casts(target, columns));
        return new ArrowLoad(sql, target, new Gathering(target.plan().schema(), columns, required, stream), insert);
    }

    private static List<Insert.Cast> casts(Target target, SentColumn[] columns) {
        List<Insert.Cast> casts = new ArrayList<>();
        for (int c = 0; c < columns.length; c++) {
            if (columns[c].cast() != null) {
                casts.add(new Insert.Cast(target.columns().get(c).name(), columns[c].expression(c)));
            }
        }
        return casts;
    }

    private static String values(Target target, SentColumn[] columns) {
        StringBuilder text = new StringBuilder();
        for (int c = 0; c < columns.length; c++) {
            text.append(c == 0 ? "" : ", ").append(columns[c].expression(c));
        }
        if (target.plan().technicalColumns()) {
            text.append(columns.length == 0 ? "" : ", ")
                    .append("TIMESTAMPTZ '")
                    .append(target.syncedAt())
                    .append("', ")
                    .append(target.plan().syncId());
        }
        return text.toString();
    }
}
