package dev.leat.row;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
    private static final String BEFORE = "\"a\":9,9{";

    private static long number(String text) {
        byte[] bytes = (BEFORE + text).getBytes(ISO_8859_1);
        return Words.number(bytes, BEFORE.length(), bytes.length);
    }

    @RepeatedTest(5)
    void readsNumbersOfUpToEightDigits() {
        Random random = new Random();
        for (int digits = 1; digits <= Words.DIGITS; digits++) {
            int bound = (int) Math.pow(10, digits);
            for (int i = 0; i < 2000; i++) {
                int value = random.nextInt(bound);
                String text = "0".repeat(digits - String.valueOf(value).length()) + value;
                assertThat(number(text)).as(text).isEqualTo(value);
            }
        }
        assertThat(number("0")).isZero();
        assertThat(number("99999999")).isEqualTo(99_999_999);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "1e3", "1/2", "1:2", "a", "1 ", "\u00b1", "1234567é", "12345x78", "."})
    void refusesWhatIsNoDigit(String text) {
        assertThat(number(text)).isEqualTo(-1);
    }

    private static long longNumber(String text) {
        byte[] bytes = (BEFORE + text).getBytes(ISO_8859_1);
        return Words.longNumber(bytes, BEFORE.length(), bytes.length);
    }

    @Test
    void readsNumbersOfUpToEighteenDigits() {
        String digits = "987654321012345678";
        for (int length = 1; length <= digits.length(); length++) {
            String text = digits.substring(0, length);
            assertThat(longNumber(text)).as(text).isEqualTo(Long.parseLong(text));
            for (int at = 0; at < length; at++) {
                String wrong = text.substring(0, at) + ':' + text.substring(at + 1);
                assertThat(longNumber(wrong)).as(wrong).isEqualTo(-1);
            }
        }
        assertThat(longNumber("9".repeat(18))).isEqualTo(999_999_999_999_999_999L);
        assertThat(longNumber("0".repeat(18))).isZero();
    }

    @Test
    void tellsTextThatStandsForItself() {
        for (int length = 0; length <= 20; length++) {
            String text = "é#!~".repeat(5).substring(0, length);
            assertThat(isPlain(text)).as(text).isTrue();
            for (int at = 0; at < length; at++) {
                for (char other : new char[] {'\\', '"', '\0', '\n'}) {
                    String wrong = text.substring(0, at) + other + text.substring(at + 1);
                    assertThat(isPlain(wrong)).as(wrong).isFalse();
                }
            }
        }
    }

    /** What lies around it holds what does not stand for itself. */
    private static boolean isPlain(String text) {
        byte[] bytes = (BEFORE + text + "\"\\").getBytes(ISO_8859_1);
        return Words.isPlain(bytes, BEFORE.length(), bytes.length - 2);
    }
}
