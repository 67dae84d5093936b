package dev.leat.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CommandLineTest {
    @TempDir
    Path folder;

    private Sandbox sandbox;

    @BeforeEach
    void setUp() {
        sandbox = new Sandbox(folder);
    }

    @Test
    void aloneItSaysWhatToDoNext() {
        assertThat(sandbox.leat().err()).contains("leat init --source sample:");
        sandbox.settings("{}", "{ folder: out }", "[orders]");
        Sandbox.Run run = sandbox.leat();
        assertThat(run.exit()).isZero();
        assertThat(run.err()).contains("There is a leat.yaml here").contains("leat sync");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aMistypedCommandIsAUsageError() {
        Sandbox.Run run = sandbox.leat("snyc");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("snyc").contains("sync");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void checkTellsOfEachConnection() {
        sandbox.settings("{ fault: wrong-password, password: hush-hush }", "{ folder: out }", "[orders]");
        Sandbox.Run run = sandbox.leat("check");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .contains("shop: FAILED: connection shop: password **** is wrong; set the right one")
                .contains("lake: works");
        assertThat(sandbox.leat("check", "lake").exit()).isZero();
        assertThat(sandbox.leat("check", "lkae").err()).contains("did you mean \"lake\"?");
    }

    @Test
    void discoverShowsStreams() {
        sandbox.settings("{ rows: 12000, streams: [a.orders] }", "{ folder: out }", "[orders]");
        Sandbox.Run run = sandbox.leat("discover", "shop");
        assertThat(run.out().lines().toList())
                .containsExactly(
                        "STREAM    ROWS    KEY  RID CANDIDATES  COLUMNS",
                        "a.orders  12,000  id   id (unique)     id, name, namespace");
        assertThat(sandbox.leat("discover", "shop", "--json").out()).startsWith("{\"streams\":[{\"name\":\"orders\"");
    }

    @Test
    void specAndConnectors() throws Exception {
        sandbox.lib = FakeConnector.library(folder.resolve("lib"), "postgres", "sqlite");
        assertThat(sandbox.leat("spec", "sqlite").out())
                .contains("\"x-leat-url\"", "\"connectionSpecification\" : {", "\"supportsIncremental\" : true");
        assertThat(sandbox.leat("connectors").out().lines().toList())
                .hasSize(3)
                .last()
                .isEqualTo("sqlite     full-refresh, incremental  append, overwrite  "
                        + "resumes from a RID, tells its last RID");
        sandbox.settings("{}", "{ folder: out }", "[orders]");
        assertThat(sandbox.leat("spec", "shop").out()).contains("pause_s");
    }

    @Test
    void aConfigErrorOfSyncIsInTheSummaryToo() {
        sandbox.settings("{ rwos: 3 }", "{ folder: out }", "[orders]");
        Sandbox.Run run = sandbox.leat("sync");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.errors()).contains("unknown key \"rwos\" in connections.shop.config; did you mean \"rows\"?");
        sandbox.write("leat.yaml", "connections: [");
        Sandbox.Run broken = sandbox.leat("sync");
        assertThat(broken.exit()).isEqualTo(2);
        assertThat(broken.summary().path("status").asString()).isEqualTo("failed");
    }
}
