package dev.leat.jdbc;

import dev.leat.sdk.WritePlan;
import dev.leat.type.Column;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * Loads by batches of a prepared INSERT: the way in for engines that have none of their own.
 *
 * @param writers the writer for values of a stream's column
 * @param rids the writer for values of a RID, which may have to be held to what the engine orders rightly
 */
public record InsertLoader(
        Identifiers identifiers, Function<Column, ColumnWriter> writers, Function<Column, ColumnWriter> rids)
        implements BulkLoader {

    @Override
    public TableLoad open(Sql sql, Target target, TableName into, Table shape) throws SQLException {
        List<String> names = target.columnNames();
        String marks = String.join(", ", Collections.nCopies(names.size(), "?"));
        PreparedStatement insert = sql.connection()
                .prepareStatement("INSERT INTO " + into.sql(identifiers) + " (" + identifiers.list(names) + ") VALUES ("
                        + marks + ")");
        WritePlan plan = target.plan();
        ColumnWriter[] columns = new ColumnWriter[target.width()];
        for (int c = 0; c < columns.length; c++) {
            Column column = plan.schema().columns().get(c);
            boolean isRid = plan.rid().isPresent() && plan.rid().get().column() == c;
            columns[c] = isRid ? rids.apply(column) : writers.apply(column);
        }
        return new InsertLoad(sql, target, insert, columns, constants(target));
    }

    /** The technical columns: the same in all rows of a run. */
    private static ColumnWriter[] constants(Target target) {
        if (!target.plan().technicalColumns()) {
            return new ColumnWriter[0];
        }
        long syncId = target.plan().syncId();
        String syncedAt = target.syncedAt().toString();
        // Java leaves off a fraction of zero.
        String fixed = syncedAt.length() == 20 ? syncedAt.substring(0, 19) + ".000Z" : syncedAt;
        return new ColumnWriter[] {
            (rows, c, insert, parameter) -> insert.setString(parameter, fixed),
            (rows, c, insert, parameter) -> insert.setLong(parameter, syncId)
        };
    }
}
