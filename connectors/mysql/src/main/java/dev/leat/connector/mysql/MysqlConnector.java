package dev.leat.connector.mysql;

import dev.leat.sdk.Ability;
import dev.leat.sdk.Connector;

/** The connector for MySQL and MariaDB. */
public final class MysqlConnector {
    /** As a value, for tests and for {@link #main}. */
    public static final Connector<MysqlConfig> CONNECTOR = Connector.source(
                    "mysql", MysqlConfig.class, MysqlSource::new)
            .and(
                    MysqlDestination::open,
                    Ability.APPEND,
                    Ability.REPLACE,
                    Ability.RID,
                    Ability.ANY_ORDER,
                    Ability.RID_PER_PARTITION,
                    Ability.STORED_STATE);

    private MysqlConnector() {}

    public static void main(String... args) {
        CONNECTOR.main(args);
    }
}
