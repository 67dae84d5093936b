package dev.leat.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProgressTest {
    @TempDir
    Path folder;

    @Test
    void aTerminalGetsBarsThatStayBelowTheLog() {
        Sandbox sandbox = new Sandbox(folder);
        sandbox.terminal = true;
        sandbox.settings("{ rows: 1500, pause_s: 0.001 }", "{ folder: out }", "[orders]");
        Sandbox.Run run = sandbox.leat("sync");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.err()).contains(" orders  ").contains("rows/s").contains("bottleneck: source");
        String last = run.err().substring(run.err().lastIndexOf("\u001b[2K"));
        assertThat(last).doesNotContain("bottleneck");
        assertThat(run.out().lines()).hasSize(1);
    }

    @Test
    void programsGetJson() {
        Sandbox sandbox = new Sandbox(folder);
        sandbox.settings("{ rows: 1500, pause_s: 0.001 }", "{ folder: out }", "[orders]");
        Sandbox.Run run = sandbox.leat("sync", "--progress", "json");
        assertThat(run.err())
                .contains("{\"progress\":{\"stream\":\"orders\",\"rows\":")
                .contains("\"seconds_left\":");
    }

    @Test
    void figuresAreTheSameInEveryLocale() {
        assertThat(Figures.count(1234567)).isEqualTo("1,234,567");
        assertThat(Figures.rate(1_250_000)).isEqualTo("1.3M");
        assertThat(Figures.rate(45_678)).isEqualTo("46k");
        assertThat(Figures.megabytes(1_500_000)).isEqualTo("1.5 MB");
        assertThat(Figures.seconds(4.25)).isEqualTo("4.3 s");
        assertThat(Figures.seconds(125)).isEqualTo("2 min 05 s");
        assertThat(Figures.seconds(7265)).isEqualTo("2 h 01 min");
    }
}
