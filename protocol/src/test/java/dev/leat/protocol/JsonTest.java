package dev.leat.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Texts, trees and records: what goes in comes out, and what does not fit is told by its place. */
class JsonTest {
    private record Part(String name, Integer count) {
        private Part {
            if (count != null && count < 0) {
                throw new IllegalArgumentException("a count is not negative");
            }
        }
    }

    private enum Colour implements Word {
        DEEP_RED,
        BLUE
    }

    private enum Level {
        INFO
    }

    private record Whole(
            String text,
            boolean yes,
            Boolean maybe,
            int few,
            Long many,
            BigDecimal exact,
            Path file,
            Colour colour,
            Level level,
            List<List<String>> lists,
            Map<String, Part> byName,
            Part part,
            ObjectNode object,
            ArrayNode array,
            JsonNode any) {}

    private static final String FULL = """
            {"text":"ü","yes":true,"maybe":false,"few":-1,"many":9007199254740993,"exact":1.50,"file":"/a/b",\
            "colour":"deep_red","level":"INFO","lists":[["a"],[]],"by_name":{"x":{"name":"n","count":1}},\
            "part":{"name":"p"},"object":{"a":1},"array":[null],"any":[1]}""";

    @Test
    void aRecordBecomesItsPropertiesAndBack() {
        Whole whole = Json.bind(Json.parse(FULL), Whole.class);
        assertThat(whole.many()).isEqualTo(9007199254740993L);
        assertThat(whole.exact()).isEqualTo(new BigDecimal("1.50"));
        assertThat(whole.lists()).isEqualTo(List.of(List.of("a"), List.of()));
        assertThat(whole.byName()).isEqualTo(Map.of("x", new Part("n", 1)));
        assertThat(Json.text(whole)).isEqualTo(FULL);
        assertThat(Json.bind(Json.parse(Json.pretty(whole)), Whole.class)).isEqualTo(whole);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"text\":null,\"yes\":null,\"few\":null,\"lists\":null,\"part\":null,\"any\":null,\"new\":1}"
            })
    void whatIsNotThereIsNothing(String json) {
        Whole whole = Json.bind(Json.parse(json), Whole.class);
        assertThat(List.of(whole.yes(), whole.few())).isEqualTo(List.of(false, 0));
        assertThat(whole.text()).isNull();
        assertThat(whole.maybe()).isNull();
        assertThat(whole.lists()).isNull();
        assertThat(whole.part()).isNull();
        assertThat(Json.text(whole)).isIn("{\"few\":0}", "{\"few\":0,\"any\":null}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"deep_red", "deep-red", "DEEP_RED", "Deep-Red"})
    void wordsAreReadInAnyCase(String word) {
        Whole whole = Json.bind(Json.object().put("colour", word), Whole.class);
        assertThat(whole.colour()).isEqualTo(Colour.DEEP_RED);
    }

    @Test
    void aTextIsTheFirstComponent() {
        Whole whole = Json.bind(Json.parse("{\"part\":\"p\"}"), Whole.class);
        assertThat(whole.part()).isEqualTo(new Part("p", null));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{`colour`:`green`}               | colour: it is `green`, none of deep_red, blue",
                "{`part`:[]}                      | part: it is [], not an object",
                "{`lists`:[[`a`],{}]}             | lists[1]: it is {}, not an array",
                "{`by_name`:{`x`:{`count`:-1}}}   | by_name.x: a count is not negative",
                "{`object`:5}                     | object: it is 5, not an object",
                "{`array`:{}}                     | array: it is {}, not an array",
                "{`few`:`many`}                   | few: ",
                "{`few`:3000000000}               | few: ",
                "{`text`:{}}                      | text: ",
                "[]                               | it is [], not an object"
            })
    void whatDoesNotFitIsToldByItsPlace(String json, String message) {
        JsonNode tree = Json.parse(json.replace('`', '"'));
        assertThatThrownBy(() -> Json.bind(tree, Whole.class))
                .isInstanceOfSatisfying(
                        JacksonException.class,
                        e -> assertThat(e.getOriginalMessage()).startsWith(message.replace('`', '"')));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":[1,-2147483649,123456789012345678901234567890,1.50,1E+2,0.1],\"b\":{\"c\":null,\"d\":[true,false]}}",
                "\"\\u0000ü😀\\\"\"",
                "[]",
                "null"
            })
    void aTreeIsWrittenAsItWasRead(String json) {
        assertThat(Json.text(Json.parse(json))).isEqualTo(json);
    }

    @Test
    void numbersAreExact() {
        JsonNode numbers = Json.parse("[123456789012345678901234567890, 0.1, 1e400]");
        assertThat(numbers.path(0).bigIntegerValue()).isEqualTo(new BigInteger("123456789012345678901234567890"));
        assertThat(numbers.path(1).decimalValue()).isEqualTo(new BigDecimal("0.1"));
        assertThat(numbers.path(2).decimalValue()).isEqualTo(new BigDecimal("1e400"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[1,]",
                "[1",
                "{\"a\"}",
                "{\"a\":}",
                "1 2",
                "{} {}",
                "nul",
                "NaN",
                "'a'",
                "\"a",
                "]",
                "{\"a\":1]"
            })
    void whatIsNoJsonIsRefused(String text) {
        assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(JacksonException.class);
    }

    @Test
    void onlySpaceIsNothing() {
        assertThat(Json.parse(" \n").isMissingNode()).isTrue();
    }

    @Test
    void nestingEndsSomewhere() {
        String deep = "[".repeat(Json.NESTING_MAX) + "]".repeat(Json.NESTING_MAX);
        assertThat(Json.text(Json.parse(deep))).isEqualTo(deep);
        assertThatThrownBy(() -> Json.parse("[" + deep + "]")).isInstanceOf(JacksonException.class);
    }
}
