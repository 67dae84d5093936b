package dev.leat.connector.postgres;

import dev.leat.testkit.PostgresDatabase;
import dev.leat.testkit.PostgresServer;
import dev.leat.testkit.SourceSetup;
import dev.leat.testkit.SourceSuite;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class PostgresSourceTest extends SourceSuite {

    @Override
    protected SourceSetup setup() throws Exception {
        PostgresDatabase database = PostgresServer.database(getClass());
        database.execute("""
                CREATE TABLE customers (id serial PRIMARY KEY, name varchar(40) NOT NULL, born date, vip boolean);
                INSERT INTO customers (name, born, vip)
                    SELECT 'customer ' || g, date '1950-01-01' + g, g % 7 = 0 FROM generate_series(1, 300) g;
                CREATE TABLE orders (
                    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                    customer int NOT NULL REFERENCES customers,
                    total numeric(12, 2), weight float8, note text, tags text[], extra jsonb,
                    created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamp NOT NULL);
                INSERT INTO orders (customer, total, weight, note, tags, extra, created_at, updated_at)
                    SELECT g % 300 + 1, g / 3.0, g / 7.0, repeat(E'line\\n"', g % 5), ARRAY['a', 'b "c"'],
                        jsonb_build_object('g', g), timestamptz '2026-01-01' + g / 4 * interval '1 minute',
                        timestamp '2026-01-01' + g / 10 * interval '1 hour'
                    FROM generate_series(1, 2000) g;
                CREATE TABLE codes (code text PRIMARY KEY, at timestamptz);
                INSERT INTO codes VALUES ('a', '2026-01-01'), ('B', NULL);
                CREATE SCHEMA big;
                CREATE TABLE big.events (id bigserial PRIMARY KEY, payload text NOT NULL);
                INSERT INTO big.events (payload) SELECT repeat('payload ' || g, 20) FROM generate_series(1, 40000) g;
                ANALYZE;
                """);
        Map<String, Object> reader = Roles.login(database, "reader");
        database.execute("GRANT USAGE ON SCHEMA big TO " + reader.get("user") + "; GRANT SELECT ON ALL TABLES IN SCHEMA"
                + " public, big TO " + reader.get("user"));
        Map<String, Object> config = with(reader, "schemas", List.of("public"));
        return SourceSetup.of(Reading.CONNECTOR, config)
                .bad(with(config, "password", "not-the-password"), "password")
                .bad(with(config, "database", "nowhere"), "nowhere")
                .bad(with(config, "host", "no-such-host.invalid"), "no-such-host.invalid")
                .bad(with(config, "port", 1), ":1")
                .bad(with(config, "schemas", List.of("publik")), "publik", "\"public\"")
                .bad(with(config, "options", Map.of("socketTimeut", "1")), "socketTimeut", "socketTimeout")
                .large(with(reader, "schemas", List.of("big")))
                .adding(
                        () -> database.execute(
                                "INSERT INTO orders (customer, updated_at) SELECT 1, '2027-01-01' FROM generate_series(1, 50)"));
    }

    private static Map<String, Object> with(Map<String, ?> config, String key, Object value) {
        Map<String, Object> more = new HashMap<>(config);
        more.put(key, value);
        return more;
    }
}
