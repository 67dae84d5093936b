package dev.leat.connector.postgres;

import dev.leat.testkit.ConnectorUnderTest;
import dev.leat.testkit.DestinationSetup;
import dev.leat.testkit.DestinationSuite;
import dev.leat.testkit.PostgresDatabase;
import dev.leat.testkit.PostgresServer;
import dev.leat.testkit.PostgresTables;
import dev.leat.testkit.StoredTable;
import dev.leat.testkit.StoredTables;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class PostgresDestinationTest extends DestinationSuite {

    @Override
    protected DestinationSetup setup() throws Exception {
        PostgresDatabase database = PostgresServer.database(getClass());
        Map<String, Object> writer = Roles.login(database, "writer");
        database.execute("GRANT CREATE ON DATABASE " + database.name() + " TO " + writer.get("user")
                + "; GRANT USAGE, CREATE ON SCHEMA public TO " + writer.get("user"));
        Map<String, Object> nowhere = new HashMap<>(writer);
        nowhere.put("database", "nowhere");
        return DestinationSetup.of(
                        ConnectorUnderTest.of(PostgresConnector.CONNECTOR, PostgresConnector.class),
                        writer,
                        shortened(new PostgresTables(database)))
                .bad(nowhere, "nowhere");
    }

    /** Finds tables whose names are longer than PostgreSQL's by what they are cut to. */
    private static StoredTables shortened(StoredTables tables) {
        return new StoredTables() {
            @Override
            public Optional<StoredTable> table(String namespace, String name) throws Exception {
                return tables.table(namespace, PostgresDestination.IDENTIFIERS.fitted(name));
            }

            @Override
            public Set<String> names() throws Exception {
                return tables.names();
            }
        };
    }
}
