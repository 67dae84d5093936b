package dev.leat.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ConfigSchemaTest {
    private static final ConfigSchema SCHEMA = new ConfigSchema(Json.parse("""
            {"type":"object","additionalProperties":false,"required":["host"],
             "properties":{"host":{"type":"string","description":"the server's name"},
                           "port":{"type":"integer","default":5432,"minimum":1},
                           "mode":{"enum":["a","b"]},
                           "token":{"type":"string","airbyte_secret":true,"enum":["abc"]},
                           "tls":{"type":"object","additionalProperties":false,
                                  "properties":{"certificate":{"type":"string"},"depth":{"type":"integer","default":3}}}}}
            """));

    private static List<String> problems(String config) {
        return problems(SCHEMA, config);
    }

    private static List<String> problems(ConfigSchema schema, String config) {
        return schema.findings(Json.parse(config)).stream()
                .map(Finding::message)
                .toList();
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(problems("{\"host\":\"x\"}")).isEmpty();
        assertThat(problems("{}")).containsExactly("\"host\" is missing; add it (the server's name)");
        assertThat(problems("{\"hst\":\"x\",\"host\":\"y\"}"))
                .containsExactly("unknown key \"hst\"; did you mean \"host\"?");
        assertThat(problems("{\"host\":5}")).containsExactly("host must be text, but is 5");
        assertThat(problems("{\"host\":\"x\",\"tls\":{\"certficate\":\"y\"}}"))
                .containsExactly("unknown key \"certficate\" in tls; did you mean \"certificate\"?");
        assertThat(problems("{\"host\":\"x\",\"mode\":\"blue\"}"))
                .containsExactly("mode cannot be the text \"blue\": it is one of a, b");
        assertThat(problems("{\"host\":\"x\",\"port\":0}")).containsExactly("port must be at least 1, but is 0");
    }

    @Test
    void tellsAMistypedKeyOnce() {
        assertThat(problems("{\"hst\":\"x\"}")).containsExactly("unknown key \"hst\"; did you mean \"host\"?");
    }

    @Test
    void showsNoSecret() {
        assertThat(problems("{\"host\":\"x\",\"token\":\"abd\"}"))
                .containsExactly("token cannot be something else: it is one of abc");
    }

    @Test
    void namesPlacesAsItIsTold() {
        List<Finding> findings = SCHEMA.findings(
                Json.parse("{\"host\":\"x\",\"tls\":{\"depth\":\"x\",\"a/b\":1}}"), false, pointer -> "here" + pointer);
        assertThat(findings)
                .containsExactly(
                        new Finding("/tls/a~1b", true, "unknown key \"a/b\" in here/tls; there are certificate, depth"),
                        new Finding("/tls/depth", false, "here/tls/depth must be an integer, but is the text \"x\""));
    }

    /** As Airbyte's connectors describe a choice: the variants are told apart by a constant. */
    @Test
    void judgesByTheVariantThatWasMeant() {
        ConfigSchema schema = new ConfigSchema(Json.parse("""
                {"$schema":"http://json-schema.org/schema#","type":"object","properties":{"login":{"oneOf":[
                  {"title":"Password","required":["method","password"],"additionalProperties":false,"properties":{
                     "method":{"const":"password","order":0},"password":{"type":"string","airbyte_secret":true}}},
                  {"title":"Key","required":["method","key"],"properties":{
                     "method":{"enum":["key"]},"key":{"type":"string","minLength":9}}}]}}}
                """));
        assertThat(problems(schema, "{\"login\":{\"method\":\"password\",\"password\":\"x\"}}"))
                .isEmpty();
        assertThat(problems(schema, "{\"login\":{\"method\":\"password\"}}"))
                .containsExactly("\"password\" is missing in login; add it");
        assertThat(problems(schema, "{\"login\":{\"method\":\"password\",\"password\":\"x\",\"key\":\"y\"}}"))
                .containsExactly("unknown key \"key\" in login; remove it");
        assertThat(problems(schema, "{\"login\":{\"method\":\"key\",\"key\":\"short\"}}"))
                .containsExactly("login.key must have at least 9 characters, but is the text \"short\"");
        assertThat(problems(schema, "{\"login\":{\"method\":\"pasword\"}}"))
                .containsExactly("login.method cannot be the text \"pasword\": it is one of password, key; "
                        + "did you mean \"password\"?");
        assertThat(problems(schema, "{\"login\":{\"password\":\"x\"}}"))
                .containsExactly("login must fit exactly one of: Password, Key");
    }

    @Test
    void followsReferences() {
        ConfigSchema schema = new ConfigSchema(Json.parse("""
                {"$schema":"http://json-schema.org/draft-07/schema#",
                 "definitions":{"server":{"type":"object","additionalProperties":false,"properties":{"host":{}}}},
                 "properties":{"servers":{"type":"array","items":{"$ref":"#/definitions/server"}},
                               "wait":{"anyOf":[{"type":"integer"},{"type":"null"}]}}}
                """));
        assertThat(problems(schema, "{\"servers\":[{\"host\":1},{\"hots\":1}],\"wait\":\"x\"}"))
                .containsExactly(
                        "unknown key \"hots\" in servers.1; did you mean \"host\"?",
                        "wait must fit one of: an integer, null");
    }

    @Test
    void judgesEachEntryOfAListByItself() {
        ConfigSchema schema = new ConfigSchema(Json.parse("""
                {"items":{"oneOf":[{"required":["host"]},{"required":["socket"]}]}}
                """));
        assertThat(problems(schema, "[{\"host\":1},{},{\"host\":1,\"socket\":1}]"))
                .containsExactly(
                        "1 needs exactly one of the keys host, socket", "2 needs exactly one of the keys host, socket");
    }

    @Test
    void keysThatASchemaForgotToForbid() {
        ConfigSchema schema = new ConfigSchema(Json.parse("{\"properties\":{\"host\":{}}}"));
        JsonNode config = Json.parse("{\"hots\":1}");
        assertThat(schema.findings(config)).isEmpty();
        assertThat(schema.findings(config, true, ConfigSchema::dotted)).hasSize(1);
    }

    @Test
    void aSchemaThatIsNoneSaysSo() {
        ConfigSchema schema = new ConfigSchema(Json.parse("{\"properties\":{\"a\":{\"$ref\":\"#/no\"}}}"));
        JsonNode config = Json.parse("{\"a\":1}");
        assertThatThrownBy(() -> schema.findings(config))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("JSON Schema is not valid")
                .hasMessageContaining("/no");
    }

    @Test
    void fillsInDefaults() {
        ObjectNode config = (ObjectNode) Json.parse("{\"host\":\"x\",\"tls\":{}}");
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
