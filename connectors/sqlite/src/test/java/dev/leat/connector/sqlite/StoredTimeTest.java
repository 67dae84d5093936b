package dev.leat.connector.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.jdbc.UnfitValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoredTimeTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T13:45:00Z, 3, 2026-11-20T13:45:00.000Z",
        "2026-11-20T13:45:00.5Z, 6, 2026-11-20T13:45:00.500000Z",
        "2026-11-20T13:45:00.500000Z, 1, 2026-11-20T13:45:00.5Z",
        "2026-11-20 13:45:00Z, 0, 2026-11-20T13:45:00Z",
        "2026-11-20T01:45:00.25+14:00, 2, 2026-11-19T11:45:00.25Z",
        "0044-03-15T12:00:00Z BC, 0, 0044-03-15T12:00:00Z BC",
        "12026-01-01T00:00:00Z, 0, 12026-01-01T00:00:00Z",
        "2016-12-31T23:59:60Z, 0, 2016-12-31T23:59:60Z",
        "0005-02-29T00:00:00Z BC, 0, 0005-02-29T00:00:00Z BC",
    })
    void instantsAreStoredInUtcWithFixedDigits(String text, int fraction, String stored) throws Exception {
        assertThat(StoredTime.timestamp(text, fraction, true)).isEqualTo(stored);
    }

    @Test
    void theOrderOfTheTextsIsThatOfTheTimes() throws Exception {
        assertThat(StoredTime.timestamp("2026-01-01T00:00:00", 6, false))
                .isLessThan(StoredTime.timestamp("2026-01-01T00:00:00.000001", 6, false))
                .isLessThan(StoredTime.timestamp("2026-01-01T00:00:00.1", 6, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-20T13:45:00",
                "2026-02-29T13:45:00Z",
                "2026-13-01T13:45:00Z",
                "2026-11-20T25:45:00Z",
                "2026-11-20T13:61:00Z",
                "2026-11-20",
                "now",
                "",
                "2026-11-20T13:45:00.1234567Z",
                "2026-11-20T13:45:00Zulu",
                "0000-01-01T00:00:00Z",
            })
    void whatIsNoInstantIsRefused(String text) {
        assertThatThrownBy(() -> StoredTime.timestamp(text, 6, true)).isInstanceOf(UnfitValue.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-30", "2026-1-1", "20261120", "yesterday", "2026-11-20T00:00:00", "infinity"})
    void whatIsNoDateIsRefused(String text) {
        assertThatThrownBy(() -> StoredTime.date(text)).isInstanceOf(UnfitValue.class);
    }

    @Test
    void timesOfDay() throws Exception {
        assertThat(StoredTime.time("13:45:00.5", 3, false)).isEqualTo("13:45:00.500");
        assertThat(StoredTime.time("13:45:00+14:00", 0, true)).isEqualTo("13:45:00+14:00");
        assertThatThrownBy(() -> StoredTime.time("13:45:00Z", 0, false)).hasMessageContaining("zone");
        assertThatThrownBy(() -> StoredTime.time("13:45", 0, true)).hasMessageContaining("no zone");
    }
}
