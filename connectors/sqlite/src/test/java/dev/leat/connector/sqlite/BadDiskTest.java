package dev.leat.connector.sqlite;

import dev.leat.testkit.BadDiskSuite;
import dev.leat.testkit.ConnectorUnderTest;
import dev.leat.testkit.SqliteTables;
import dev.leat.testkit.StoredTables;
import java.nio.file.Path;
import java.util.List;

class BadDiskTest extends BadDiskSuite {
    @Override
    protected ConnectorUnderTest connector() {
        return ConnectorUnderTest.of(SqliteConnector.CONNECTOR, SqliteConnector.class);
    }

    @Override
    protected StoredTables tables(Path file) {
        return new SqliteTables(file);
    }

    @Override
    protected int megabytes() {
        return 8;
    }

    @Override
    protected List<Integer> bytesLeft() {
        return List.of(0, 40_000, 500_000);
    }
}
