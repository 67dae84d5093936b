package dev.leat.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Json;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What every image is, and what images have in common. */
class ImageTest {
    /** Without the base: the target is 90 MB. */
    private static final long POSTGRES_BYTES_MAX = 90_000_000;

    static List<Images.Image> images() {
        return Images.all();
    }

    @ParameterizedTest
    @MethodSource("images")
    void saysWhatItsConnectorSays(Images.Image image) throws Exception {
        Images.need(image.tag());
        String said = Engine.docker("run", "--rm", "--network", "none", image.tag(), "spec")
                .worked();
        assertThat(Json.MAPPER.readTree(said)).isEqualTo(image.spec());
    }

    @ParameterizedTest
    @MethodSource("images")
    void isLabelledAndStartedAsTheContractSays(Images.Image image) throws Exception {
        Images.need(image.tag());
        JsonNode config = Json.MAPPER.readTree(Images.inspect(image.tag(), "{{json .Config}}"));
        assertThat(config.path("User").asString()).isEqualTo("1000:1000");
        assertThat(config.path("StopSignal").asString()).isEqualTo("SIGTERM");
        assertThat(config.path("WorkingDir").asString()).isEqualTo("/data");
        assertThat(config.path("Entrypoint").toString()).isEqualTo("[\"/leat/connector\"]");
        assertThat(config.path("Env").toString()).contains("\"AIRBYTE_ENTRYPOINT=/leat/connector\"");
        JsonNode labels = config.path("Labels");
        assertThat(labels.path("dev.leat.connector").asString()).isEqualTo(image.connector());
        assertThat(labels.path("dev.leat.side").asString()).isEqualTo(image.side());
        assertThat(labels.path("org.opencontainers.image.title").asString()).isEqualTo("leat/" + image);
        assertThat(image.tag())
                .endsWith(":" + labels.path("org.opencontainers.image.version").asString());
        assertThat(labels.path("org.opencontainers.image.licenses").asString()).isEqualTo("Apache-2.0");
    }

    @ParameterizedTest
    @MethodSource("images")
    void usesTheCacheThatWasMadeForIt(Images.Image image) throws Exception {
        Images.need(image.tag());
        String jar = "/leat/lib/leat-connector-" + image.connector();
        // With this mode a cache that does not fit is an error; without it the connector would only start later.
        Engine.docker(
                        "run",
                        "--rm",
                        "--entrypoint",
                        "/leat/jre/bin/java",
                        image.tag(),
                        "-XX:AOTMode=on",
                        "-XX:AOTCache=" + jar + ".aot",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-jar",
                        jar + ".jar",
                        "spec")
                .worked();
    }

    @Test
    void bothSidesOfAConnectorAreTheSameLayers() throws Exception {
        assertThat(layers(Images.available("source-postgres")))
                .isEqualTo(layers(Images.available("destination-postgres")));
    }

    /** The base, the runtime, the folder for data, the libraries and the SDK. */
    @Test
    void connectorsShareTheirFirstLayers() throws Exception {
        List<String> sample = layers(Images.available("source-sample"));
        for (Images.Image image : images()) {
            Images.need(image.tag());
            assertThat(layers(image.tag()).subList(0, 5)).as(image.tag()).isEqualTo(sample.subList(0, 5));
        }
    }

    @Test
    void thePostgresImageIsSmall() throws Exception {
        String image = Images.available("source-postgres");
        // The oldest line is the base.
        List<String> sizes = Engine.docker("history", "--human=false", "--format", "{{.Size}}", image)
                .worked()
                .lines()
                .toList();
        long beyond = sizes.subList(0, sizes.size() - 1).stream()
                .mapToLong(Long::parseLong)
                .sum();
        assertThat(beyond).as("bytes beyond the base").isBetween(1L, POSTGRES_BYTES_MAX);
    }

    @Test
    void theRunnerHasAllConnectors() throws Exception {
        String runner = Images.available("runner");
        TreeSet<String> names = new TreeSet<>();
        images().forEach(image -> names.add(image.connector()));
        List<String> listed = Engine.docker("run", "--rm", runner, "connectors")
                .worked()
                .lines()
                .skip(1)
                .map(line -> line.split(" ", 2)[0])
                .toList();
        assertThat(listed).containsExactlyElementsOf(names);
    }

    private static List<String> layers(String image) throws Exception {
        return Images.inspect(image, "{{range .RootFS.Layers}}{{println .}}{{end}}")
                .lines()
                .toList();
    }
}
