package dev.leat.connector.sqlite;

import dev.leat.testkit.ConnectorUnderTest;
import dev.leat.testkit.DestinationSetup;
import dev.leat.testkit.DestinationSuite;
import dev.leat.testkit.SqliteTables;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class SqliteDestinationTest extends DestinationSuite {
    @TempDir
    static Path folder;

    @Override
    protected DestinationSetup setup() {
        Path file = folder.resolve("test.db");
        return DestinationSetup.of(
                        ConnectorUnderTest.of(SqliteConnector.CONNECTOR, SqliteConnector.class),
                        Map.of("path", file.toString()),
                        new SqliteTables(file))
                .bad(Map.of("path", folder + "/missing/test.db"), "missing");
    }
}
