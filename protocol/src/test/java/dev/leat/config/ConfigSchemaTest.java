package dev.leat.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ConfigSchemaTest {
    private static final ConfigSchema SCHEMA = new ConfigSchema(Json.MAPPER.readTree("""
            {"type":"object","additionalProperties":false,"required":["host"],
             "properties":{"host":{"type":"string","description":"the server's name"},
                           "port":{"type":"integer","default":5432,"minimum":1},
                           "mode":{"enum":["a","b"]},
                           "tls":{"type":"object","additionalProperties":false,
                                  "properties":{"certificate":{"type":"string"},"depth":{"type":"integer","default":3}}}}}
            """));

    private static List<String> problems(String config) {
        return SCHEMA.problems(Json.MAPPER.readTree(config)).stream()
                .map(Object::toString)
                .toList();
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(problems("{\"host\":\"x\"}")).isEmpty();
        assertThat(problems("{}")).containsExactly("\"host\" is missing (the server's name)");
        assertThat(problems("{\"hst\":\"x\",\"host\":\"y\"}"))
                .containsExactly("unknown key \"hst\"; did you mean \"host\"?");
        assertThat(problems("{\"host\":5}")).containsExactly("/host: is a number, must be a string");
        assertThat(problems("{\"host\":\"x\",\"tls\":{\"certficate\":\"y\"}}"))
                .containsExactly("/tls: unknown key \"certficate\"; did you mean \"certificate\"?");
        assertThat(problems("{\"host\":\"x\",\"mode\":\"c\"}"))
                .containsExactly("/mode: is \"c\", must be one of [\"a\",\"b\"]");
        assertThat(problems("{\"host\":\"x\",\"port\":0}")).containsExactly("/port: 0 must have a minimum value of 1");
    }

    @Test
    void fillsInDefaults() {
        ObjectNode config = (ObjectNode) Json.MAPPER.readTree("{\"host\":\"x\",\"tls\":{}}");
        assertThat(SCHEMA.withDefaults(config)).hasToString("{\"host\":\"x\",\"tls\":{\"depth\":3},\"port\":5432}");
    }

    @Test
    void findsTheNameThatWasMeant() {
        assertThat(Nearest.to("updatd_at", List.of("id", "updated_at", "created_at")))
                .contains("updated_at");
        assertThat(Nearest.to("zebra", List.of("id", "updated_at"))).isEmpty();
        assertThat(Nearest.hint("zebra", List.of("id", "name"))).isEqualTo("; there are id, name");
    }
}
