package dev.leat.connector.files;

import dev.leat.testkit.ConnectorUnderTest;
import dev.leat.testkit.DestinationSetup;
import dev.leat.testkit.DestinationSuite;
import dev.leat.testkit.FileTables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class CsvDestinationTest extends DestinationSuite {
    @TempDir
    static Path folder;

    @Override
    protected DestinationSetup setup() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        Path tables = Files.createDirectory(folder.resolve("tables"));
        return DestinationSetup.of(
                        ConnectorUnderTest.of(FilesConnector.CONNECTOR, FilesConnector.class),
                        Map.of("path", tables.toString()),
                        new EscapedNames(FileTables.csv(tables, ',', "")))
                .bad(Map.of("path", file.toString()), "not a folder");
    }
}
