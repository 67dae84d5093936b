package dev.leat.connector.clickhouse.encode;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers in all the ways that JSON writes them, as the bytes that the server takes at their word. */
class NumbersTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "7, 7",
        "-12345678, -12345678",
        "123456789, 123456789",
        "-999999999999999999, -999999999999999999",
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808",
        "1e3, 1000",
        "5.0, 5",
        "12.50e2, 1250",
    })
    void wholeNumbersAreRead(String literal, String expected) throws UnfitValue {
        assertThat(encoded(Numbers.integer(64, false), literal)).isEqualTo(new BigInteger(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "1.5", "9223372036854775808", "1:2", "\"1\"", "true", "12345678x", "1-2"})
    void whatIsNoneOrTooLargeIsRefused(String literal) {
        assertThatThrownBy(() -> encoded(Numbers.integer(64, false), literal)).isInstanceOf(UnfitValue.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 100",
        "-1.5, -150",
        "54445.75, 5444575",
        "-0.05, -5",
        "12.500, 1250",
        "12e1, 12000",
        "1.25e1, 1250",
        "9999999999999.99, 999999999999999",
        "-9999999999999.99, -999999999999999",
        "0.00, 0",
        "123456789012, 12345678901200",
    })
    void decimalsAreRead(String literal, String unscaled) throws UnfitValue {
        assertThat(encoded(Numbers.decimal(15, 2), literal)).isEqualTo(new BigInteger(unscaled));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.001", "10000000000000", "1e14", "1..2", "1.2.3", "5.", "-", "x", "1.x5", "1,5"})
    void decimalsThatDoNotFitAreRefused(String literal) {
        assertThatThrownBy(() -> encoded(Numbers.decimal(15, 2), literal)).isInstanceOf(UnfitValue.class);
    }

    @Test
    void decimalsOfAnyScaleAreRead() throws UnfitValue {
        assertThat(encoded(Numbers.decimal(18, 18), "0.123456789012345678"))
                .isEqualTo(new BigInteger("123456789012345678"));
        assertThat(encoded(Numbers.decimal(9, 0), "-123456789")).isEqualTo(BigInteger.valueOf(-123_456_789));
        assertThat(encoded(Numbers.decimal(38, 9), "-12345678901.5"))
                .isEqualTo(new BigInteger("-12345678901500000000"));
        assertThat(encoded(Numbers.decimal(76, 40), "3"))
                .isEqualTo(BigInteger.TEN.pow(40).multiply(BigInteger.valueOf(3)));
    }

    private static BigInteger encoded(Encoder encoder, String literal) throws UnfitValue {
        Bytes out = new Bytes(64);
        byte[] json = ("\"before\":" + literal).getBytes(US_ASCII);
        encoder.put(json, json.length - literal.length(), json.length, out);
        byte[] greatestFirst = new byte[out.length()];
        for (int i = 0; i < greatestFirst.length; i++) {
            greatestFirst[i] = out.array()[out.length() - 1 - i];
        }
        return new BigInteger(greatestFirst);
    }
}
