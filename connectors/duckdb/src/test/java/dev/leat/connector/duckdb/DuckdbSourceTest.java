package dev.leat.connector.duckdb;

import dev.leat.testkit.ConnectorUnderTest;
import dev.leat.testkit.SourceSetup;
import dev.leat.testkit.SourceSuite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class DuckdbSourceTest extends SourceSuite {
    @TempDir
    static Path folder;

    @Override
    protected SourceSetup setup() throws Exception {
        Database shop = new Database(folder.resolve("shop.duckdb"));
        shop.execute("""
                CREATE SCHEMA sales;
                CREATE TABLE customers (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL, vip BOOLEAN, photo BLOB);
                CREATE TABLE sales.orders (
                    id BIGINT PRIMARY KEY, customer INT NOT NULL, total DECIMAL(10,2), weight DOUBLE, ratio FLOAT,
                    note VARCHAR COLLATE NOCASE, extra JSON, day DATE, clock TIME, token UUID, tags VARCHAR[], place STRUCT(x INT, y INT),
                    created_at TIMESTAMP NOT NULL, updated_at TIMESTAMPTZ NOT NULL);
                CREATE TABLE codes (code VARCHAR COLLATE NOCASE PRIMARY KEY, seen TIMESTAMP_S);
                CREATE VIEW totals AS SELECT customer, count(*) AS orders, sum(total) AS total FROM sales.orders GROUP BY 1;
                INSERT INTO codes VALUES ('b', '2026-01-01 10:00:00'), ('B2', NULL), ('a', '2026-01-01 10:00:01');
                INSERT INTO customers SELECT n, 'customer ' || n, n % 2 = 0, encode(repeat('x', (n % 5)::INT)) FROM range(1, 301) r(n);
                """);
        shop.execute(orders(1, 2000));
        Database big = new Database(folder.resolve("big.duckdb"));
        big.execute("CREATE TABLE events (id INTEGER PRIMARY KEY, payload VARCHAR NOT NULL);"
                + " INSERT INTO events SELECT n, repeat('ab', 100) FROM range(1, 40001) r(n);");
        Path text = Files.writeString(folder.resolve("notes.duckdb"), "These are notes and no database.\n".repeat(400));
        return SourceSetup.of(
                        ConnectorUnderTest.of(DuckdbConnector.CONNECTOR, DuckdbConnector.class),
                        Map.of("path", shop.file().toString()))
                .bad(Map.of("path", folder + "/missing/shop.duckdb"), "missing", "no folder")
                .bad(Map.of("path", folder + "/shop.duckd"), "did you mean \"shop.duckdb\"?")
                .bad(Map.of("path", text.toString()), "notes.duckdb", "no DuckDB database")
                .bad(Map.of("path", folder.toString()), folder.toString())
                .bad(Map.of("path", shop.file().toString(), "threads", 0), "threads")
                .large(Map.of("path", big.file().toString()))
                .adding(() -> shop.execute(orders(2001, 2050)));
    }

    private static String orders(int from, int to) {
        return "INSERT INTO sales.orders SELECT n, n % 300 + 1, n / 4.0, n / 7.0, n / 3.0, 'note \"' || n || '\"',"
                + " json_array(n, 'x'), DATE '2026-01-01' + (n // 10)::INT, TIME '10:00:00' + to_seconds(n % 3600),"
                + " md5(n::VARCHAR)::UUID, [n::VARCHAR, NULL, 'b'], {'x': n, 'y': NULL},"
                + " TIMESTAMP '2026-01-01' + to_minutes((n // 4)::BIGINT),"
                + " TIMESTAMPTZ '2026-01-01 00:00:00Z' + to_hours((n // 10)::BIGINT) FROM range(" + from + ", "
                + (to + 1) + ") r(n)";
    }
}
