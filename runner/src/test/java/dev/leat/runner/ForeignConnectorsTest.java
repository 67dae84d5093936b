package dev.leat.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connectors that know the protocol but not Leat. */
@Timeout(60)
class ForeignConnectorsTest {
    @TempDir
    Path folder;

    private Sandbox sandbox;

    @BeforeEach
    void setUp() {
        sandbox = new Sandbox(folder);
    }

    @ParameterizedTest
    @CsvSource({"legacy, ''", "legacy, demands-count", "cdk, ''", "cdk, drops-unknown", "cdk, demands-count"})
    void bothSidesForeign(String style, String habit) {
        sandbox.foreignSource().foreignDestination();
        sandbox.settings(
                "{ rows: 2500, style: %s, streams: [a.orders, a.items] }".formatted(style),
                "{ folder: out, fault: '%s' }".formatted(habit),
                "['*']");
        Sandbox.Run run = sandbox.leat("sync");
        assertThat(run.exit()).as(run.errors() + run.err()).isZero();
        assertThat(sandbox.rows("a.orders")).hasSize(2500);
        assertThat(run.stream("a.items").path("records").path("destination").asInt())
                .isEqualTo(2500);
    }

    @Test
    void anEmptyLegacyStreamIsStillReplaced() {
        sandbox.foreignSource();
        sandbox.given("orders", 5).settings("{ rows: 0, style: cdk }", "{ folder: out }", "[orders]");
        assertThat(sandbox.leat("sync").exit()).isZero();
        assertThat(sandbox.rows("orders")).isEmpty();
    }

    @Test
    void incrementalNeedsADestinationThatKnowsHowFarItIs() {
        sandbox.foreignDestination();
        sandbox.settings("{ rows: 5 }", "{ folder: out }", "[{ name: orders, rid: id }]");
        Sandbox.Run run = sandbox.leat("sync");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.errors())
                .contains("cannot run incrementally without a state store")
                .contains("the destination lake can neither tell its last RID nor keep the source's state");
    }

    @Test
    void aForeignDestinationNeverSeesTheEndOfAHalfReplacedStream() {
        sandbox.foreignSource().foreignDestination();
        sandbox.settings("{ rows: 2000, style: cdk, fault: killed }", "{ folder: out }", "[orders]");
        Sandbox.Run run = sandbox.leat("sync");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).doesNotContain("the input ended");
    }
}
