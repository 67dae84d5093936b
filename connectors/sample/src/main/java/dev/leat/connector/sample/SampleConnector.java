package dev.leat.connector.sample;

import dev.leat.sdk.Ability;
import dev.leat.sdk.Connector;

/** The sample connector: a made-up shop that can be read, the same one each time. */
public final class SampleConnector {
    /** The connector as a value, for tests and for {@link #main}. */
    public static final Connector<SampleConfig> CONNECTOR = Connector.source(
                    "sample", SampleConfig.class, (config, resources) -> new SampleSource(config))
            .able(Ability.LISTS);

    private SampleConnector() {}

    public static void main(String... args) {
        CONNECTOR.main(args);
    }
}
