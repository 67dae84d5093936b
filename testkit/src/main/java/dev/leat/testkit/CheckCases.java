package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Json;
import dev.leat.protocol.Message;
import dev.leat.protocol.Message.ConnectionStatus.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The command {@code check}, and configurations that cannot be. */
interface CheckCases extends Case {

    private Message.ConnectionStatus check(Map<String, ?> config) throws Exception {
        Invocation check = connector().invoke("check").config(config);
        if (declared().source() && declared().destination()) {
            check.word("--side", side());
        }
        var outcome = check.run();
        String said = String.join("\n", outcome.lines().stream().map(Line::text).toList()) + outcome.stderr();
        assertNoSecret(said, config);
        return Case.only(outcome, Message.ConnectionStatus.class);
    }

    @Test
    default void checkSaysThatAGoodConfigurationWorks() throws Exception {
        Message.ConnectionStatus status = check(suite().config());
        assertThat(status.status()).as(String.valueOf(status.message())).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    default void checkSaysWhatIsWrong() throws Exception {
        assertThat(suite().badConfigs())
                .as("configurations that must be refused, given to the suite's setup")
                .isNotEmpty();
        for (SuiteSetup.BadConfig bad : suite().badConfigs()) {
            Message.ConnectionStatus status = check(bad.config());
            assertThat(status.status()).as("status for " + bad.words()).isEqualTo(Outcome.FAILED);
            assertThat(status.message()).as("what check says").isNotBlank().contains(bad.words());
            assertThat(status.message()).as("what check says").doesNotContain("Exception");
        }
    }

    @Test
    default void checkNeedsNoSide() throws Exception {
        Message.ConnectionStatus status = Case.only(invoke("check").run(), Message.ConnectionStatus.class);
        assertThat(status.status()).as(String.valueOf(status.message())).isEqualTo(Outcome.SUCCEEDED);
    }

    /** In no message, log line or error output. */
    private void assertNoSecret(String text, Map<String, ?> config) throws Exception {
        JsonNode properties = schema().path("properties");
        config.forEach((key, value) -> {
            if (properties.path(key).path("airbyte_secret").asBoolean(false)
                    && value.toString().length() > 3) {
                assertThat(text).as("the secret \"%s\" is in a message", key).doesNotContain(value.toString());
            }
        });
    }

    private JsonNode schema() throws Exception {
        return connector().spec().connectionSpecification();
    }

    /** A key of the good configuration to spoil. */
    private String someKey() {
        return suite().config().keySet().stream().sorted().findFirst().orElseThrow();
    }

    @Test
    default void checkNamesTheNearestKey() throws Exception {
        String key = someKey();
        Map<String, Object> config = new LinkedHashMap<>(suite().config());
        String slip = key.substring(0, key.length() - 1) + "x" + key.substring(key.length() - 1);
        config.put(slip, config.remove(key));
        Message.ConnectionStatus status = check(config);
        assertThat(status.status()).isEqualTo(Outcome.FAILED);
        assertThat(status.message()).as("what check says of the unknown key").contains(slip, "\"" + key + "\"");
    }

    @Test
    default void checkNamesAValueOfTheWrongType() throws Exception {
        String key = someKey();
        Map<String, Object> config = new LinkedHashMap<>(suite().config());
        config.put(key, List.of(List.of(1)));
        Message.ConnectionStatus status = check(config);
        assertThat(status.status()).isEqualTo(Outcome.FAILED);
        assertThat(status.message()).as("what check says of the wrong type").contains(key);
    }

    @Test
    default void checkNamesAKeyThatIsMissing() throws Exception {
        for (JsonNode required : schema().path("required")) {
            Map<String, Object> config = new LinkedHashMap<>(suite().config());
            config.remove(required.asString());
            Message.ConnectionStatus status = check(config);
            assertThat(status.status()).isEqualTo(Outcome.FAILED);
            assertThat(status.message())
                    .as("what check says of the missing key")
                    .contains(required.asString());
        }
    }

    @Test
    default void aConfigurationThatIsNoJsonIsRefused() throws Exception {
        var outcome = connector().invoke("check").text("config", "{\"a\": ").run();
        if (outcome.exitCode() == 0) {
            assertThat(Case.only(outcome, Message.ConnectionStatus.class).status())
                    .isEqualTo(Outcome.FAILED);
        } else {
            Case.refused(outcome, 2, "json");
        }
    }

    @Test
    default void anUnknownCommandIsRefused() throws Exception {
        Case.refused(connector().invoke("chekc").run(), 2, "chekc");
    }

    @Test
    default void anUnknownFlagIsRefused() throws Exception {
        var outcome = connector().invoke("check").text("confog", Json.text(suite().config()));
        Case.refused(outcome.run(), 2, "confog");
    }
}
