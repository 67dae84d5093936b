package dev.leat.jdbc;

import dev.leat.sdk.WritePlan;
import dev.leat.type.Column;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Loads by batches of a prepared INSERT: the way in for engines that have none of their own.
 *
 * @param writers the writer for values of a stream's column
 * @param rids the writer for values of a RID, which may have to be held to what the engine orders rightly
 * @param instants how an instant is spelled, for the technical column
 * @param undo takes back rows sent together: a new one for each load
 */
public record InsertLoader(
        Identifiers identifiers,
        Function<Column, ColumnWriter> writers,
        Function<Column, ColumnWriter> rids,
        Function<Instant, String> instants,
        Supplier<Undo> undo)
        implements BulkLoader {

    /** Of an engine that has statements for savepoints. */
    public InsertLoader(
            Identifiers identifiers,
            Function<Column, ColumnWriter> writers,
            Function<Column, ColumnWriter> rids,
            Function<Instant, String> instants) {
        this(identifiers, writers, rids, instants, Undo::byStatement);
    }

    /** Of an engine that takes an instant as the protocol spells it. */
    public InsertLoader(
            Identifiers identifiers, Function<Column, ColumnWriter> writers, Function<Column, ColumnWriter> rids) {
        this(identifiers, writers, rids, InsertLoader::spelled);
    }

    private static String spelled(Instant instant) {
        String text = instant.toString();
        // Java leaves off a fraction of zero.
        return text.length() == 20 ? text.substring(0, 19) + ".000Z" : text;
    }

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
        return new InsertLoad(sql, target, insert, columns, constants(target), undo.get());
    }

    /** The technical columns: the same in all rows of a run. */
    private ColumnWriter[] constants(Target target) {
        if (!target.plan().technicalColumns()) {
            return new ColumnWriter[0];
        }
        long syncId = target.plan().syncId();
        String fixed = instants.apply(target.syncedAt());
        return new ColumnWriter[] {
            (rows, c, insert, parameter) -> insert.setString(parameter, fixed),
            (rows, c, insert, parameter) -> insert.setLong(parameter, syncId)
        };
    }
}
