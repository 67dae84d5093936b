package dev.leat.connector.mysql;

import dev.leat.jdbc.JdbcDestination;
import dev.leat.sdk.Connector;

/** The connector for MySQL and MariaDB. */
public final class MysqlConnector {
    /** As a value, for tests and for {@link #main}. */
    public static final Connector<MysqlConfig> CONNECTOR = Connector.source(
                    "mysql", MysqlConfig.class, MysqlSource::open)
            .and(MysqlDestination::open, JdbcDestination.ABILITIES);

    private MysqlConnector() {}

    public static void main(String... args) {
        CONNECTOR.main(args);
    }
}
