package dev.leat.connector.files;

import dev.leat.testkit.ConnectorUnderTest;
import dev.leat.testkit.SourceSetup;
import dev.leat.testkit.SourceSuite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;

class CsvSourceTest extends SourceSuite {
    private static final String HEADER = "id,name,price,at,day,\"a \"\"b\"\", c\",empty\n";

    @TempDir
    static Path folder;

    @Override
    protected SourceSetup setup() throws Exception {
        Path small = Files.createDirectories(folder.resolve("small/shop"));
        Path orders = small.resolveSibling("orders.csv");
        Files.writeString(orders, HEADER + rows(1, 400));
        Files.writeString(small.resolve("odd%2Fname.csv"), "sku,note\n007,\"\"\n008,\n");
        try (GZIPOutputStream packed = new GZIPOutputStream(Files.newOutputStream(small.resolve("packed.csv.gz")))) {
            packed.write((HEADER + rows(1, 50)).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        Path large = Files.createDirectory(folder.resolve("large"));
        Files.writeString(large.resolve("orders.csv"), HEADER + rows(1, 40_000));
        Path file = Files.writeString(folder.resolve("file"), "");
        return SourceSetup.of(
                        ConnectorUnderTest.of(FilesConnector.CONNECTOR, FilesConnector.class),
                        Map.of("path", small.getParent().toString()))
                .bad(Map.of("path", file.toString()), "not a folder")
                .bad(Map.of("path", "x", "csv", Map.of("encoding", "utf-9")), "csv.encoding", "utf-9")
                .bad(Map.of("path", "x", "csv", Map.of("delimiter", "\"")), "csv.delimiter")
                .large(Map.of("path", large.toString()))
                .adding(() -> Files.writeString(orders, rows(401, 410), StandardOpenOption.APPEND));
    }

    private static String rows(int from, int to) {
        StringBuilder rows = new StringBuilder();
        for (int i = from; i <= to; i++) {
            String minute = String.valueOf(100 + i / 3 % 60).substring(1);
            rows.append(i)
                    .append(",\"name, ")
                    .append(i)
                    .append("\r\n👩‍👩‍👧\",")
                    .append(i)
                    .append(".50,");
            rows.append(2000 + i / 180).append("-01-01 00:").append(minute).append(":00+00:00,2000-02-29,x y,\n");
        }
        return rows.toString();
    }
}
