package dev.leat.docker;

import dev.leat.protocol.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;

/**
 * The images under test, as {@code docker/build} makes them. Where no engine answers, or they are not built, tests are
 * skipped with the reason; on CI ({@code CI=true}) they fail.
 */
final class Images {
    private static final Path ROOT = Path.of(System.getProperty("leat.root", ".."));
    private static final String VERSION = System.getProperty("leat.version", "latest");

    private Images() {}

    /** An image of a connector. */
    record Image(String connector, String side, JsonNode spec) {
        String tag() {
            return "leat/" + side + "-" + connector + ":" + VERSION;
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
                    JsonNode spec = Json.MAPPER.readTree(golden);
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

    /** The full name of an image that is there; without it the test ends here. */
    static String available(String name) throws IOException, InterruptedException {
        String image = "leat/" + name + ":" + VERSION;
        need(image);
        return image;
    }

    static void need(String image) throws IOException, InterruptedException {
        String reason;
        try {
            Engine.Ended inspected = Engine.docker("image", "inspect", "--format", "{{.Id}}", image);
            if (inspected.code() == 0) {
                return;
            }
            reason = inspected.err().strip();
        } catch (IOException noCommand) {
            reason = noCommand.getMessage();
        }
        String missing = "no image " + image + " for the tests (docker/build makes it): " + reason;
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(missing);
        }
        Assumptions.abort(missing);
    }

    /** One value of what {@code docker image inspect} tells. */
    static String inspect(String image, String format) throws IOException, InterruptedException {
        return Engine.docker("image", "inspect", "--format", format, image).worked();
    }

    static Path root() {
        return ROOT;
    }
}
