package dev.leat.connector.clickhouse;

import dev.leat.testkit.ClickHouseDatabase;
import dev.leat.testkit.ClickHouseServer;
import dev.leat.testkit.ClickHouseTables;
import dev.leat.testkit.DestinationSetup;
import dev.leat.testkit.DestinationSuite;

class ClickHouseDestinationTest extends DestinationSuite {

    @Override
    protected DestinationSetup setup() {
        ClickHouseDatabase database = ClickHouseServer.database(getClass());
        return DestinationSetup.of(Runs.CONNECTOR, database.settings(), new ClickHouseTables(database))
                .bad(Runs.with(database, "password", "not-the-password"), "password")
                .bad(Runs.with(database, "database", "nowhere"), "nowhere")
                .bad(Runs.with(database, "host", "no-such-host.invalid"), "no-such-host.invalid")
                .bad(Runs.with(database, "port", 1), ":1");
    }
}
