package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Memory is bounded by the longest line, however many such lines follow each other. */
class HugeRowsTest {
    /** Room for one line of the longest length, and for the value in it once more. */
    private static final String HEAP = "-Xmx160m";

    private static final String LINE_BYTES_MAX = "40000000";

    private static Invocation invoke(String word) {
        return ConnectorUnderTest.command(
                        ConnectorUnderTest.java(Huge.class, HEAP).toArray(String[]::new))
                .with("LEAT_LINE_BYTES_MAX", LINE_BYTES_MAX)
                .invoke(word)
                .config(Map.of("folder", "."))
                .catalog(StreamChoice.catalog(StreamChoice.of(Huge.SCHEMA).replace()));
    }

    @Test
    void hugeRowsInARowPass() throws Exception {
        Path fifo = Invocation.fifo();
        try (LiveRun source = invoke("read").flag("output", fifo).start();
                LiveRun destination = invoke("write").flag("input", fifo).start()) {
            Outcome written = Case.ended(destination.awaitExit(), 0);
            Case.ended(source.awaitExit(), 0);
            assertThat(written.states().getLast().destinationRecordCount()).isEqualTo(Huge.ROWS);
        }
    }
}
