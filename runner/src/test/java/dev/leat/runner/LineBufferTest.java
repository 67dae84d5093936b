package dev.leat.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineBufferTest {
    /** Hands out at most so many bytes at a time, as a pipe may. */
    private static final class Trickle extends InputStream {
        private final InputStream whole;
        private final Random random;
        private final int atMost;

        Trickle(byte[] bytes, int atMost, long seed) {
            this.whole = new ByteArrayInputStream(bytes);
            this.random = new Random(seed);
            this.atMost = atMost;
        }

        @Override
        public int read() throws IOException {
            return whole.read();
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            return whole.read(to, offset, Math.min(length, 1 + random.nextInt(atMost)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 5000, 3_000_000})
    void everyLineComesOutWholeHoweverItArrives(int atMost) throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            // Now and then a line longer than the buffer is at the start.
            int length = i == 50 && atMost > 1000 ? 2_500_000 : random.nextInt(40);
            expected.add("é".repeat(length));
        }
        String text = String.join("\n", expected) + "\nrest";
        LineBuffer lines = new LineBuffer(8 << 20);
        List<String> actual = new ArrayList<>();
        InputStream in = new Trickle(text.getBytes(StandardCharsets.UTF_8), atMost, seed);
        while (lines.fill(in)) {
            while (lines.next()) {
                actual.add(new String(lines.bytes(), lines.start(), lines.length(), StandardCharsets.UTF_8));
                assertThat(lines.number()).isEqualTo(actual.size());
            }
        }
        assertThat(actual).as("seed " + seed).isEqualTo(expected);
        assertThat(lines.rest()).isEqualTo(4);
    }

    @Test
    void theLimitItselfIsStillALine() throws IOException {
        int limit = 2 << 20;
        assertThat(lines("x".repeat(limit) + "\ny\n", limit)).containsExactly(limit, 1);
        LineBuffer.TooLong tooLong = catchThrowableOfType(
                LineBuffer.TooLong.class, () -> lines("y\n" + "x".repeat(limit + 1) + "\nz\n", limit));
        assertThat(tooLong.number()).isEqualTo(2);
        assertThat(tooLong.getMessage()).isEqualTo("line 2 is longer than 2097152 bytes");
    }

    private static List<Integer> lines(String text, int limit) throws IOException {
        LineBuffer lines = new LineBuffer(limit);
        List<Integer> lengths = new ArrayList<>();
        InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        while (lines.fill(in)) {
            while (lines.next()) {
                lengths.add(lines.length());
            }
        }
        return lengths;
    }
}
