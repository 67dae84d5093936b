package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class GoldenTest {
    @Test
    void approvedTextIsTakenAndOtherTextIsNot() throws IOException {
        Golden.assertMatches("greeting.txt", "one\ntwo");
        if (System.getProperty("leat.golden") == null) {
            assertThatThrownBy(() -> Golden.assertMatches("greeting.txt", "one\nthree"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("-Dleat.golden=write");
            assertThatThrownBy(() -> Golden.assertMatches("missing.txt", "one"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("-Dleat.golden=write");
        }
    }
}
