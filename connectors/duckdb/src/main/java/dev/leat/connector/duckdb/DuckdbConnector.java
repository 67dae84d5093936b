package dev.leat.connector.duckdb;

import dev.leat.jdbc.JdbcDestination;
import dev.leat.sdk.Connector;

/** The DuckDB connector: a database in a file. */
public final class DuckdbConnector {
    /** The connector as a value, for tests and for {@link #main}. */
    public static final Connector<DuckdbConfig> CONNECTOR = Connector.source(
                    "duckdb", DuckdbConfig.class, DuckdbFile::source)
            .and(DuckdbFile::destination, JdbcDestination.ABILITIES);

    private DuckdbConnector() {}

    public static void main(String... args) {
        CONNECTOR.main(args);
    }
}
