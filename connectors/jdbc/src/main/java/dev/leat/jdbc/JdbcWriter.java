package dev.leat.jdbc;

import dev.leat.protocol.ConnectorException;
import dev.leat.row.Batch;
import dev.leat.sdk.StreamWriter;
import java.sql.SQLException;
import java.util.Optional;

/** Writes one stream within its destination's transactions. */
final class JdbcWriter implements StreamWriter {
    private final JdbcDestination destination;
    private final Target target;
    private final TableLoad load;
    private final TableName staging;
    private final Optional<Table> existing;

    /** @param staging the table that is loaded; null if it is the target itself */
    JdbcWriter(
            JdbcDestination destination, Target target, TableLoad load, TableName staging, Optional<Table> existing) {
        this.destination = destination;
        this.target = target;
        this.load = load;
        this.staging = staging;
        this.existing = existing;
    }

    @Override
    public void write(Batch rows) {
        destination.ready(load);
        try {
            load.write(rows);
        } catch (SQLException e) {
            throw failed(e, "write to");
        }
    }

    @Override
    public void dropBoundary() {
        destination.ready(null);
        Dialect dialect = destination.dialect();
        Target.Column rid = target.rid().orElseThrow();
        String column = dialect.order().apply(dialect.identifiers().quoted(rid.name()), rid.type());
        String table = dialect.sql(target.table());
        destination
                .sql()
                .execute(
                        "DELETE FROM " + table + " WHERE " + column + " = (SELECT "
                                + dialect.order().apply("m", rid.type()) + " FROM ("
                                // One level deeper than need be: MySQL cannot look into the table it deletes from.
                                + JdbcDestination.greatest(dialect, target.table(), rid) + ") AS last)",
                        "take the rows of the last RID out of \"" + target.table() + "\"");
    }

    @Override
    public void complete() {
        destination.ready(null);
        if (staging != null) {
            try {
                destination.replacement().swap(destination.sql(), target, staging, existing);
            } catch (SQLException e) {
                throw failed(e, "put the new rows in the place of the old ones in");
            }
        }
    }

    @Override
    public void abort() {
        if (staging != null) {
            destination.ready(null);
            destination
                    .definitions()
                    .execute(
                            "DROP TABLE " + destination.dialect().sql(staging), "drop the unfinished table " + staging);
        }
    }

    private ConnectorException failed(SQLException cause, String attempted) {
        return destination.sql().failed(cause, attempted + " the table \"" + target.table() + "\"");
    }
}
