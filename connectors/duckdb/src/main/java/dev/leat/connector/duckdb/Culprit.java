package dev.leat.connector.duckdb;

import dev.leat.jdbc.Sql;
import dev.leat.protocol.ConnectorException;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Finds the row that DuckDB refused among those sent together. A refusal ends the transaction, and DuckDB has no
 * savepoints (2.0.0): so this begins others, sends fewer and fewer rows, and takes them back each time. It leaves a
 * transaction open, as it found one.
 */
final class Culprit {
    private final Sql sql;
    private final Gathering gathering;
    private final Insert insert;

    Culprit(Sql sql, Gathering gathering, Insert insert) {
        this.sql = sql;
        this.gathering = gathering;
        this.insert = insert;
    }

    private enum Attempt {
        /** Into the table. */
        ROWS,
        /** Nowhere: where the table itself was made in the transaction that is gone. */
        VALUES
    }

    /** Which row it is, and of which column the value; empty if it is none of the gathered ones alone. */
    Optional<String> find() {
        statement("ROLLBACK");
        Optional<String> found = Optional.empty();
        for (Attempt attempt : Attempt.values()) {
            if (found.isEmpty() && !passes(attempt, gathering.rows())) {
                found = search(attempt);
            }
        }
        statement("BEGIN TRANSACTION");
        return found;
    }

    private Optional<String> search(Attempt attempt) {
        int good = 0;
        int bad = gathering.rows();
        while (bad - good > 1) {
            int half = (good + bad) / 2;
            if (passes(attempt, half)) {
                good = half;
            } else {
                bad = half;
            }
        }
        // No row at all is refused too where the table is not there.
        boolean guilty = bad > 1 || passes(attempt, 0);
        return guilty ? Optional.of(gathering.name(bad - 1) + column(bad)) : Optional.empty();
    }

    /** The column that DuckDB cannot make a value for, of the rows up to the one that is refused; nothing if it can. */
    private String column(int count) {
        return insert.casts().stream()
                .filter(cast -> !passes(() -> insert.tryValues(cast), count))
                .findFirst()
                .map(cast -> ", column \"" + cast.column() + "\"")
                .orElse("");
    }

    private boolean passes(Attempt attempt, int count) {
        return passes(attempt == Attempt.ROWS ? insert::run : insert::tryValues, count);
    }

    private interface Trial {
        void run() throws SQLException;
    }

    private boolean passes(Trial trial, int count) {
        gathering.send(count);
        statement("BEGIN TRANSACTION");
        try {
            trial.run();
            return true;
        } catch (SQLException refused) {
            return false;
        } finally {
            statement("ROLLBACK");
        }
    }

    private void statement(String text) {
        try {
            sql.execute(text, "look for the row that was refused");
        } catch (ConnectorException over) {
            // There was no transaction any more.
        }
    }
}
