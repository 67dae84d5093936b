package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultyPipeTest {
    private static final byte[] BYTES = new byte[40_000];

    static {
        for (int i = 0; i < BYTES.length; i++) {
            BYTES[i] = (byte) (i * 31);
        }
    }

    private static List<Integer> pieces(FaultyPipe pipe, ByteArrayOutputStream into) throws IOException {
        List<Integer> pieces = new ArrayList<>();
        InputStream in = pipe.reading(new ByteArrayInputStream(BYTES));
        byte[] buffer = new byte[4096];
        int count;
        while ((count = in.read(buffer, 0, buffer.length)) >= 0) {
            pieces.add(count);
            into.write(buffer, 0, count);
        }
        return pieces;
    }

    @Test
    void nothingIsLostAndTheSeedDecidesThePieces() throws IOException {
        ByteArrayOutputStream into = new ByteArrayOutputStream();
        List<Integer> pieces = pieces(FaultyPipe.seeded(5), into);
        assertThat(into.toByteArray()).isEqualTo(BYTES);
        assertThat(pieces).contains(1).hasSizeGreaterThan(50);
        assertThat(pieces(FaultyPipe.seeded(5), new ByteArrayOutputStream())).isEqualTo(pieces);
        assertThat(pieces(FaultyPipe.seeded(6), new ByteArrayOutputStream())).isNotEqualTo(pieces);
    }

    @Test
    void itDiesAtItsByte() throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        var unused = pieces(FaultyPipe.seeded(5).dyingAt(1234), read);
        assertThat(read.toByteArray()).isEqualTo(Arrays.copyOf(BYTES, 1234));
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (var out = FaultyPipe.seeded(5).dyingAt(1234).writing(written)) {
            assertThatThrownBy(() -> out.write(BYTES, 0, BYTES.length)).isInstanceOf(IOException.class);
        }
        assertThat(written.toByteArray()).isEqualTo(Arrays.copyOf(BYTES, 1234));
    }

    @Test
    void itTellsItsSeed() {
        assertThat(FaultyPipe.seeded(42).dyingAt(7)).hasToString("pipe of -Dleat.seed=42, dying at byte 7");
    }
}
