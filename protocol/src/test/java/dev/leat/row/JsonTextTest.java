package dev.leat.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

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

    private static void assertQuoted(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        Bytes quoted = new Bytes(1);
        JsonText.quote(quoted, utf8, 0, utf8.length);
        assertThat(Json.MAPPER.readTree(quoted.copy()).asString()).isEqualTo(text);
        Bytes same = new Bytes(1);
        JsonText.quote(same, text);
        assertThat(quoted.copy()).isEqualTo(same.copy());
    }
}
