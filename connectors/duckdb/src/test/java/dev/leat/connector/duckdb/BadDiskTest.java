package dev.leat.connector.duckdb;

import dev.leat.testkit.BadDiskSuite;
import dev.leat.testkit.ConnectorUnderTest;
import dev.leat.testkit.DuckdbTables;
import dev.leat.testkit.StoredTables;
import java.nio.file.Path;
import java.util.List;

class BadDiskTest extends BadDiskSuite {
    @Override
    protected ConnectorUnderTest connector() {
        return ConnectorUnderTest.of(DuckdbConnector.CONNECTOR, DuckdbConnector.class);
    }

    @Override
    protected StoredTables tables(Path file) {
        return new DuckdbTables(file);
    }

    @Override
    protected int megabytes() {
        return 16;
    }

    @Override
    protected List<Integer> bytesLeft() {
        return List.of(0, 300_000, 1_000_000);
    }
}
