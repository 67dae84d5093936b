package dev.leat.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {
    @Test
    void comeFromTheEnvironment() {
        assertThat(Limits.of(Map.of())).isEqualTo(new Limits(128 << 20, 8 << 20, 128 << 20));
        assertThat(Limits.of(Map.of(Limits.LINE, "70000", Limits.CHECKPOINT, " 1 ", Limits.COMMIT, "2")))
                .isEqualTo(new Limits(70_000, 1, 2));
        assertThatThrownBy(() -> Limits.of(Map.of(Limits.LINE, "20MB")))
                .hasMessage("LEAT_LINE_BYTES_MAX is \"20MB\", must be a number of bytes from 65536 to 2147483647");
        assertThatThrownBy(() -> Limits.of(Map.of(Limits.COMMIT, "0"))).hasMessageContaining("from 1 to");
    }

    /** As {@link Runtime#maxMemory} has it for -Xmx64m, -Xmx128m, -Xmx512m, -Xmx4g, with a small nursery. */
    @ParameterizedTest
    @CsvSource({"66322432,16", "133431296,32", "536084480,128", "4294180864,128"})
    void aLineIsAsLongAsTheHeapHasRoomFor(long heapBytes, int mebibytes) {
        assertThat(Limits.of(Map.of(), heapBytes).lineBytes()).isEqualTo(mebibytes << 20);
        assertThat(Limits.of(Map.of(Limits.LINE, "2147483647"), heapBytes).lineBytes())
                .isEqualTo(Integer.MAX_VALUE);
    }
}
