package dev.leat.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SyncTest {
    @TempDir
    Path folder;

    private Sandbox sandbox;

    @BeforeEach
    void setUp() {
        sandbox = new Sandbox(folder);
    }

    @Test
    void incrementalCarriesOnlyWhatIsNew() throws Exception {
        sandbox.settings("{ rows: 2500 }", "{ folder: out }", "[{ name: orders, rid: id }]");
        Sandbox.Run first = sandbox.leat("sync");
        assertThat(first.exit()).as(first.err()).isZero();
        assertThat(sandbox.rows("orders")).hasSize(2500);

        Sandbox.Run again = sandbox.leat("sync");
        assertThat(again.summary().path("records_synced").asInt()).isZero();

        Sandbox.Run grown = sandbox.leat("sync", "--set", "connections.shop.config.rows=2600");
        assertThat(grown.summary().path("records_synced").asInt()).isEqualTo(100);
        assertThat(sandbox.rows("orders")).hasSize(2600).doesNotHaveDuplicates();
        assertThat(grown.summary().path("checkpoint").toString())
                .isEqualTo("{\"orders\":{\"rid\":{\"column\":\"id\",\"value\":2600}}}");
    }

    @Test
    void fullRefreshReplaces() {
        sandbox.given("orders", 3).settings("{ rows: 10 }", "{ folder: out }", "[orders]");
        Sandbox.Run again = sandbox.leat("sync");
        assertThat(again.summary().path("records_synced").asInt()).isEqualTo(10);
        assertThat(sandbox.rows("orders")).hasSize(10);
    }

    @Test
    void theSummaryIsTheLastLineOfStdoutAndTheOnlyOne() throws Exception {
        sandbox.settings(
                "{ rows: 3, streams: [a.orders, a.items] }", "{ folder: out }", "[a.*, { name: orders, rid: id }]");
        Sandbox.Run run = sandbox.leat("sync");
        assertThat(run.out().lines()).hasSize(1);
        String steady = run.out().replaceAll("\"seconds\":[0-9.]+", "\"seconds\":0");
        Golden.check("summary.json", steady);
    }

    @ParameterizedTest
    @ValueSource(strings = {"leat", "cdk", "legacy"})
    void namesAreMappedOnTheWayThereAndBack(String style) {
        if (!style.equals("leat")) {
            sandbox.foreignSource();
        }
        sandbox.settings(
                "{ rows: 1200, style: %s, streams: [a.orders, items] }".formatted(style),
                "{ folder: out }",
                "['*']",
                "destination_namespace: raw",
                "stream_prefix: shop_");
        Sandbox.Run run = sandbox.leat("sync");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(sandbox.rows("raw.shop_orders")).hasSize(1200);
        assertThat(sandbox.rows("raw.shop_items"))
                .hasSize(1200)
                .last()
                .asString()
                .contains("\"id\": 1200");
        assertThat(run.summary().path("checkpoint").propertyNames()).containsExactlyInAnyOrder("a.orders", "items");
    }

    @Test
    void aMappedIncrementalStreamResumes() {
        sandbox.settings(
                "{ rows: 5, streams: [a.orders] }",
                "{ folder: out }",
                "[{ name: orders, rid: id }]",
                "destination_namespace: ''",
                "stream_prefix: x_");
        sandbox.leat("sync");
        Sandbox.Run grown = sandbox.leat("sync", "--set", "connections.shop.config.rows=7");
        assertThat(grown.summary().path("records_synced").asInt())
                .as(grown.err())
                .isEqualTo(2);
        assertThat(sandbox.rows("x_orders")).hasSize(7);
    }

    @Test
    void severalReplicationsRunInTheOrderOfTheFile() {
        sandbox.write("leat.yaml", """
                connections:
                  shop: { command: [python3, source.py], config: { rows: 3 } }
                  lake: { command: [python3, destination.py], config: { folder: out } }
                  pond: { command: [python3, destination.py], config: { folder: out2 } }
                replications:
                  second: { source: shop, destination: pond, streams: [orders] }
                  first: { source: shop, destination: lake, streams: [orders] }
                """);
        Sandbox.Run both = sandbox.leat("sync");
        assertThat(both.summary().path("replications").findValuesAsString("name"))
                .containsExactly("second", "first");
        assertThat(both.summary().path("checkpoint").propertyNames())
                .containsExactlyInAnyOrder("second/orders", "first/orders");
        Sandbox.Run one = sandbox.leat("sync", "--only", "first");
        assertThat(one.summary().path("replications").findValuesAsString("name"))
                .containsExactly("first");
        Sandbox.Run typo = sandbox.leat("sync", "--only", "frist");
        assertThat(typo.exit()).isEqualTo(2);
        assertThat(typo.err()).contains("did you mean \"first\"?");
    }

    @ParameterizedTest
    @CsvSource({"info, false, true", "debug, true, true", "warn, false, false"})
    void asMuchIsLoggedAsIsAskedFor(String level, boolean detail, boolean progress) {
        sandbox.settings("{ rows: 3, detail: true }", "{ folder: out }", "[orders]");
        Sandbox.Run run = sandbox.leat("sync", "--log-level", level);
        assertThat(run.exit()).isZero();
        assertThat(run.err().contains("a detail")).isEqualTo(detail);
        assertThat(run.err().contains("1 stream from shop to lake")).isEqualTo(progress);
    }

    @Test
    void noFileIsLeftBehind() throws Exception {
        sandbox.settings("{ rows: 3 }", "{ folder: out }", "[orders]");
        Sandbox.Run run = sandbox.leat("sync", "--progress", "json", "--log-format", "json");
        assertThat(run.exit()).isZero();
        assertThat(run.err().lines()).allMatch(line -> line.startsWith("{"));
        try (var left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("source.py", "destination.py", "leat.yaml", "out");
        }
    }
}
