package dev.leat.connector.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Message;
import dev.leat.testkit.ClickHouseDatabase;
import dev.leat.testkit.ClickHouseServer;
import dev.leat.testkit.EveryType;
import dev.leat.testkit.Golden;
import dev.leat.testkit.Outcome;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GoldenTest {
    private final ClickHouseDatabase database = ClickHouseServer.database(GoldenTest.class);

    @AfterEach
    void clear() throws Exception {
        database.query("DROP DATABASE IF EXISTS golden");
    }

    @Test
    void spec() throws Exception {
        Golden.assertMatches("spec.json", Runs.CONNECTOR.invoke("spec").run(), Message.Spec.class);
    }

    /** What a destination made is what a source finds: each type comes back. */
    @Test
    void tablesAndCatalog() throws Exception {
        Outcome outcome = Runs.CONNECTOR
                .invoke("write")
                .config(database.settings())
                .catalog(EveryType.catalog())
                .input(EveryType.feed())
                .run();
        assertThat(outcome.exitCode()).as(outcome.errorText()).isZero();
        Golden.assertMatches(
                "tables.sql",
                database.query(
                        "SELECT formatQuery(create_table_query) || ';' FROM system.tables WHERE database = 'golden'"
                                + " ORDER BY name FORMAT TSVRaw"));
        Golden.assertMatches(
                "catalog.json",
                Runs.on(database).with("databases", List.of("golden")).discovery(),
                Message.Discovered.class);
    }
}
