package dev.leat.connector.sqlite;

import dev.leat.testkit.ConnectorUnderTest;
import dev.leat.testkit.SourceSetup;
import dev.leat.testkit.SourceSuite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class SqliteSourceTest extends SourceSuite {
    @TempDir
    static Path folder;

    @Override
    protected SourceSetup setup() throws Exception {
        Database shop = new Database(folder.resolve("shop.db"));
        shop.execute("""
                CREATE TABLE customers (id INTEGER PRIMARY KEY, name VARCHAR(40) NOT NULL, vip BOOLEAN, photo BLOB);
                CREATE TABLE orders (
                    id INTEGER PRIMARY KEY, customer INT NOT NULL, total DECIMAL(10,2), weight REAL, note TEXT COLLATE NOCASE,
                    extra JSON, day DATE, created_at TIMESTAMP NOT NULL, updated_at TIMESTAMPTZ(3) NOT NULL);
                CREATE TABLE codes (code TEXT COLLATE NOCASE PRIMARY KEY NOT NULL, at DATETIME);
                CREATE VIEW totals AS SELECT customer, count(*) AS orders, sum(total) AS total FROM orders GROUP BY 1;
                INSERT INTO codes VALUES ('b', '2026-01-01 10:00:00'), ('B2', NULL), ('a', '2026-01-01 10:00:00.5');
                WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 300)
                    INSERT INTO customers SELECT n, 'customer ' || n, n % 2, randomblob(n % 5) FROM n;
                """);
        shop.execute(orders(1, 2000));
        Database big = new Database(folder.resolve("big.db"));
        big.execute("CREATE TABLE events (id INTEGER PRIMARY KEY, payload TEXT NOT NULL);"
                + "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 40000)"
                + " INSERT INTO events SELECT n, replace(hex(zeroblob(100)), '00', 'ab') FROM n;");
        Path text = Files.writeString(folder.resolve("notes.db"), "These are notes and no database.\n".repeat(40));
        return SourceSetup.of(
                        ConnectorUnderTest.of(SqliteConnector.CONNECTOR, SqliteConnector.class),
                        Map.of("path", shop.file().toString()))
                .bad(Map.of("path", folder + "/missing/shop.db"), "missing", "no folder")
                .bad(Map.of("path", text.toString()), "notes.db", "no SQLite database")
                .bad(Map.of("path", folder.toString()), folder.toString())
                .large(Map.of("path", big.file().toString()))
                .adding(() -> shop.execute(orders(2001, 2050)));
    }

    private static String orders(int from, int to) {
        return "WITH RECURSIVE n(n) AS (SELECT %from UNION ALL SELECT n + 1 FROM n WHERE n < %to)"
                        .replace("%from", String.valueOf(from))
                        .replace("%to", String.valueOf(to))
                + " INSERT INTO orders SELECT n, n % 300 + 1, n / 4.0, n / 7.0, 'note \"' || n || '\"', json_array(n, 'x'),"
                + " date('2026-01-01', '+' || (n / 10) || ' days'), datetime('2026-01-01', '+' || (n / 4) || ' minutes'),"
                + " strftime('%Y-%m-%dT%H:%M:00.000Z', '2026-01-01', '+' || (n / 10) || ' hours') FROM n;";
    }
}
