package dev.leat.docker;

import dev.leat.testkit.ConnectorImages;
import dev.leat.testkit.ConnectorUnderTest;
import dev.leat.testkit.DestinationSetup;
import dev.leat.testkit.DestinationSuite;
import dev.leat.testkit.SqliteTables;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class SqliteDestinationImageTest extends DestinationSuite {
    @TempDir
    static Path folder;

    @Override
    protected DestinationSetup setup() throws Exception {
        Path file = folder.resolve("test.db");
        return DestinationSetup.of(
                        ConnectorUnderTest.image(ConnectorImages.need("destination-sqlite"), folder),
                        Map.of("path", file.toString()),
                        new SqliteTables(file))
                .bad(Map.of("path", folder + "/missing/test.db"), "missing");
    }
}
