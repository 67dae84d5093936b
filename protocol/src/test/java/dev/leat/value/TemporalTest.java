package dev.leat.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.row.Bytes;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemporalTest {
    private static String written(String text) {
        byte[] bytes = ("xx" + text + "xx").getBytes(StandardCharsets.US_ASCII);
        Temporal temporal = new Temporal();
        Bytes out = new Bytes(16);
        return temporal.parse(bytes, 2, bytes.length - 2) && temporal.write(out) ? out.toString() : "none";
    }

    @ParameterizedTest
    @CsvSource({
        "2024-02-29, 2024-02-29",
        "0044-03-15 BC, 0044-03-15 BC",
        "294276-12-31, 294276-12-31",
        "12:30, 12:30:00",
        "24:00:00, 24:00:00",
        "12:30:01.500, 12:30:01.5",
        "12:30:01+05:45, 12:30:01+05:45",
        "12:30:01-11, 12:30:01-11:00",
        "12:30:01+00, 12:30:01Z",
        "2024-02-29 12:30, 2024-02-29T12:30:00",
        "2024-02-29T12:30:01.000000001Z, 2024-02-29T12:30:01.000000001Z",
        "2024-03-01T05:00:00+0545, 2024-02-29T23:15:00Z",
        "2024-12-31T23:59:59.9-14:00, 2025-01-01T13:59:59.9Z",
        "0001-01-01T00:00:00+01:00, 0001-12-31T23:00:00Z BC",
        "0044-03-15T12:00:00Z BC, 0044-03-15T12:00:00Z BC",
        "0001-12-31T23:00:00-02:00 BC, 0001-01-01T01:00:00Z",
        "2024-02-29 12:30:00.1234567890, 2024-02-29T12:30:00.123456789",
    })
    void isWrittenAsTheProtocolHasIt(String text, String canonical) {
        assertThat(written(text)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2024",
                "2024-2-9",
                "2024-02-30",
                "2023-02-29",
                "0000-01-01",
                "2024-13-01",
                "2024-00-01",
                "24:00:01",
                "25:00",
                "12:60",
                "12:00:60",
                "23:59:60",
                "2024-02-29T24:00:00",
                "2024-02-29T",
                "2024-02-29 x",
                "12:30Zx",
                "12:30:01.",
                "12:30:01.0000000001",
                "12:30 BC",
                "2024-02-29T12:00:00+1",
                "2024-02-29T12:00:00+19:00",
                "2024-02-29T12:00:00+01:0",
                "2024-02-29T12:00:00+01:60",
                "02024-01-01",
                "-2024-01-01",
                "2024-01-01BC",
                "1234567890-01-01",
                "12:3",
                "1:30:00",
                "2024-01-01  BC"
            })
    void whatIsNoDateStaysText(String text) {
        assertThat(written(text)).isEqualTo("none");
    }
}
