package dev.leat.connector.duckdb;

import dev.leat.jdbc.Sql;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.apache.arrow.c.ArrowArrayStream;
import org.duckdb.DuckDBConnection;

/**
 * The statement that puts the rows of an Arrow stream into a table.
 *
 * @param values what is read from the stream for each column
 * @param casts the columns whose values DuckDB makes of what it is sent, which it may refuse
 */
record Insert(Sql sql, ArrowStream stream, String table, String columns, String values, List<Cast> casts) {
    /** A column that is cast, as it stands in the statement. */
    record Cast(String column, String expression) {}

    /** What the stream is called: a view, which this connection alone sees. */
    private static final String ROWS = "leat_rows";

    /** Inserts the rows that the stream was filled with; answers how many there were. */
    long run() throws SQLException {
        return execute("INSERT INTO " + table + " (" + columns + ") SELECT " + values + " FROM temp." + ROWS);
    }

    /** Makes the values and keeps them nowhere that lasts, to see whether they can be made. */
    void tryValues() throws SQLException {
        tried(values);
    }

    /** The same with the values of one column. */
    void tryValues(Cast cast) throws SQLException {
        tried(cast.expression);
    }

    private void tried(String expressions) throws SQLException {
        execute("CREATE OR REPLACE TEMP TABLE leat_tried AS SELECT " + expressions + " FROM temp." + ROWS);
    }

    private long execute(String text) throws SQLException {
        // A rollback takes the view away, and of that nobody hears here.
        sql.connection()
                .unwrap(DuckDBConnection.class)
                .registerArrowStream(ROWS, new ArrowArrayStream(stream.address()));
        try (Statement statement = sql.connection().createStatement()) {
            return statement.executeLargeUpdate(text);
        }
    }
}
