package dev.leat.connector.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "orders",
                "Größe 東京",
                ".hidden",
                "..",
                ".",
                "a/b\\c",
                "C:",
                "50%",
                "%2F",
                "%",
                "a.csv",
                "trailing.",
                "trailing ",
                "tab\there",
                "\"quoted\"",
                "line\nend",
                "what?*<>|",
                "\u007f"
            })
    void namesComeBack(String name) {
        String file = FileName.of(name);
        assertThat(FileName.decode(file)).isEqualTo(name);
        assertThat(file).doesNotContainPattern("[/\\\\:*?\"<>|\\x00-\\x1f]").doesNotMatch("\\..*|.*[. ]");
    }

    @Test
    void ordinaryNamesStay() {
        assertThat(FileName.of("order_items-2024.Größe")).isEqualTo("order_items-2024.Größe");
    }
}
