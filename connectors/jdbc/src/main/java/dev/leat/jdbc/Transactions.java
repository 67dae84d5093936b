package dev.leat.jdbc;

import dev.leat.protocol.ConnectorException;

/** How transactions begin and end. A connection has auto-commit on between them. */
public interface Transactions {
    /** Begins to write. */
    void begin(Sql sql);

    /** Makes durable what was written. */
    void commit(Sql sql);

    /** Takes back what was written. */
    void rollback(Sql sql);

    /** @param begin the statement that begins a transaction */
    static Transactions byStatement(String begin) {
        return new Transactions() {
            @Override
            public void begin(Sql sql) {
                sql.execute(begin, "begin to write");
            }

            @Override
            public void commit(Sql sql) {
                sql.execute("COMMIT", "commit");
            }

            @Override
            public void rollback(Sql sql) {
                sql.execute("ROLLBACK", "take back what was written");
            }
        };
    }

    /** By the driver's own calls, whatever its engine's statements are. */
    static Transactions byDriver() {
        return new Transactions() {
            @Override
            public void begin(Sql sql) {
                run(sql, "begin to write", () -> sql.connection().setAutoCommit(false));
            }

            @Override
            public void commit(Sql sql) {
                run(sql, "commit", () -> {
                    sql.connection().commit();
                    sql.connection().setAutoCommit(true);
                });
            }

            @Override
            public void rollback(Sql sql) {
                run(sql, "take back what was written", () -> {
                    sql.connection().rollback();
                    sql.connection().setAutoCommit(true);
                });
            }

            private void run(Sql sql, String attempted, Step step) throws ConnectorException {
                try {
                    step.run();
                } catch (java.sql.SQLException e) {
                    throw sql.failed(e, attempted);
                }
            }
        };
    }

    /** A call of the driver's. */
    @FunctionalInterface
    interface Step {
        void run() throws java.sql.SQLException;
    }
}
