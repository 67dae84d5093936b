package dev.leat.connector.duckdb;

import dev.leat.testkit.ConnectorUnderTest;
import dev.leat.testkit.DestinationSetup;
import dev.leat.testkit.DestinationSuite;
import dev.leat.testkit.DuckdbTables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class DuckdbDestinationTest extends DestinationSuite {
    @TempDir
    static Path folder;

    @Override
    protected DestinationSetup setup() throws Exception {
        Path file = folder.resolve("test.duckdb");
        Path text = Files.writeString(folder.resolve("notes.duckdb"), "These are notes and no database.\n".repeat(400));
        return DestinationSetup.of(
                        ConnectorUnderTest.of(DuckdbConnector.CONNECTOR, DuckdbConnector.class),
                        Map.of("path", file.toString()),
                        new DuckdbTables(file))
                .lockedWhole("another process has it open", "run again")
                .bad(Map.of("path", folder + "/missing/test.duckdb"), "missing", "no folder")
                .bad(Map.of("path", text.toString()), "notes.duckdb", "no DuckDB database")
                .bad(Map.of("path", folder + "/a;b.duckdb"), "takes what follows a \";\" for settings")
                .bad(Map.of("path", file.toString(), "memory_limit", "much"), "memory_limit");
    }
}
