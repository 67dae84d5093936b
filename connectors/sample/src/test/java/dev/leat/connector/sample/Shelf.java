package dev.leat.connector.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Runs the connector's commands in this process, with their files in a folder of the test. */
record Shelf(Path folder) {

    /** The lines that a command prints, without those of other types. */
    List<String> run(String type, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = SampleConnector.CONNECTOR.run(InputStream.nullInputStream(), out, args);
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(code).as(text.substring(0, Math.min(2_000, text.length()))).isZero();
        return text.lines()
                .filter(line -> line.startsWith("{\"type\":\"" + type + "\""))
                .toList();
    }

    String config(long rows, long seed) throws IOException {
        return write("config.json", "{\"rows\":" + rows + ",\"seed\":" + seed + "}");
    }

    JsonNode discover(long rows) throws IOException {
        String line = run("CATALOG", "discover", "--config", config(rows, 1)).getFirst();
        return Json.parse(line).path("catalog").path("streams");
    }

    /** The data of a stream's rows, in full. */
    List<String> read(long rows, long seed, String stream) throws IOException {
        return read(rows, seed, catalog(stream, "full_refresh", "id", false), null);
    }

    /** The data of a stream's rows from a RID on. */
    List<String> readFrom(long rows, String stream, String rid, boolean unique, String from) throws IOException {
        String state = write(
                "state.json",
                ("[{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"%s\"},"
                                + "\"stream_state\":{\"rid\":{\"column\":\"%s\",\"value\":%s}}}}]")
                        .formatted(stream, rid, from));
        return read(rows, 1, catalog(stream, "incremental", rid, unique), state);
    }

    private List<String> read(long rows, long seed, String catalog, String state) throws IOException {
        String config = config(rows, seed);
        List<String> lines = state == null
                ? run("RECORD", "read", "--config", config, "--catalog", catalog)
                : run("RECORD", "read", "--config", config, "--catalog", catalog, "--state", state);
        return lines.stream().map(Shelf::data).toList();
    }

    private static String data(String line) {
        return line.substring(line.indexOf("\"data\":") + 7, line.lastIndexOf(",\"emitted_at\":"));
    }

    private String catalog(String stream, String mode, String rid, boolean unique) throws IOException {
        ArrayNode streams = Json.array();
        for (JsonNode found : discover(1)) {
            if (found.path("name").asString().equals(stream)) {
                ObjectNode configured = streams.addObject();
                configured.set("stream", found);
                configured.put("sync_mode", mode).put("destination_sync_mode", "append");
                configured.putArray("cursor_field").add(rid);
                configured.putObject("leat").put("rid_unique", unique);
            }
        }
        return write("catalog.json", "{\"streams\":" + streams + "}");
    }

    private String write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        return Files.writeString(file, text).toString();
    }
}
