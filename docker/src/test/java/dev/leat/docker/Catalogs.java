package dev.leat.docker;

import dev.leat.protocol.Json;
import dev.leat.testkit.Docker;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Configured catalogs of streams as a source's image discovers them. */
final class Catalogs {
    private Catalogs() {}

    /** Some streams, incremental by their id; the configuration is {@code config.json} in a folder. */
    static String of(String image, Path folder, String... streams) throws Exception {
        String said = Docker.run(
                        "run",
                        "--rm",
                        "--volume",
                        folder + ":/given:ro",
                        image,
                        "discover",
                        "--config",
                        "/given/config.json")
                .worked();
        JsonNode discovered = Json.parse(said).path("catalog").path("streams");
        ObjectNode catalog = Json.object();
        ArrayNode configured = catalog.putArray("streams");
        for (String name : streams) {
            for (JsonNode stream : discovered) {
                if (stream.path("name").asString().equals(name)) {
                    ObjectNode one = configured.addObject();
                    one.set("stream", stream);
                    one.put("sync_mode", "incremental").put("destination_sync_mode", "append");
                    one.putArray("cursor_field").add("id");
                    one.putObject("leat").put("rid_unique", true).put("state", "rid");
                }
            }
        }
        return catalog.toString();
    }
}
