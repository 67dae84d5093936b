package dev.leat.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Contract A4: a truncated source never looks finished, whatever the way in which it is truncated. */
@Timeout(60)
class SourceFaultsTest {
    @TempDir
    Path folder;

    private Sandbox sandbox;

    @BeforeEach
    void setUp() {
        sandbox = new Sandbox(folder).given("orders", 3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "killed      | 3 | was ended by signal 9 during read",
                "cut-off     | 3 | ends in the middle of a line",
                "exit-0      | 3 | ended without saying that the stream is complete",
                "exit-3      | 3 | the database went away",
                "incomplete  | 3 | ended without saying that the stream is complete",
                "no-complete | 3 | ended without saying that the stream is complete",
                "garbage     | 2 | printed \"Hello, I am a web server listening on port 80\" and no message",
                "silent-exit | 2 | printed nothing and no message of the protocol",
                "hang        | 3 | sent nothing for 2 s and was stopped",
                "broken-json | 4 | line 6 of the input is no message of the protocol",
                "wrong-count | 1 | the source says it sent 1001 records of orders since its last state, but 1000 arrived",
                "unknown-stream | 4 | line 1 is a record of the stream \"strangers\", which it was not asked for",
                "fail-orders | 4 | the table is on fire",
            })
    void nothingIsReplacedAndTheCauseIsNamed(String fault, int exit, String message) {
        sandbox.settings("{ rows: 2000, fault: %s }".formatted(fault), "{ folder: out }", "[orders]");
        Sandbox.Run run = sandbox.leat("sync", "--set", "timeouts.source_idle_s=" + (fault.equals("hang") ? 2 : 30));
        // exit-3 ends badly after its streams were complete: they are kept, the run still counts as failed.
        boolean complete = fault.equals("exit-3");
        assertThat(run.errors()).contains(message);
        assertThat(run.exit()).isEqualTo(exit);
        assertThat(run.summary().path("status").asString()).isEqualTo(complete ? "partial" : "failed");
        assertThat(run.summary().path("streams").path(0).path("seconds").asDouble())
                .isNotNegative();
        assertThat(sandbox.rows("orders")).hasSize(complete ? 2000 : 3);
    }

    @Test
    void aBrokenLineOfAForeignSourceIsNoLogLine() {
        sandbox.foreignSource();
        sandbox.settings("{ rows: 20, style: cdk, fault: broken-json }", "{ folder: out }", "[orders]");
        Sandbox.Run run = sandbox.leat("sync");
        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.errors())
                .contains("should be a message of the protocol but is not valid JSON; it begins {\"type\":\"RECORD\"");
    }

    @ParameterizedTest
    @CsvSource({"killed", "cut-off", "garbage", "silent-exit"})
    void aForeignSourceWithoutStatusesIsHeldToTheSame(String fault) {
        sandbox.foreignSource();
        sandbox.settings("{ rows: 2000, style: legacy, fault: %s }".formatted(fault), "{ folder: out }", "[orders]");
        Sandbox.Run run = sandbox.leat("sync");
        assertThat(run.exit()).as(run.err()).isNotZero();
        assertThat(sandbox.rows("orders")).hasSize(3);
    }

    @Test
    void noiseIsLoggedAndNotCarried() {
        sandbox.settings("{ rows: 2000, fault: noise }", "{ folder: out }", "[orders]");
        Sandbox.Run run = sandbox.leat("sync");
        assertThat(run.exit()).as(run.errors()).isZero();
        assertThat(sandbox.rows("orders")).hasSize(2000);
        assertThat(run.err())
                .contains("source shop: DEBUG: a library prints this")
                .contains("noise 19999");
    }

    @Test
    void oneFailingStreamDoesNotStopTheOthers() {
        String config = "{ rows: 20, streams: [items, orders, users], fault: fail-orders }";
        sandbox.settings(config, "{ folder: out }", "['*']");
        Sandbox.Run run = sandbox.leat("sync");
        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.summary().path("status").asString()).isEqualTo("partial");
        assertThat(run.stream("orders").path("error").asString()).contains("the table is on fire");
        assertThat(run.stream("users").path("status").asString()).isEqualTo("completed");
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

    @Test
    void aLineBeyondTheLimitIsNamedWithItsSize() {
        sandbox.environment.put(LineLimit.VARIABLE, String.valueOf(8 << 20));
        sandbox.settings("{ fault: long-line, bytes: " + (200 << 20) + " }", "{ folder: out }", "[orders]");
        Sandbox.Run run = sandbox.leat("sync");
        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.errors())
                .contains("a record of orders, is 2097152")
                .contains("bytes long, more than the limit of 8388608");
        assertThat(sandbox.rows("orders")).hasSize(3);
    }

    @Test
    void aSourceThatDoesNotAnswerIsStopped() {
        sandbox.settings("{ fault: no-answer }", "{ folder: out }", "[orders]");
        Sandbox.Run run = sandbox.leat("sync", "--set", "timeouts.answer_s=1");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.errors()).contains("did not answer \"discover\" within 1 s");
    }

    @Test
    void aKilledIncrementalSourceKeepsWhatWasConfirmedAndGoesOnFromThere() {
        sandbox.given("events", 2000);
        sandbox.settings(
                "{ rows: 4000, streams: [events], fault: killed }", "{ folder: out }", "[{ name: events, rid: id }]");
        assertThat(sandbox.leat("sync").exit()).isEqualTo(3);
        sandbox.settings("{ rows: 4000, streams: [events] }", "{ folder: out }", "[{ name: events, rid: id }]");
        assertThat(sandbox.leat("sync").exit()).isZero();
        assertThat(sandbox.rows("events")).hasSize(4000).doesNotHaveDuplicates();
    }
}
