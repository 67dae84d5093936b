package dev.leat.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What {@link SourceSuite} is told about a source. */
public final class SourceSetup implements SuiteSetup {
    private final ConnectorUnderTest connector;
    private final Map<String, ?> config;
    private final List<BadConfig> badConfigs = new ArrayList<>();
    private final Set<String> mayBeEmpty = new HashSet<>();
    private Map<String, ?> large;
    private Map<String, ?> grown;
    private Step addRows;

    /** Something a test does to the system behind the source. */
    @FunctionalInterface
    public interface Step {
        void run() throws Exception;
    }

    private SourceSetup(ConnectorUnderTest connector, Map<String, ?> config) {
        this.connector = connector;
        this.config = config;
        this.large = config;
        this.grown = config;
    }

    /**
     * @param config a configuration that works, on data that stays as it is while the tests run: at least one stream
     *     with a RID if the source has such, some thousand rows at most
     */
    public static SourceSetup of(ConnectorUnderTest connector, Map<String, ?> config) {
        return new SourceSetup(connector, config);
    }

    /** A configuration that {@code check} must refuse, with words its message must have. Give one per way to fail. */
    public SourceSetup bad(Map<String, ?> config, String... words) {
        badConfigs.add(new BadConfig(config, List.of(words)));
        return this;
    }

    /** A configuration with a stream of more than 2 MB, to be interrupted in the middle. */
    public SourceSetup large(Map<String, ?> config) {
        large = config;
        return this;
    }

    /** Adds rows, with greater RIDs, to at least one stream that has a RID. Done last. */
    public SourceSetup adding(Step addRows) {
        this.addRows = addRows;
        return this;
    }

    /** A configuration under which at least one stream with a RID has the same rows and some more, with greater RIDs. */
    public SourceSetup grown(Map<String, ?> config) {
        grown = config;
        addRows = () -> {};
        return this;
    }

    /** Streams that may have no rows; all others must have some. */
    public SourceSetup mayBeEmpty(String... streams) {
        Collections.addAll(mayBeEmpty, streams);
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

    Map<String, ?> largeConfig() {
        return large;
    }

    Map<String, ?> grownConfig() {
        return grown;
    }

    Optional<Step> addRows() {
        return Optional.ofNullable(addRows);
    }

    boolean expectsNothingOf(String stream) {
        return mayBeEmpty.contains(stream);
    }
}
