package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.testkit.Shape.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class CanonicalTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NUMBER | 1.10 | 1.1",
                "NUMBER | 1E+2 | 100",
                "NUMBER | -0.00 | 0",
                "NUMBER | nan | NaN",
                "NUMBER | 12345678901234567890.0000000000000000001 | 12345678901234567890.0000000000000000001",
                "DOUBLE | 1.0E10 | 10000000000",
                "DOUBLE | -0.0 | 0",
                "DOUBLE | inf | Infinity",
                "FLOAT | 0.1 | 0.10000000149011612",
                "BOOL | t | 1",
                "BYTES | AP8= | AP8=",
                "DATE | 2026-11-20 | 2026-11-20 00:00:00",
                "DATE | 0044-03-15 BC | -0043-03-15",
                "DATE | 10000-01-01 | +10000-01-01",
                "TIME | 10:00:00.500 | 10:00:00.5",
                "TIME | 10:00 | 10:00:00",
                "TIME_ZONED | 10:00:00+02 | 10:00:00.0+02:00",
                "TIME_ZONED | 10:00:00Z | 10:00:00-00:00",
                "TIMESTAMP | 2026-11-20T10:00:00 | 2026-11-20 10:00:00.000000",
                "TIMESTAMP | 0044-03-15T12:00:00 BC | 0044-03-15 12:00:00 BC",
                "INSTANT | 2026-11-20T10:00:00.5Z | 2026-11-20 15:45:00.50+05:45",
                "INSTANT | 0001-01-01T00:00:00Z | 0001-12-31 23:00:00-01 BC",
                "INSTANT | infinity | Infinity",
                "UUID | A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11 | a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
                "JSON | {\"a\":1,\"b\":[2.50,null]} | {\"b\":[2.5,null],\"a\":1.0}",
                "PADDED_TEXT | ab | 'ab   '",
            })
    void onePointInManyForms(Kind kind, String one, String other) {
        assertThat(Canonical.text(Shape.of(kind), one)).isEqualTo(Canonical.text(Shape.of(kind), other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NUMBER | 9007199254740993 | 9007199254740992",
                "DOUBLE | 0.1 | 0.10000000000000002",
                "DATE | 0044-03-15 BC | 0044-03-15",
                "TIME_ZONED | 10:00:00+02 | 08:00:00Z",
                "TIMESTAMP | 2026-11-20T10:00:00.1 | 2026-11-20T10:00:00.01",
                "INSTANT | 2016-12-31T23:59:60Z | 2017-01-01T00:00:00Z",
                "JSON | {\"a\":\"1\"} | {\"a\":1}",
                "JSON | [1,2] | [2,1]",
                "TEXT | ab | 'ab '",
            })
    void differentValuesStayDifferent(Kind kind, String one, String other) {
        assertThat(Canonical.text(Shape.of(kind), one)).isNotEqualTo(Canonical.text(Shape.of(kind), other));
    }

    @Test
    void arraysOfBothNotationsAreEqual() {
        Shape numbers = Shape.arrayOf(Shape.of(Kind.NUMBER));
        Shape texts = Shape.arrayOf(Shape.TEXT);
        assertThat(Canonical.text(numbers, "{1,NULL,3}")).isEqualTo(Canonical.text(numbers, "[1, null, 3.0]"));
        assertThat(Canonical.text(numbers, "{{1,2},{3,4}}")).isEqualTo(Canonical.text(numbers, "[[1,2],[3,4]]"));
        assertThat(Canonical.text(numbers, "[0:1]={1,2}")).isEqualTo(Canonical.text(numbers, "[1,2]"));
        assertThat(Canonical.text(texts, "{a,\"b,\\\"\\\\\",\"NULL\",\"\"}"))
                .isEqualTo(Canonical.text(texts, "[\"a\",\"b,\\\"\\\\\",\"NULL\",\"\"]"));
        assertThat(Canonical.text(numbers, "{}")).isEqualTo("[]").isNotEqualTo(Canonical.text(numbers, "{NULL}"));
    }

    @Test
    void nullIsNoText() {
        for (Kind kind : List.of(Kind.TEXT, Kind.NUMBER, Kind.JSON)) {
            assertThat(Canonical.text(Shape.of(kind), null)).isNull();
            assertThat(Canonical.text(Shape.of(kind), JsonMapper.shared().nullNode()))
                    .isNull();
        }
        assertThat(Canonical.text(Shape.TEXT, "null")).isNotNull();
    }

    @Test
    void whatIsNotOfItsKindIsNamed() {
        assertThatThrownBy(() -> Canonical.text(Shape.of(Kind.DATE), "soon"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("soon");
        assertThat(Canonical.textOrRaw(Shape.of(Kind.NUMBER), "five")).isEqualTo("NO NUMBER: five");
    }
}
