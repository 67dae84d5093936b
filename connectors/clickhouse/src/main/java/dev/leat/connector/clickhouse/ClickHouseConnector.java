package dev.leat.connector.clickhouse;

import dev.leat.sdk.Ability;
import dev.leat.sdk.Connector;

/** The ClickHouse connector. */
public final class ClickHouseConnector {
    /** As a value, for tests and for programs that hold several connectors. */
    public static final Connector<ClickHouseConfig> CONNECTOR = Connector.source(
                    "clickhouse", ClickHouseConfig.class, ClickHouseSource::open)
            .and(
                    ClickHouseDestination::open,
                    Ability.APPEND,
                    Ability.REPLACE,
                    Ability.RID,
                    Ability.ANY_ORDER,
                    Ability.RID_PER_PARTITION,
                    Ability.LISTS);

    private ClickHouseConnector() {}

    public static void main(String... args) {
        CONNECTOR.main(args);
    }
}
