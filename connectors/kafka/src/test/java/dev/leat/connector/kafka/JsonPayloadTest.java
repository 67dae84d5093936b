package dev.leat.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Json;
import dev.leat.row.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class JsonPayloadTest {
    private final JsonPayload payload = new JsonPayload(List.of("id", "näme", "tags"));

    private String read(String text) {
        return payload.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private String field(int field) {
        if (payload.start(field) < 0) {
            return null;
        }
        Bytes value = new Bytes(16);
        payload.append(value, payload.start(field), payload.end(field));
        return value.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "0",
                "-0.5e+10",
                "\"\"",
                "\"\\u00e4\\/\\\"\"",
                "[]",
                "{}",
                " [ 1 , [ ] , { } ] ",
                "{\"a\":{\"b\":[1,2,{\"c\":\"d\"}]}}",
                "\"äöü 😀 and a text of some length\"",
                "1E400",
                "\t\r\n1\n"
            })
    void whatIsJsonIsTaken(String text) {
        assertThat(read(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "nul",
                "01",
                "1.",
                ".5",
                "+1",
                "-",
                "1e",
                "\"",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"a\nb\"",
                "[1,]",
                "[1 2]",
                "{\"a\"}",
                "{\"a\":}",
                "{a:1}",
                "{\"a\":1,}",
                "{} {}",
                "[",
                "{\"id\":1",
                "'a'",
                "NaN",
                "\u00a0",
                "\"\\",
                "{\"id\" 1}",
                "// no"
            })
    void whatIsNotIsRefused(String text) {
        assertThat(read(text)).isNotNull();
    }

    @Test
    void fieldsAreFoundWhereverTheyStand() {
        assertThat(read("{ \"tags\" : [1,\n2] , \"other\":{\"id\":5}, \"näme\":\"x\\n\", \"id\" :7}"))
                .isNull();
        assertThat(field(0)).isEqualTo("7");
        assertThat(field(1)).isEqualTo("\"x\\n\"");
        assertThat(field(2)).isEqualTo("[1, 2]");
        assertThat(read("{\"id\":1,\"i\\u0064\":2}")).isNull();
        assertThat(field(0)).as("the last of two").isEqualTo("2");
        assertThat(field(1)).isNull();
        assertThat(read("[{\"id\":1}]")).isNull();
        assertThat(field(0)).isNull();
        assertThat(read("{\"\\ud800\":1}")).isNull();
    }

    @Test
    void whatIsNoUtf8IsRefused() {
        assertThat(payload.read(new byte[] {'"', (byte) 0xe4, '"'})).contains("UTF-8");
    }

    @Test
    void nestingHasAnEnd() {
        int deep = 100_000;
        assertThat(read("[".repeat(deep) + "]".repeat(deep))).isNotNull();
        assertThat(read("[".repeat(500) + "]".repeat(500))).isNull();
    }

    /** What another parser takes is taken, and nothing else, whatever byte is changed. */
    @Test
    void judgesAsAnotherParserDoes() {
        Random random = new Random(7);
        byte[] good = "{\"id\":-12.5e3,\"näme\":\"a\\u00e4\\\\ \\\" text\",\"tags\":[true,false,null,{\"x\":[]}]}"
                .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] changed = good.clone();
            for (int k = random.nextInt(3); k >= 0; k--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(128);
            }
            boolean valid;
            try {
                // Read as a string, and of no use to whoever has to send it on: a byte that is no character.
                valid = Json.parse(changed) != null;
            } catch (JacksonException invalid) {
                valid = false;
            }
            assertThat(payload.read(changed) == null)
                    .as(new String(changed, StandardCharsets.ISO_8859_1))
                    .isEqualTo(valid);
        }
    }
}
