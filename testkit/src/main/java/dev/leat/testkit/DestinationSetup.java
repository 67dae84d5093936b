package dev.leat.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What {@link DestinationSuite} is told about a destination. */
public final class DestinationSetup implements SuiteSetup {
    private final ConnectorUnderTest connector;
    private final Map<String, ?> config;
    private final StoredTables tables;
    private final List<BadConfig> badConfigs = new ArrayList<>();
    private String[] lockedWhole = {};
    private boolean takesOver;
    private boolean keepsHistory;

    private DestinationSetup(ConnectorUnderTest connector, Map<String, ?> config, StoredTables tables) {
        this.connector = connector;
        this.config = config;
        this.tables = tables;
    }

    /**
     * @param config a configuration that works, on a place that nobody else uses
     * @param tables reads what has arrived, without the connector
     */
    public static DestinationSetup of(ConnectorUnderTest connector, Map<String, ?> config, StoredTables tables) {
        return new DestinationSetup(connector, config, tables);
    }

    /** A configuration that {@code check} must refuse, with words its message must have. Give one per way to fail. */
    public DestinationSetup bad(Map<String, ?> config, String... words) {
        badConfigs.add(new BadConfig(config, List.of(words)));
        return this;
    }

    /**
     * Of two runs on one stream the later one wins, because the system has no lock that goes with its holder: the other
     * ends with an error that asks for a retry, and what it had not committed is gone.
     */
    public DestinationSetup takesOver() {
        takesOver = true;
        return this;
    }

    /** Nothing that is there can be taken away: a row at the boundary that has changed is added beside what it was. */
    public DestinationSetup keepsHistory() {
        keepsHistory = true;
        return this;
    }

    /**
     * Says that a run has the whole place to itself, so that a second one is kept out before it has named a stream.
     *
     * @param words what its message must have
     */
    public DestinationSetup lockedWhole(String... words) {
        lockedWhole = words;
        return this;
    }

    @Override
    public ConnectorUnderTest connector() {
        return connector;
    }

    @Override
    public Map<String, ?> config() {
        return config;
    }

    @Override
    public List<BadConfig> badConfigs() {
        return badConfigs;
    }

    boolean isTakenOver() {
        return takesOver;
    }

    boolean isHistory() {
        return keepsHistory;
    }

    /** What the message to a second run must have. */
    String[] lockWords(StreamChoice choice) {
        return lockedWhole.length > 0
                ? lockedWhole.clone()
                : new String[] {choice.stream().name()};
    }

    StoredTables tables() {
        return tables;
    }
}
