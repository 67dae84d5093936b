package dev.leat.connector.sqlite;

import dev.leat.jdbc.JdbcDestination;
import dev.leat.sdk.Connector;

/** The SQLite connector: a database in a file. */
public final class SqliteConnector {
    /** The connector as a value, for tests and for {@link #main}. */
    public static final Connector<SqliteConfig> CONNECTOR = Connector.source(
                    "sqlite", SqliteConfig.class, SqliteFile::source)
            .and(SqliteFile::destination, JdbcDestination.ABILITIES);

    private SqliteConnector() {}

    public static void main(String... args) {
        CONNECTOR.main(args);
    }
}
