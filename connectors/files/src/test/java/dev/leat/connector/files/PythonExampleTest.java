package dev.leat.connector.files;

import dev.leat.testkit.ConnectorUnderTest;
import dev.leat.testkit.SourceSetup;
import dev.leat.testkit.SourceSuite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** A connector in another language passes the suite as well. */
class PythonExampleTest extends SourceSuite {
    @TempDir
    static Path folder;

    @Override
    protected SourceSetup setup() throws Exception {
        Path source = Path.of(System.getProperty("leat.root"), "examples", "python", "source.py");
        Path small = Files.createDirectory(folder.resolve("small"));
        Path measurements = Files.writeString(small.resolve("measurements.csv"), "id,place,note\n" + rows(1, 300));
        Files.writeString(small.resolve("others.csv"), "note,id\nx,5\n,7\n");
        Path large = Files.createDirectory(folder.resolve("large"));
        Files.writeString(large.resolve("measurements.csv"), "id,place,note\n" + rows(1, 30_000));
        return SourceSetup.of(
                        ConnectorUnderTest.command("python3", source.toString()), Map.of("folder", small.toString()))
                .bad(Map.of("folder", folder + "/missing"), "missing", "correct folder")
                .large(Map.of("folder", large.toString()))
                .adding(() -> Files.writeString(measurements, rows(301, 310), StandardOpenOption.APPEND));
    }

    private static String rows(int from, int to) {
        StringBuilder rows = new StringBuilder();
        for (int i = from; i <= to; i++) {
            rows.append(i)
                    .append(",\"Köln, \"\"Süd\"\"\n🦆\",")
                    .append(i % 3 == 0 ? "" : "note")
                    .append('\n');
        }
        return rows.toString();
    }
}
