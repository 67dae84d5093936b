package dev.leat.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.ConnectorException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IntakeTest {
    /** Hands out a few bytes at a time and sometimes says that there are no more for now. */
    private static InputStream dripping(byte[] bytes, Random random) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] b, int off, int len) {
                return super.read(b, off, Math.min(len, 1 + random.nextInt(20_000)));
            }

            @Override
            public synchronized int available() {
                return random.nextInt(3) == 0 ? 0 : super.available();
            }
        };
    }

    private static byte[] lines(Random random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < 300; i++) {
            byte[] line = new byte[random.nextInt(20) == 0 ? random.nextInt(3_000_000) : random.nextInt(500)];
            Arrays.fill(line, (byte) ('a' + i % 26));
            out.writeBytes(line);
            out.write('\n');
        }
        return out.toByteArray();
    }

    @Test
    void handsOverEveryByteInWholeLines() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] input = lines(random);
        byte[] cut = "cut off".getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(input, input.length + cut.length);
        System.arraycopy(cut, 0, all, input.length, cut.length);
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        try (Intake intake = new Intake(dripping(all, random), 1 << 23)) {
            boolean last = false;
            while (!last) {
                Intake.Chunk chunk = intake.poll(10_000);
                assertThat(chunk.failure()).as("seed " + seed).isNull();
                assertThat(chunk.last() || chunk.bytes()[chunk.to() - 1] == '\n')
                        .isTrue();
                received.write(chunk.bytes(), chunk.from(), chunk.to() - chunk.from());
                last = chunk.last();
                assertThat(chunk.cutOff()).isEqualTo(last ? cut.length : 0);
            }
        }
        assertThat(received.toByteArray()).as("seed " + seed).isEqualTo(input);
    }

    @Test
    void keepsNoLineBackThatHasCome() throws Exception {
        PipedOutputStream source = new PipedOutputStream();
        try (Intake intake = new Intake(new PipedInputStream(source), 1 << 20)) {
            for (String written : List.of("one\ntw", "o\n", "three\nfour\n")) {
                source.write(written.getBytes(StandardCharsets.US_ASCII));
                source.flush();
                Intake.Chunk chunk = intake.poll(10_000);
                String taken =
                        new String(chunk.bytes(), chunk.from(), chunk.to() - chunk.from(), StandardCharsets.US_ASCII);
                assertThat(taken).isEqualTo(written.equals("o\n") ? "two\n" : written.replace("tw", ""));
            }
            assertThat(intake.poll(1)).isNull();
        }
    }

    @Test
    void refusesALineBeyondTheLimit() throws Exception {
        byte[] line = new byte[5 << 20];
        Arrays.fill(line, (byte) 'x');
        try (Intake intake = new Intake(new ByteArrayInputStream(line), 2 << 20)) {
            Intake.Chunk chunk = intake.poll(10_000);
            assertThat(chunk.last()).isTrue();
            assertThat(chunk.failure())
                    .isInstanceOf(ConnectorException.class)
                    .hasMessageContaining("longer than the limit of 2097152 bytes");
        }
    }

    @Test
    void holdsOneHugeLineAtATime() throws Exception {
        byte[] lines = new byte[18 << 20];
        for (int end = 6 << 20; end <= lines.length; end += 6 << 20) {
            lines[end - 1] = '\n';
        }
        try (Intake intake = new Intake(new ByteArrayInputStream(lines), 8 << 20)) {
            Intake.Chunk first = intake.poll(10_000);
            assertThat(first.to() - first.from()).isEqualTo(6 << 20);
            Intake.Chunk second = intake.poll(10_000);
            assertThat(second.to() - second.from()).isEqualTo(6 << 20);
            assertThat(second.bytes()).isSameAs(first.bytes());
        }
    }

    @Test
    void passesOnWhatGoesWrong() throws Exception {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }
        };
        try (Intake intake = new Intake(broken, 1 << 20)) {
            assertThat(intake.poll(10_000).failure()).hasMessage("gone");
        }
    }
}
