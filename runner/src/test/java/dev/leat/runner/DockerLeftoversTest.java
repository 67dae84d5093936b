package dev.leat.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Json;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** However a run ends, no container stays. */
@Timeout(180)
class DockerLeftoversTest {
    private static final String SLOW = "{ rows: 3000, pause_s: 0.005 }";

    @TempDir
    Path folder;

    private DockerSandbox docker;
    private Sandbox sandbox;

    @BeforeAll
    static void needsAnEngine() {
        Docker.require();
    }

    @BeforeEach
    void setUp() {
        docker = new DockerSandbox(folder);
        sandbox = docker.sandbox;
    }

    private void source(String config) {
        docker.settings(Docker.connector("source"), config, Docker.connector("destination"), "{ folder: out }", "");
    }

    private void untilRowsFlow(LeatProcess leat) throws Exception {
        leat.until(() -> !sandbox.rows("orders").isEmpty());
    }

    private void theNextRunMendsIt() {
        source("{ rows: 3000 }");
        Sandbox.Run run = sandbox.leat("sync");
        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        assertThat(sandbox.rows("orders")).hasSize(3000).doesNotHaveDuplicates();
        docker.assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"killed", "exit-3", "silent-exit", "garbage", "no-complete"})
    void afterAFailure(String fault) {
        source("{ rows: 2000, fault: %s }".formatted(fault));
        assertThat(sandbox.leat("sync").exit()).isNotZero();
        docker.assertNothingIsLeft();
    }

    @Test
    void afterCtrlC() throws Exception {
        source(SLOW);
        try (LeatProcess leat = LeatProcess.start(sandbox, "sync")) {
            untilRowsFlow(leat);
            leat.signalGroup("INT");
            assertThat(leat.await()).as(leat.text(leat.err)).isEqualTo(130);
            JsonNode summary = Json.parse(leat.text(leat.out));
            assertThat(summary.path("streams").path(0).path("error").asString()).contains("interrupted");
            assertThat(summary.path("records_synced").asInt())
                    .as("the source ended first, and the destination took what was on its way")
                    .isEqualTo(sandbox.rows("orders").size());
        }
        docker.assertNothingIsLeft();
        theNextRunMendsIt();
    }

    @Test
    void afterCtrlCWhileAContainerHangs() throws Exception {
        source("{ fault: hang }");
        try (LeatProcess leat = LeatProcess.start(sandbox, "sync", "--set", "timeouts.source_idle_s=600")) {
            leat.until(() -> docker.containers().size() == 2);
            leat.signalGroup("INT");
            assertThat(leat.await()).as(leat.text(leat.err)).isEqualTo(130);
        }
        docker.assertNothingIsLeft();
    }

    @Test
    void whenTheRunnerIsKilledContainersEndByThemselves() throws Exception {
        source(SLOW);
        try (LeatProcess leat = LeatProcess.start(sandbox, "sync")) {
            untilRowsFlow(leat);
            leat.signal("KILL");
            leat.await();
        }
        for (String container : docker.containers()) {
            // Fails for one that is gone already, which is what it waits for.
            Docker.said("docker", "wait", container);
        }
        theNextRunMendsIt();
    }

    @Test
    void whenTheRunnerIsKilledTheNextRunRemovesWhatHangs() throws Exception {
        source("{ rows: 3000, pause_s: 0.005, fault: hang-midway }");
        try (LeatProcess leat = LeatProcess.start(sandbox, "sync", "--set", "timeouts.source_idle_s=600")) {
            leat.until(() -> docker.containers().size() == 2);
            leat.signal("KILL");
            leat.await();
        }
        assertThat(Docker.containers(docker.source)).hasSize(1);
        theNextRunMendsIt();
    }

    @Test
    void aLivingRunIsLeftAlone() throws Exception {
        source(SLOW);
        try (LeatProcess leat = LeatProcess.start(sandbox, "sync")) {
            untilRowsFlow(leat);
            DockerSandbox other = new DockerSandbox(
                    Path.of(folder.toString(), "..").toRealPath().resolve(folder));
            other.settings(
                    Docker.connector("source"), "{ rows: 1 }", Docker.connector("destination"), "{ folder: x }", "");
            assertThat(other.sandbox.leat("check").exit()).isZero();
            assertThat(docker.containers()).hasSize(2);
            leat.signal("TERM");
            leat.await();
        }
        docker.assertNothingIsLeft();
    }
}
