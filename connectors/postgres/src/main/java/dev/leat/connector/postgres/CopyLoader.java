package dev.leat.connector.postgres;

import dev.leat.jdbc.BulkLoader;
import dev.leat.jdbc.Sql;
import dev.leat.jdbc.Table;
import dev.leat.jdbc.TableLoad;
import dev.leat.jdbc.TableName;
import dev.leat.jdbc.Target;
import dev.leat.protocol.ConnectorException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.postgresql.jdbc.PgConnection;

/** Loads by COPY in its text format, of which most is what the JSON of a row has already. */
final class CopyLoader implements BulkLoader {
    @Override
    public TableLoad open(Sql sql, Target target, TableName into, Table shape) throws SQLException {
        // Frozen rows are seen by every session, also by those whose snapshot is older than the table that takes the
        // target's place: to them it would be empty otherwise. Only a table made in this transaction can have them.
        boolean frozen = !into.equals(target.table());
        String copy = "COPY " + into.sql(PostgresDestination.IDENTIFIERS) + " ("
                + PostgresDestination.IDENTIFIERS.list(target.columnNames()) + ") FROM STDIN"
                + (frozen ? " WITH (FREEZE)" : "");
        Encoder[] encoders = new Encoder[target.width()];
        for (int c = 0; c < encoders.length; c++) {
            Target.Column column = target.columns().get(c);
            Table.Column kept = shape.column(column.name())
                    .orElseThrow(() -> ConnectorException.internal(into + " has no column " + column.name()));
            encoders[c] = Encoders.of(column.type(), kept.type());
        }
        PgConnection connection = sql.connection().unwrap(PgConnection.class);
        return new CopyLoad(sql, connection.getCopyAPI(), target, copy, encoders, technical(target));
    }

    /** The end of every row's line: the technical columns, which are the same in all rows of a run. */
    private static byte[] technical(Target target) {
        String separator = target.width() > 0 ? "\t" : "";
        String columns = target.plan().technicalColumns()
                ? separator + target.syncedAt() + "\t" + target.plan().syncId()
                : "";
        return (columns + "\n").getBytes(StandardCharsets.US_ASCII);
    }
}
