package dev.leat.connector.clickhouse;

import dev.leat.testkit.ClickHouseDatabase;
import dev.leat.testkit.ConnectorUnderTest;
import java.util.HashMap;
import java.util.Map;

/** The connector as the tests run it. */
final class Runs {
    static final ConnectorUnderTest CONNECTOR =
            ConnectorUnderTest.of(ClickHouseConnector.CONNECTOR, ClickHouseConnector.class);

    private Runs() {}

    /** Settings that reach a database, but for one. */
    static Map<String, Object> with(ClickHouseDatabase database, String key, Object value) {
        Map<String, Object> settings = new HashMap<>(database.settings());
        settings.put(key, value);
        return settings;
    }
}
