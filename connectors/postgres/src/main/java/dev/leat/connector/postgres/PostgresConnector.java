package dev.leat.connector.postgres;

import dev.leat.sdk.Ability;
import dev.leat.sdk.Connector;

/** The PostgreSQL connector. */
public final class PostgresConnector {
    /** As a value, for tests and for programs that hold several connectors. */
    public static final Connector<PostgresConfig> CONNECTOR = Connector.source(
                    "postgres", PostgresConfig.class, PostgresSource::new)
            .and(
                    PostgresDestination::open,
                    Ability.PARTITIONS,
                    Ability.APPEND,
                    Ability.REPLACE,
                    Ability.RID,
                    Ability.ANY_ORDER,
                    Ability.RID_PER_PARTITION,
                    Ability.STORED_STATE,
                    Ability.LISTS);

    private PostgresConnector() {}

    public static void main(String... args) {
        CONNECTOR.main(args);
    }
}
