package dev.leat.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.protocol.Json;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Eight bytes are looked at at once: each character must be seen wherever among them it stands. */
class JsonTextTest {
    @Test
    void eachCharacterIsQuotedWhereverItStands() {
        for (int length = 1; length <= 20; length++) {
            for (int position = 0; position < length; position++) {
                for (char c = 0; c < 0x101; c++) {
                    StringBuilder text = new StringBuilder("~".repeat(length));
                    text.setCharAt(position, c);
                    assertQuoted(text.toString());
                    // And behind one that was found before it.
                    assertQuoted('"' + text.toString() + '\\');
                }
            }
        }
    }

    /** Pairs of surrogates lie in one piece, and across two. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 16})
    void textThatIsReadIsQuotedAlike(int piece) throws Exception {
        for (int length = 0; length <= 20; length++) {
            String text = "a\"é\uD83D\uDE00\n".repeat(length) + "z".repeat(length);
            Bytes whole = new Bytes(1);
            JsonText.quote(whole, text);
            Bytes read = new Bytes(1);
            JsonText.quote(read, new StringReader(text), new char[piece]);
            assertThat(read.copy()).isEqualTo(whole.copy());
            for (String half : List.of("\uD83D", "\uDE00", "\uD83Dx")) {
                assertThatThrownBy(() -> JsonText.quote(new Bytes(1), new StringReader(text + half), new char[piece]))
                        .hasMessageContaining("half of a surrogate pair");
            }
        }
    }

    private static void assertQuoted(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        Bytes quoted = new Bytes(1);
        JsonText.quote(quoted, utf8, 0, utf8.length);
        assertThat(Json.parse(quoted.copy()).asString()).isEqualTo(text);
        Bytes same = new Bytes(1);
        JsonText.quote(same, text);
        assertThat(quoted.copy()).isEqualTo(same.copy());
    }
}
