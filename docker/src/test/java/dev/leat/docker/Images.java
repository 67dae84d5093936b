package dev.leat.docker;

import dev.leat.protocol.Json;
import dev.leat.testkit.ConnectorImages;
import dev.leat.testkit.Docker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What images there are, and what is known of them. */
final class Images {
    private static final Path ROOT = Path.of(System.getProperty("leat.root", ".."));

    private Images() {}

    /** An image of a connector. */
    record Image(String connector, String side, JsonNode spec) {
        /** Its full name; without it the test ends here. */
        String tag() throws IOException, InterruptedException {
            return ConnectorImages.need(toString());
        }

        @Override
        public String toString() {
            return side + "-" + connector;
        }
    }

    /** The images of all connectors there are, each side that it has. */
    static List<Image> all() {
        List<Image> images = new ArrayList<>();
        try (Stream<Path> modules = Files.list(ROOT.resolve("connectors"))) {
            for (Path module : modules.sorted().toList()) {
                Path golden = module.resolve("src/test/resources/golden/spec.json");
                if (Files.exists(golden)) {
                    JsonNode spec = Json.parse(Files.readAllBytes(golden));
                    JsonNode leat = spec.path("spec").path("leat");
                    for (String side : List.of("source", "destination")) {
                        if (leat.path(side).asBoolean(false)) {
                            images.add(new Image(leat.path("name").asString(), side, spec));
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return images;
    }

    /** One value of what {@code docker image inspect} tells. */
    static String inspect(String image, String format) throws IOException, InterruptedException {
        return Docker.run("image", "inspect", "--format", format, image).worked();
    }

    static Path root() {
        return ROOT;
    }
}
