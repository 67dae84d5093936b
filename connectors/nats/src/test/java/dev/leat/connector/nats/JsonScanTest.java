package dev.leat.connector.nats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Json;
import dev.leat.testkit.RowGenerator;
import dev.leat.value.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.databind.JsonNode;

class JsonScanTest {
    private static final List<String> SEEDS = List.of(
            "{\"id\":1,\"name\":\"a \\\"q\\\" \\u00fc\\n😀\",\"deep\":{\"id\":[1,2.50,-0,1e-7,{}]},\"no\":null}",
            " { \"name\" : true ,\r\n\t\"id\" : [ ] , \"id\" : false } ",
            "[1,[2,[3,[]]],\"x\",{\"a\":{}}]",
            "-12.5E+10",
            "\"\\/\\b\\f\\n\\r\\t\\\\\"",
            "{}");
    private static final byte[] MUTATIONS = "{}[]\",:\\u0e1E+-.tfn \n\t\u0001x".getBytes(StandardCharsets.US_ASCII);

    private static boolean isJson(byte[] bytes) {
        try (JsonParser parser = Json.FACTORY.createParser(ObjectReadContext.empty(), bytes, 0, bytes.length)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (JacksonException invalid) {
            return false;
        }
    }

    /** What the scan takes, a parser takes; what a parser takes, the scan takes, if it is not too deep. */
    @Test
    void theScanAndAParserAgree() {
        RowGenerator seeded = new RowGenerator();
        Random random = seeded.random();
        JsonScan scan = new JsonScan(List.of());
        int taken = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = mutated(random);
            if (!Utf8.isValid(bytes, 0, bytes.length)) {
                continue;
            }
            boolean takes = scan.take(bytes);
            assertThat(takes)
                    .as("%s, %s", new String(bytes, StandardCharsets.UTF_8), seeded)
                    .isEqualTo(isJson(bytes));
            taken += takes ? 1 : 0;
        }
        assertThat(taken).as("valid ones among them").isGreaterThan(1_000);
    }

    private static byte[] mutated(Random random) {
        byte[] bytes = Runs.utf8(SEEDS.get(random.nextInt(SEEDS.size())));
        for (int changes = random.nextInt(4); changes > 0 && bytes.length > 1; changes--) {
            int at = random.nextInt(bytes.length);
            if (random.nextInt(3) == 0) {
                byte[] shorter = Arrays.copyOf(bytes, bytes.length - 1);
                System.arraycopy(bytes, at + 1, shorter, at, bytes.length - at - 1);
                bytes = shorter;
            } else {
                bytes[at] = MUTATIONS[random.nextInt(MUTATIONS.length)];
            }
        }
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":1,\"name\":\"x\"}",
                "{\"name\":{\"id\":2},\"id\":[1,\"]\"]}",
                " { \"other\" : 1 , \"id\" : null } ",
                "{\"i\\u0064\":7,\"name\":\"\\\"\"}",
                "{\"id\":1,\"id\":2}",
                "{}"
            })
    void fieldsAreFound(String text) {
        JsonFields fields = new JsonFields(List.of("id", "name"));
        byte[] bytes = Runs.utf8(text);
        assertThat(fields.read(bytes)).isNull();
        JsonNode tree = Json.parse(text);
        for (int field = 0; field < 2; field++) {
            JsonNode value = tree.get(field == 0 ? "id" : "name");
            assertThat(fields.isAbsent(field)).isEqualTo(value == null);
            if (value != null) {
                String literal = new String(
                        fields.json(),
                        fields.start(field),
                        fields.end(field) - fields.start(field),
                        StandardCharsets.UTF_8);
                assertThat(Json.parse(literal)).isEqualTo(value);
                assertThat(fields.isNull(field)).isEqualTo(value.isNull());
            }
        }
    }

    @Test
    void whatNestsDeeplyIsForTheParser() {
        String deep = "[".repeat(300) + "]".repeat(300);
        assertThat(new JsonFields(List.of()).read(Runs.utf8(deep))).isNull();
        assertThat(new JsonFields(List.of()).read(Runs.utf8("[".repeat(5_000)))).contains("not valid JSON");
    }
}
