package dev.leat.connector.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.Extremes;
import dev.leat.type.Type;
import dev.leat.type.Type.Decimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclaredTypesTest {

    @Test
    void aColumnReadBackIsWhatItWas() {
        for (Type type : Extremes.types()) {
            Type expected = type instanceof Type.Enumeration ? Type.TEXT : type;
            assertThat(DeclaredTypes.parse(DeclaredTypes.of(type)))
                    .as(DeclaredTypes.of(type))
                    .isEqualTo(expected);
        }
    }

    @Test
    void numbersAreDeclaredByWhatHoldsThem() {
        assertThat(DeclaredTypes.of(new Decimal(15, 2))).isEqualTo("DECIMAL(15,2)");
        assertThat(DeclaredTypes.of(new Decimal(16, 2))).isEqualTo("DECIMAL_TEXT(16,2)");
        assertThat(DeclaredTypes.of(new Decimal(18, 0))).isEqualTo("DECIMAL(18,0)");
        assertThat(DeclaredTypes.of(new Decimal(19, 0))).isEqualTo("DECIMAL_TEXT(19,0)");
        assertThat(DeclaredTypes.of(Decimal.ANY)).isEqualTo("DECIMAL_TEXT");
        assertThat(DeclaredTypes.of(new Type.Array(new Type.Array(Type.INT64)))).isEqualTo("ARRAY ARRAY INTEGER");
    }

    @ParameterizedTest
    @CsvSource({
        "int, i",
        "BIGINT, i",
        "unsigned big int, i",
        "varchar(10), t",
        "NCHAR(5), t",
        "clob, t",
        "blob, b",
        "Real, r"
    })
    void othersDeclareWhatTheyLike(String declared, String kind) {
        Type expected = switch (kind) {
            case "i" -> Type.INT64;
            case "t" -> Type.TEXT;
            case "b" -> Type.BYTES;
            default -> Type.FLOAT64;
        };
        assertThat(DeclaredTypes.parse(declared)).isEqualTo(expected);
    }

    @Test
    void numbersOfOthersHaveAnyDigits() {
        for (String declared : List.of("numeric", "decimal(20,2)", "DECIMAL(5,9)", "NUMBER", "money")) {
            assertThat(DeclaredTypes.parse(declared)).as(declared).isEqualTo(Decimal.ANY);
        }
        assertThat(DeclaredTypes.parse("decimal(10, 2)")).isEqualTo(new Decimal(10, 2));
        assertThat(DeclaredTypes.parse("")).isEqualTo(Type.JSON);
    }
}
