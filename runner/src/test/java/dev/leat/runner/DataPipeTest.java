package dev.leat.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Json;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What holds of rows that pass through the runner holds of those that take the FIFO past it. */
@Timeout(90)
class DataPipeTest {
    private static final String INCREMENTAL = "[{ name: orders, rid: id }]";

    @TempDir
    Path folder;

    private Sandbox sandbox;

    @BeforeEach
    void setUp() {
        sandbox = new Sandbox(folder).dataChannel();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[orders]", INCREMENTAL})
    void rowsArriveAndAreCounted(String streams) {
        sandbox.settings("{ rows: 2500 }", "{ folder: out }", streams);
        Sandbox.Run run = sandbox.leat("sync");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(sandbox.rows("orders")).hasSize(2500).doesNotHaveDuplicates();
        JsonNode records = run.stream("orders").path("records");
        assertThat(records.path("source").asInt()).isEqualTo(2500);
        assertThat(records.has("runner"))
                .as("rows were not counted by the runner")
                .isFalse();
        assertThat(records.path("destination").asInt()).isEqualTo(2500);
        assertThat(run.stream("orders").path("bytes").asLong()).isGreaterThan(2500 * 100);
    }

    @Test
    void streamsOfAnotherNameTakeItToo() {
        sandbox.settings(
                "{ rows: 1500, streams: [a.orders, items] }",
                "{ folder: out }",
                "[{ name: a.orders, rid: id }, { name: items, mode: full-refresh }]",
                "destination_namespace: raw",
                "stream_prefix: shop_");
        Sandbox.Run first = sandbox.leat("sync");
        assertThat(first.exit()).as(first.err()).isZero();
        assertThat(first.stream("a.orders").path("records").has("runner")).isFalse();
        assertThat(first.summary().path("checkpoint").propertyNames()).containsExactlyInAnyOrder("a.orders", "items");
        Sandbox.Run grown = sandbox.leat("sync", "--set", "connections.shop.config.rows=1700");
        assertThat(grown.exit()).as(grown.err()).isZero();
        assertThat(grown.stream("a.orders").path("records").path("source").asInt())
                .isEqualTo(200);
        assertThat(sandbox.rows("raw.shop_orders")).hasSize(1700).doesNotHaveDuplicates();
        assertThat(sandbox.rows("raw.shop_items")).hasSize(1700);
    }

    @Test
    void aStreamOfAnotherNameFailsUnderItsOwn() {
        sandbox.settings(
                "{ rows: 20, fault: fail-orders, streams: [a.orders] }",
                "{ folder: out }",
                "['*']",
                "destination_namespace: raw");
        Sandbox.Run run = sandbox.leat("sync");
        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.stream("a.orders").path("error").asString()).contains("the table is on fire");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "killed      | 3 | was ended by signal 9 during read",
                "exit-0      | 3 | ended without saying that the stream is complete",
                "exit-3      | 3 | the database went away",
                "incomplete  | 3 | ended without saying that the stream is complete",
                "no-complete | 3 | ended without saying that the stream is complete",
                "silent-exit | 2 | printed nothing and no message of the protocol",
                "hang        | 3 | sent nothing for 2 s and was stopped",
                "hang-midway | 3 | sent nothing for 2 s and was stopped",
                "broken-json | 4 | line 7 of the input is no message of the protocol",
                "wrong-count | 1 | the destination confirmed 2000",
                "fail-orders | 4 | the table is on fire",
            })
    void aTruncatedSourceReplacesNothing(String fault, int exit, String message) {
        sandbox.given("orders", 3);
        sandbox.settings("{ rows: 2000, fault: %s }".formatted(fault), "{ folder: out }", "[orders]");
        int idle = fault.startsWith("hang") ? 2 : 30;
        Sandbox.Run run = sandbox.leat("sync", "--set", "timeouts.source_idle_s=" + idle);
        assertThat(run.errors()).contains(message);
        assertThat(run.exit()).isEqualTo(exit);
        boolean complete = fault.equals("exit-3") || fault.equals("wrong-count");
        assertThat(sandbox.rows("orders")).hasSize(complete ? 2000 : 3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exit-at-once | 3 | the disk is full; free some space",
                "exit-early   | 3 | the disk is full; free some space",
                "killed       | 3 | was ended by signal 9 during write",
                "hang         | 3 | destination lake: neither took nor said anything for 2 s",
                "hang-midway  | 3 | destination lake: neither took nor said anything for 2 s",
                "hang-at-end  | 3 | destination lake: neither took nor said anything for 2 s",
                "never-acks   | 3 | confirmed 0 of 200000 rows; it never echoed",
                "fail-orders  | 2 | the table orders is read-only",
            })
    void aDestinationThatFailsIsNamed(String fault, int exit, String message) {
        sandbox.settings("{ rows: 200000 }", "{ folder: out, fault: %s }".formatted(fault), "[orders]");
        int idle = fault.startsWith("hang") ? 2 : 30;
        Sandbox.Run run = sandbox.leat("sync", "--set", "timeouts.destination_idle_s=" + idle);
        assertThat(run.errors()).contains(message);
        assertThat(run.exit()).isEqualTo(exit);
        assertThat(run.summary().path("status").asString()).isEqualTo("failed");
    }

    @Test
    void aSlowDestinationIsNotAHungOne() {
        sandbox.settings("{ rows: 3000 }", "{ folder: out, pause_s: 0.002 }", "[orders]");
        String idle = "timeouts.destination_idle_s=5";
        Sandbox.Run run = sandbox.leat("sync", "--set", idle, "--set", "timeouts.source_idle_s=5");
        assertThat(run.exit()).as(run.errors()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0.002, 0, source", "0, 0.002, destination"})
    void progressNamesTheBottleneck(String sourcePause, String destinationPause, String bottleneck) {
        sandbox.settings(
                "{ rows: 1500, pause_s: %s }".formatted(sourcePause),
                "{ folder: out, pause_s: %s }".formatted(destinationPause),
                "[orders]");
        Sandbox.Run run = sandbox.leat("sync", "--progress", "json", "--log-format", "json");
        JsonNode last = run.err()
                .lines()
                .filter(line -> line.startsWith("{\"progress\""))
                .reduce((a, b) -> b)
                .map(Json::parse)
                .orElseThrow(() -> new AssertionError(run.err()));
        assertThat(last.path("progress").path("rows").asInt()).isBetween(1, 1500);
        assertThat(last.path("progress").path("bytes_per_s").asLong()).isPositive();
        assertThat(last.path("progress").path("bottleneck").asString()).isEqualTo(bottleneck);
    }

    @Test
    void oneFailingStreamDoesNotStopTheOthers() {
        String config = "{ rows: 20, streams: [items, orders, users], fault: fail-orders }";
        sandbox.given("orders", 3).settings(config, "{ folder: out }", "['*']");
        Sandbox.Run run = sandbox.leat("sync");
        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.summary().path("status").asString()).isEqualTo("partial");
        assertThat(run.stream("orders").path("error").asString()).contains("the table is on fire");
        assertThat(sandbox.rows("orders")).hasSize(3);
        assertThat(sandbox.rows("users")).hasSize(20);
    }

    @Test
    void onStreamErrorStopStopsTheOthers() {
        String config = "{ rows: 20, streams: [orders, users], fault: fail-orders, pause_s: 0.05 }";
        sandbox.settings(config, "{ folder: out }", "['*']", "on_stream_error: stop");
        Sandbox.Run run = sandbox.leat("sync");
        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.stream("users").path("error").asString())
                .isEqualTo("stopped because orders failed and on_stream_error is stop");
        assertThat(sandbox.rows("users")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void whatWasSentBeforeASignalIsKeptAndTheNextRunGoesOn(String signal, int exit) throws Exception {
        sandbox.settings("{ rows: 3000, pause_s: 0.002 }", "{ folder: out }", INCREMENTAL);
        try (LeatProcess leat = LeatProcess.start(sandbox, "sync")) {
            leat.until(() -> !sandbox.rows("orders").isEmpty());
            leat.signal(signal);
            assertThat(leat.await()).as(leat.text(leat.err)).isEqualTo(exit);
            JsonNode summary = Json.parse(leat.text(leat.out));
            assertThat(summary.path("records_synced").asInt())
                    .isEqualTo(sandbox.rows("orders").size());
        }
        sandbox.settings("{ rows: 3000 }", "{ folder: out }", INCREMENTAL);
        assertThat(sandbox.leat("sync").exit()).isZero();
        assertThat(sandbox.rows("orders")).hasSize(3000).doesNotHaveDuplicates();
    }
}
