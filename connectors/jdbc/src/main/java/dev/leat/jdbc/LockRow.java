package dev.leat.jdbc;

import dev.leat.protocol.ConnectorException;
import dev.leat.type.Type;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.Function;

/**
 * Locks a table for a run by a row of a table of locks, which a transaction of its own holds: the database lets it go when
 * it notices that the run has died.
 */
public final class LockRow implements RunLock {
    /** How long another run may take to end. */
    private static final int WAIT_SECONDS = 10;

    private final Connection holder;
    private final Sql definitions;
    private final Dialect dialect;
    private final Function<Type, String> columnType;

    /**
     * @param holder a connection that is used for nothing else
     * @param definitions makes the table, on another one
     */
    public LockRow(Connection holder, Sql definitions, Dialect dialect, Function<Type, String> columnType) {
        this.holder = holder;
        this.definitions = definitions;
        this.dialect = dialect;
        this.columnType = columnType;
    }

    @Override
    public void acquire(TableName target) {
        TableName locks = target.beside(OwnTables.LOCKS);
        String table = dialect.sql(locks);
        String name = dialect.identifiers().derived(target.name(), "");
        String attempted = "lock the table \"" + target + "\"";
        try {
            if (target.schema() != null && !dialect.inspector().hasSchema(holder, target.schema())) {
                definitions.execute("CREATE SCHEMA " + dialect.identifiers().schema(target.schema()), attempted);
            }
            if (dialect.inspector().table(holder, locks).isEmpty()) {
                definitions.execute(
                        "CREATE TABLE " + table + " (name " + columnType.apply(new Type.Text(250, false))
                                + " NOT NULL PRIMARY KEY)",
                        attempted);
            }
            String fitted = name.length() > 250 ? name.substring(name.length() - 250) : name;
            if (definitions
                    .text(attempted, "SELECT name FROM " + table + " WHERE name = ?", fitted)
                    .isEmpty()) {
                definitions.update(attempted, "INSERT INTO " + table + " (name) VALUES (?)", fitted);
            }
            hold("SELECT name FROM " + table + " WHERE name = ? FOR UPDATE", fitted, target);
        } catch (SQLException e) {
            throw dialect.errors().of(e, attempted);
        }
    }

    private void hold(String select, String name, TableName target) throws SQLException {
        holder.setAutoCommit(false);
        try (PreparedStatement statement = holder.prepareStatement(select)) {
            statement.setQueryTimeout(WAIT_SECONDS);
            statement.setString(1, name);
            statement.executeQuery().next();
        } catch (SQLException held) {
            ConnectorException failed = dialect.errors().of(held, "lock the table \"" + target + "\"");
            throw failed.kind() == ConnectorException.Kind.TRANSIENT
                    ? ConnectorException.unavailable(
                            "cannot write to the table \"" + target + "\": another run of Leat is writing to it. Wait"
                                    + " until it has ended and run again; or, if it hangs, stop its process",
                            held)
                    : failed;
        }
    }
}
