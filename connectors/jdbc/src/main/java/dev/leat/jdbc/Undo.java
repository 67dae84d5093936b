package dev.leat.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;

/** Takes back rows that were sent together, of which the engine refused one. Belongs to one load. */
public interface Undo {
    /** Before rows are sent. */
    void mark(Connection connection) throws SQLException;

    /** The rows were taken. */
    void keep(Connection connection) throws SQLException;

    /**
     * A row was refused: takes back what was sent since {@link #mark}, and lets rows be sent one by one.
     *
     * @return false if that cannot be done; then nothing more may be sent
     */
    boolean back(Connection connection) throws SQLException;

    /** The refused row was found, or not: what was sent after {@link #back} must not stay. */
    default void end(Connection connection) throws SQLException {}

    /**
     * By statements. By the driver's calls it would not do everywhere: one that is left out of transactions may begin one
     * of its own for its savepoints.
     */
    static Undo byStatement() {
        return new Undo() {
            @Override
            public void mark(Connection connection) throws SQLException {
                execute(connection, "SAVEPOINT leat_rows");
            }

            @Override
            public void keep(Connection connection) throws SQLException {
                execute(connection, "RELEASE SAVEPOINT leat_rows");
            }

            @Override
            public boolean back(Connection connection) throws SQLException {
                execute(connection, "ROLLBACK TO SAVEPOINT leat_rows");
                return true;
            }

            private void execute(Connection connection, String text) throws SQLException {
                try (Statement control = connection.createStatement()) {
                    control.execute(text);
                }
            }
        };
    }

    /** By the driver's calls: a savepoint within a transaction; outside of one, a transaction. */
    static Undo byDriver() {
        return new Undo() {
            private boolean own;
            private Savepoint savepoint;

            @Override
            public void mark(Connection connection) throws SQLException {
                own = connection.getAutoCommit();
                if (own) {
                    connection.setAutoCommit(false);
                } else {
                    savepoint =
                            connection.getMetaData().supportsSavepoints() ? connection.setSavepoint("leat_rows") : null;
                }
            }

            @Override
            public void keep(Connection connection) throws SQLException {
                if (own) {
                    connection.commit();
                    connection.setAutoCommit(true);
                } else if (savepoint != null) {
                    release(connection);
                }
            }

            /** Not every engine lets go of savepoints before the end. */
            private void release(Connection connection) {
                try {
                    connection.releaseSavepoint(savepoint);
                } catch (SQLException kept) {
                    // The next one of the name takes its place, and the commit ends it.
                    savepoint = null;
                }
            }

            @Override
            public boolean back(Connection connection) throws SQLException {
                if (own) {
                    connection.rollback();
                } else if (savepoint != null) {
                    connection.rollback(savepoint);
                }
                return own || savepoint != null;
            }

            @Override
            public void end(Connection connection) throws SQLException {
                if (own) {
                    connection.rollback();
                    connection.setAutoCommit(true);
                }
            }
        };
    }
}
