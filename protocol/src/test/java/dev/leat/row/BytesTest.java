package dev.leat.row;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BytesTest {
    private static final String TEXT = "0123456789abcdefghijklmnopqrstuvwxyz";

    /** Short pieces are copied as words, which must not reach beyond either array, nor count as written. */
    @Test
    void piecesOfAnyLengthArriveFromAnywhereInTheArray() {
        byte[] source = TEXT.getBytes(US_ASCII);
        for (int from = 0; from <= source.length; from++) {
            for (int count = 0; count <= source.length - from; count++) {
                Bytes exact = new Bytes(count);
                Bytes roomy = new Bytes(64);
                exact.put(source, from, count);
                roomy.put(source, 0, 3).put(source, from, count).put('!');
                assertThat(exact.toString()).isEqualTo(TEXT.substring(from, from + count));
                assertThat(roomy.toString()).isEqualTo("012" + TEXT.substring(from, from + count) + "!");
            }
        }
    }
}
