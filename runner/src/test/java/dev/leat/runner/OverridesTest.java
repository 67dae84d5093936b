package dev.leat.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OverridesTest {
    private static final String FILE = """
            connections:
              my-shop: { command: x, config: { port: 1, password: "${env:P}" } }
            replications:
              r: { source: my-shop, destination: my-shop, streams: [{ name: a }, b] }
            """;

    private static Document applied(Map<String, String> environment, String... sets) {
        Document document = YamlFile.parse("leat.yaml", Path.of("."), FILE);
        Overrides.apply(document, environment, List.of(sets));
        return document;
    }

    private static String at(Document document, String pointer) {
        return document.root().at(pointer).toString();
    }

    @Test
    void theCommandLineBeatsTheEnvironmentBeatsTheFile() {
        Map<String, String> environment = Map.of(
                "LEAT_SET_CONNECTIONS__MY_SHOP__CONFIG__PORT", "2", "LEAT_SET_timeouts__stop_s", "5", "PATH", "x");
        Document document = applied(environment);
        assertThat(at(document, "/connections/my-shop/config/port")).isEqualTo("2");
        assertThat(at(document, "/timeouts/stop_s")).isEqualTo("5");
        assertThat(document.value("/connections/my-shop/config/port").toString())
                .isEqualTo("LEAT_SET_CONNECTIONS__MY_SHOP__CONFIG__PORT");
        Document both = applied(environment, "connections.my-shop.config.port=3");
        assertThat(at(both, "/connections/my-shop/config/port")).isEqualTo("3");
    }

    @Test
    void valuesAreReadAsYamlUnlessTheyReplaceAText() {
        Document document = applied(
                Map.of(),
                "connections.my-shop.config.password=123",
                "connections.my-shop.config.schemas=[a, b]",
                "connections.my-shop.config.text=\"5\"",
                "connections.my-shop.config.empty=");
        assertThat(at(document, "/connections/my-shop/config/password")).isEqualTo("\"123\"");
        assertThat(at(document, "/connections/my-shop/config/schemas")).isEqualTo("[\"a\",\"b\"]");
        assertThat(at(document, "/connections/my-shop/config/text")).isEqualTo("\"5\"");
        assertThat(at(document, "/connections/my-shop/config/empty")).isEqualTo("\"\"");
    }

    @Test
    void listsAreReachedByPosition() {
        assertThat(at(applied(Map.of(), "replications.r.streams.0.rid=id"), "/replications/r/streams/0/rid"))
                .isEqualTo("\"id\"");
        assertThatThrownBy(() -> applied(Map.of(), "replications.r.streams.2.rid=id"))
                .hasMessageContaining("\"2\" is no position in a list of 2; write 0 to 1");
        assertThatThrownBy(() -> applied(Map.of(), "replications.r.source.x=1"))
                .hasMessageContaining("--set replications.r.source.x");
        assertThatThrownBy(() -> applied(Map.of(), "nonsense")).hasMessageContaining("has no value");
    }
}
