package dev.leat.docker;

import dev.leat.testkit.ConnectorImages;
import dev.leat.testkit.ConnectorUnderTest;
import dev.leat.testkit.PostgresDatabase;
import dev.leat.testkit.PostgresServer;
import dev.leat.testkit.SourceSetup;
import dev.leat.testkit.SourceSuite;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class PostgresSourceImageTest extends SourceSuite {
    @Override
    protected SourceSetup setup() throws Exception {
        String image = ConnectorImages.need("source-postgres");
        PostgresDatabase database = PostgresServer.database(getClass());
        database.execute("""
                CREATE TABLE orders (
                    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, total numeric(12, 2), note text,
                    updated_at timestamp NOT NULL);
                INSERT INTO orders (total, note, updated_at)
                    SELECT g / 3.0, repeat(E'line\\n"', g % 5), timestamp '2026-01-01' + g / 10 * interval '1 hour'
                    FROM generate_series(1, 1000) g;
                CREATE SCHEMA big;
                CREATE TABLE big.events (id bigserial PRIMARY KEY, payload text NOT NULL);
                INSERT INTO big.events (payload) SELECT repeat('payload ' || g, 20) FROM generate_series(1, 40000) g;
                ANALYZE;
                """);
        Map<String, Object> config = with(Login.to(database), "schemas", List.of("public"));
        return SourceSetup.of(ConnectorUnderTest.image(image), config)
                .bad(with(config, "database", "nowhere"), "nowhere")
                .bad(with(config, "port", 1), ":1")
                .large(with(config, "schemas", List.of("big")))
                .adding(() -> database.execute(
                        "INSERT INTO orders (updated_at) SELECT '2027-01-01' FROM generate_series(1, 50)"));
    }

    private static Map<String, Object> with(Map<String, ?> config, String key, Object value) {
        Map<String, Object> more = new HashMap<>(config);
        more.put(key, value);
        return more;
    }
}
