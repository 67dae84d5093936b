package dev.leat.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract A7 and A8: no count is believed unchecked, and no destination can hold a run up for ever. */
@Timeout(60)
class DestinationFaultsTest {
    @TempDir
    Path folder;

    private Sandbox sandbox;

    @BeforeEach
    void setUp() {
        sandbox = new Sandbox(folder);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exit-at-once | 3 | the disk is full; free some space",
                "exit-early   | 3 | the disk is full; free some space",
                "killed       | 3 | was ended by signal 9 during write",
                "hang         | 3 | neither took nor said anything for 2 s",
                "hang-at-end  | 3 | neither took nor said anything for 2 s",
                "never-acks   | 3 | confirmed 0 of 200000 rows; it never echoed",
                "wrong-count  | 1 | 200000 rows were sent, the destination confirmed 199800",
                "check-fails  | 2 | the folder is on another planet; move it",
                "fail-orders  | 2 | the table orders is read-only",
            })
    void theRunEndsAndNamesTheCause(String fault, int exit, String message) {
        // Enough rows that a destination which does not read blocks the pipe.
        sandbox.settings("{ rows: 200000 }", "{ folder: out, fault: %s }".formatted(fault), "[orders]");
        int idle = fault.startsWith("hang") ? 2 : 30;
        Sandbox.Run run = sandbox.leat("sync", "--set", "timeouts.destination_idle_s=" + idle);
        assertThat(run.errors()).contains(message);
        assertThat(run.exit()).isEqualTo(exit);
        assertThat(run.summary().path("status").asString()).isEqualTo("failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"drops-unknown", "out-of-order", "demands-count"})
    void theseAreNoFaults(String habit) {
        sandbox.settings("{ rows: 2500 }", "{ folder: out, fault: %s }".formatted(habit), "[orders]");
        Sandbox.Run run = sandbox.leat("sync");
        assertThat(run.exit()).as(run.errors()).isZero();
        assertThat(run.stream("orders").path("records").path("destination").asInt())
                .isEqualTo(2500);
    }

    @Test
    void aDestinationThatEndsWhileTheSourceIsSilentIsNoticed() {
        sandbox.settings("{ rows: 50, pause_s: 0.5 }", "{ folder: out, fault: exit-at-once }", "[orders]");
        Sandbox.Run run = sandbox.leat("sync");
        assertThat(run.errors()).contains("the disk is full");
        assertThat(run.summary().path("replications").path(0).path("seconds").asDouble())
                .isLessThan(15);
    }

    @Test
    void oneStreamThatCannotBeWrittenDoesNotStopTheOthers() {
        sandbox.settings("{ rows: 20, streams: [orders, users] }", "{ folder: out, fault: fail-orders }", "['*']");
        Sandbox.Run run = sandbox.leat("sync");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.summary().path("status").asString()).isEqualTo("partial");
        assertThat(run.stream("users").path("status").asString()).isEqualTo("completed");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSourceIsNotReadToItsEndInVain(boolean dataChannel) {
        Sandbox run = dataChannel ? sandbox.dataChannel() : sandbox;
        run.settings(
                "{ rows: 3000, pause_s: 0.01, streams: [orders] }", "{ folder: out, fault: fail-orders }", "[orders]");
        Sandbox.Run ended = run.leat("sync");
        assertThat(ended.exit()).as(ended.err()).isEqualTo(2);
        assertThat(ended.stream("orders").path("error").asString()).contains("the table orders is read-only");
        assertThat(ended.stream("orders").path("records").path("source").asInt())
                .isLessThan(3000);
        assertThat(ended.summary().path("replications").path(0).path("error").isMissingNode())
                .as(ended.summary().toString())
                .isTrue();
    }

    @Test
    void aSlowDestinationIsNotAHungOne() {
        sandbox.settings("{ rows: 3000 }", "{ folder: out, pause_s: 0.002 }", "[orders]");
        Sandbox.Run run = sandbox.leat("sync", "--set", "timeouts.destination_idle_s=5");
        assertThat(run.exit()).as(run.errors()).isZero();
    }
}
