package dev.leat.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Signals end everything in order: the source checkpoints, the destination commits, the summary is printed. */
@Timeout(90)
class SignalTest {
    private static final String STREAMS = "[{ name: orders, rid: id }]";

    @TempDir
    Path folder;

    private Sandbox sandbox;

    @BeforeEach
    void setUp() {
        sandbox = new Sandbox(folder);
        sandbox.settings("{ rows: 3000, pause_s: 0.002 }", "{ folder: out }", STREAMS);
    }

    private void untilRowsFlow(LeatProcess leat) throws Exception {
        leat.until(() -> !sandbox.rows("orders").isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void whatWasSentIsKeptAndTheNextRunGoesOn(String signal, int exit) throws Exception {
        try (LeatProcess leat = LeatProcess.start(sandbox, "sync")) {
            untilRowsFlow(leat);
            leat.signal(signal);
            assertThat(leat.await()).as(leat.text(leat.err)).isEqualTo(exit);
            JsonNode summary = Json.parse(leat.text(leat.out));
            assertThat(summary.path("status").asString()).isEqualTo("failed");
            assertThat(summary.path("streams").path(0).path("error").asString()).contains("interrupted");
            assertThat(summary.path("records_synced").asInt())
                    .isEqualTo(sandbox.rows("orders").size());
        }
        sandbox.settings("{ rows: 3000 }", "{ folder: out }", STREAMS);
        assertThat(sandbox.leat("sync").exit()).isZero();
        assertThat(sandbox.rows("orders")).hasSize(3000).doesNotHaveDuplicates();
    }

    @Test
    void childrenEndByThemselvesWhenTheRunnerIsKilled() throws Exception {
        List<ProcessHandle> children;
        try (LeatProcess leat = LeatProcess.start(sandbox, "sync")) {
            untilRowsFlow(leat);
            children = leat.children();
            assertThat(children).hasSize(2);
            leat.signal("KILL");
            leat.await();
            for (ProcessHandle child : children) {
                child.onExit().get(20, TimeUnit.SECONDS);
            }
        }
        sandbox.settings("{ rows: 3000 }", "{ folder: out }", STREAMS);
        assertThat(sandbox.leat("sync").exit()).isZero();
        assertThat(sandbox.rows("orders")).hasSize(3000).doesNotHaveDuplicates();
    }

    @Test
    void aSourceThatIgnoresTheSignalIsKilled() throws Exception {
        sandbox.settings("{ fault: hang }", "{ folder: out }", STREAMS);
        try (LeatProcess leat = LeatProcess.start(sandbox, "sync", "--set", "timeouts.source_idle_s=600")) {
            leat.until(() -> leat.children().size() == 2);
            leat.signal("TERM");
            assertThat(leat.await()).isEqualTo(143);
        }
    }
}
