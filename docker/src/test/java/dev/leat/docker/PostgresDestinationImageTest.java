package dev.leat.docker;

import dev.leat.jdbc.Identifiers;
import dev.leat.testkit.ConnectorImages;
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

class PostgresDestinationImageTest extends DestinationSuite {
    /** As PostgreSQL has them. */
    private static final Identifiers IDENTIFIERS = new Identifiers('"', 63, true);

    @Override
    protected DestinationSetup setup() throws Exception {
        String image = ConnectorImages.need("destination-postgres");
        PostgresDatabase database = PostgresServer.database(getClass());
        Map<String, Object> settings = Login.to(database);
        Map<String, Object> nowhere = new HashMap<>(settings);
        nowhere.put("database", "nowhere");
        return DestinationSetup.of(ConnectorUnderTest.image(image), settings, shortened(new PostgresTables(database)))
                .bad(nowhere, "nowhere");
    }

    /** Finds tables whose names are longer than PostgreSQL's by what they are cut to. */
    private static StoredTables shortened(StoredTables tables) {
        return new StoredTables() {
            @Override
            public Optional<StoredTable> table(String namespace, String name) throws Exception {
                return tables.table(namespace, IDENTIFIERS.fitted(name));
            }

            @Override
            public Set<String> names() throws Exception {
                return tables.names();
            }
        };
    }
}
