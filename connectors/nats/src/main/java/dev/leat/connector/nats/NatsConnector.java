package dev.leat.connector.nats;

import dev.leat.sdk.Ability;
import dev.leat.sdk.Connector;

/** The NATS connector: JetStream streams, read and written. */
public final class NatsConnector {
    /** The connector as a value, for tests and for {@link #main}. */
    public static final Connector<NatsConfig> CONNECTOR = Connector.source(
                    "nats", NatsConfig.class, (config, resources) -> NatsSource.open(config, resources))
            .and((config, resources) -> NatsDestination.open(config, resources), Ability.APPEND, Ability.RID);

    private NatsConnector() {}

    public static void main(String... args) {
        CONNECTOR.main(args);
    }
}
