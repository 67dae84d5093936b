package dev.leat.connector.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Message;
import dev.leat.testkit.ConnectorUnderTest;
import dev.leat.testkit.EveryType;
import dev.leat.testkit.Golden;
import dev.leat.testkit.Invocation;
import dev.leat.testkit.Outcome;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenTest {
    private static final ConnectorUnderTest CONNECTOR =
            ConnectorUnderTest.of(DuckdbConnector.CONNECTOR, DuckdbConnector.class);

    @TempDir
    Path folder;

    private Database database;

    private Invocation invoke(String word) {
        database = new Database(folder.resolve("golden.duckdb"));
        return CONNECTOR.invoke(word).config(Map.of("path", database.file().toString()));
    }

    @Test
    void spec() throws Exception {
        Golden.assertMatches("spec.json", CONNECTOR.invoke("spec").run(), Message.Spec.class);
    }

    /** What a destination made is what a source finds: each type comes back, or the nearest that DuckDB can tell. */
    @Test
    void tablesAndCatalog() throws Exception {
        // The second time the tables are there, and fit what they were made for.
        for (int i = 0; i < 2; i++) {
            Outcome outcome = invoke("write")
                    .catalog(EveryType.catalog())
                    .input(EveryType.feed())
                    .run();
            assertThat(outcome.exitCode()).as(outcome.errorText()).isZero();
        }
        Golden.assertMatches("tables.sql", database.query("SELECT sql FROM duckdb_tables() ORDER BY table_name"));
        Golden.assertMatches("catalog.json", invoke("discover").run(), Message.Discovered.class);
    }
}
