package dev.leat.connector.anyjdbc;

import dev.leat.jdbc.JdbcDestination;
import dev.leat.sdk.Connector;

/** The connector for any database that has a JDBC driver. */
public final class JdbcConnector {
    /** The connector as a value, for tests and for {@link #main}. */
    public static final Connector<JdbcConfig> CONNECTOR = Connector.source("jdbc", JdbcConfig.class, Database::source)
            .and(Database::destination, JdbcDestination.ABILITIES);

    private JdbcConnector() {}

    public static void main(String... args) {
        CONNECTOR.main(args);
    }
}
