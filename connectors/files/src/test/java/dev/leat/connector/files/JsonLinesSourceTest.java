package dev.leat.connector.files;

import dev.leat.testkit.ConnectorUnderTest;
import dev.leat.testkit.SourceSetup;
import dev.leat.testkit.SourceSuite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesSourceTest extends SourceSuite {
    @TempDir
    static Path folder;

    @Override
    protected SourceSetup setup() throws Exception {
        Path small = Files.createDirectory(folder.resolve("small"));
        Path events = Files.writeString(small.resolve("events.jsonl"), lines(1, 400));
        Files.writeString(
                small.resolve("mixed.ndjson"), "{\"a\":1,\"b\":[1,\"x\"]}\r\n\n {\"a\" : \"one\", \"c\" : null}");
        Path large = Files.createDirectory(folder.resolve("large"));
        Files.writeString(large.resolve("events.jsonl"), lines(1, 40_000));
        Path file = Files.writeString(folder.resolve("file"), "");
        return SourceSetup.of(
                        ConnectorUnderTest.of(FilesConnector.CONNECTOR, FilesConnector.class),
                        Map.of("path", small.toString()))
                .bad(Map.of("path", file.toString()), "not a folder")
                .large(Map.of("path", large.toString()))
                .adding(() -> Files.writeString(events, lines(401, 410), StandardOpenOption.APPEND));
    }

    private static String lines(int from, int to) {
        StringBuilder lines = new StringBuilder();
        for (int i = from; i <= to; i++) {
            lines.append("{\"id\":")
                    .append(i)
                    .append(",\"text\":\"\\\"ü\\u00e4\\n\",\"ratio\":")
                    .append(i)
                    .append(".10");
            lines.append(",\"big\":123456789012345678901234567890,\"tie\":").append(i / 4);
            lines.append(",\"flag\":true,\"nested\":{\"a\":[1,null]},\"day\":\"2000-02-29\"}\n");
        }
        return lines.toString();
    }
}
