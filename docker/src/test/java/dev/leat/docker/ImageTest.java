package dev.leat.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Json;
import dev.leat.testkit.ConnectorImages;
import dev.leat.testkit.Docker;
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
        String said = Docker.run("run", "--rm", "--network", "none", image.tag(), "spec")
                .worked();
        assertThat(Json.parse(said)).isEqualTo(image.spec());
    }

    @ParameterizedTest
    @MethodSource("images")
    void isLabelledAndStartedAsTheContractSays(Images.Image image) throws Exception {
        JsonNode config = Json.parse(Images.inspect(image.tag(), "{{json .Config}}"));
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
        String jar = "/leat/lib/leat-connector-" + image.connector();
        // With this mode a cache that does not fit is an error; without it the connector would only start later.
        Docker.run(
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
        assertThat(layers(ConnectorImages.need("source-postgres")))
                .isEqualTo(layers(ConnectorImages.need("destination-postgres")));
    }

    /** The base, the runtime, the folder for data, the libraries and the SDK. */
    @Test
    void connectorsShareTheirFirstLayers() throws Exception {
        List<String> sample = layers(ConnectorImages.need("source-sample"));
        for (Images.Image image : images()) {
            assertThat(layers(image.tag()).subList(0, 5)).as(image.tag()).isEqualTo(sample.subList(0, 5));
        }
    }

    @Test
    void thePostgresImageIsSmall() throws Exception {
        String image = ConnectorImages.need("source-postgres");
        // The oldest line is the base.
        List<String> sizes = Docker.run("history", "--human=false", "--format", "{{.Size}}", image)
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
        String runner = ConnectorImages.need("runner");
        TreeSet<String> names = new TreeSet<>();
        images().forEach(image -> names.add(image.connector()));
        List<String> listed = Docker.run("run", "--rm", runner, "connectors")
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
