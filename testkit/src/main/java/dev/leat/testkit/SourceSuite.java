package dev.leat.testkit;

import dev.leat.protocol.Catalog;
import dev.leat.protocol.Message;
import dev.leat.protocol.StreamDescriptor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * What every source must do, as tests. A connector inherits them all:
 *
 * <pre>{@code
 * class LinesSourceTest extends SourceSuite {
 *     @TempDir static Path folder;
 *
 *     @Override
 *     protected SourceSetup setup() throws Exception {
 *         Files.writeString(folder.resolve("a.txt"), "one\ntwo\n");
 *         return SourceSetup.of(ConnectorUnderTest.of(Lines.CONNECTOR, Lines.class), Map.of("path", folder.toString()))
 *                 .bad(Map.of("path", folder + "/missing"), "missing")
 *                 .adding(() -> Files.writeString(folder.resolve("a.txt"), "three\n", APPEND));
 *     }
 * }
 * }</pre>
 *
 * <p>Where rows cannot be added, {@link SourceSetup#grown} takes a configuration that shows more of them; where the data
 * is small, {@link SourceSetup#large} takes one with 2 MB to interrupt.
 *
 * <p>Nothing is skipped for what the connector does not declare in its spec: then its refusal is asserted. Tests that
 * need signals run the connector as a process of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public abstract class SourceSuite
        implements SpecCases,
                CheckCases,
                SessionCases,
                DiscoverCases,
                FullRefreshCases,
                IncrementalCases,
                RidChoiceCases,
                PartCases,
                SourceErrorCases,
                SourceProcessCases {
    private SourceSetup setup;
    private Catalog catalog;
    private Outcome everything;
    private final Map<Resumable, List<Line>> manyStates = new HashMap<>();

    /** The connector and what it is to be tried on. Called once, before the first test: start servers, make data. */
    protected abstract SourceSetup setup() throws Exception;

    @BeforeAll
    void prepare() throws Exception {
        setup = setup();
    }

    @Override
    public final SourceSetup suite() {
        return setup;
    }

    @Override
    public final Catalog catalog() throws Exception {
        if (catalog == null) {
            catalog = Case.only(invoke("discover").run(), Message.Discovered.class)
                    .catalog();
        }
        return catalog;
    }

    @Override
    public final Outcome everything() throws Exception {
        if (everything == null) {
            everything = Case.ended(read(all()), 0);
        }
        return everything;
    }

    @Override
    public final List<Line> manyStates(Resumable resumable) throws Exception {
        if (!manyStates.containsKey(resumable)) {
            // One process for as many as one catalog can hold: each stream once.
            Map<StreamDescriptor, Resumable> together = new LinkedHashMap<>(Map.of(resumable.descriptor(), resumable));
            resumables().stream()
                    .filter(other -> !manyStates.containsKey(other))
                    .forEach(other -> together.putIfAbsent(other.descriptor(), other));
            Outcome outcome = connector()
                    .with("LEAT_CHECKPOINT_BYTES", "1000")
                    .invoke("read")
                    .config(setup.config())
                    .catalog(StreamChoice.catalog(
                            together.values().stream().map(Resumable::choice).toArray(StreamChoice[]::new)))
                    .run();
            Case.ended(outcome, 0);
            together.forEach((stream, one) -> manyStates.put(
                    one,
                    outcome.lines().stream()
                            .filter(line -> StreamLife.step(line, stream) != null)
                            .toList()));
        }
        return manyStates.get(resumable);
    }
}
