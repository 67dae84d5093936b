package dev.leat.connector.mysql;

import dev.leat.testkit.ConnectorUnderTest;
import dev.leat.testkit.DestinationSetup;
import dev.leat.testkit.MysqlDatabase;
import dev.leat.testkit.MysqlServer;
import dev.leat.testkit.MysqlTables;
import dev.leat.testkit.SourceSetup;
import dev.leat.testkit.StoredTable;
import dev.leat.testkit.StoredTables;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the suites are told of both flavours. */
final class Databases {
    static final ConnectorUnderTest CONNECTOR = ConnectorUnderTest.of(MysqlConnector.CONNECTOR, MysqlConnector.class);

    private Databases() {}

    static DestinationSetup destination(MysqlServer flavour, Class<?> test) throws Exception {
        return destination(flavour, test, Map.of());
    }

    static DestinationSetup destination(MysqlServer flavour, Class<?> test, Map<String, String> options)
            throws Exception {
        MysqlDatabase database = flavour.database(test);
        // The namespaces of the suite, which a server that outlives the tests may have from an earlier run.
        database.execute("DROP DATABASE IF EXISTS space_one; DROP DATABASE IF EXISTS `space two`");
        Map<String, Object> config = with(database.settings(), "options", options);
        return DestinationSetup.of(CONNECTOR, config, shortened(new MysqlTables(database)))
                .bad(with(config, "password", "not-the-password"), database.host(), "password")
                .bad(with(config, "database", "no_such_db"), "no_such_db")
                .bad(with(config, "port", closedPort()), "nothing listens");
    }

    /** Finds tables whose names are longer than MySQL's by what they are cut to. */
    private static StoredTables shortened(StoredTables tables) {
        return new StoredTables() {
            @Override
            public Optional<StoredTable> table(String namespace, String name) throws Exception {
                return tables.table(namespace, SqlText.IDENTIFIERS.fitted(name));
            }

            @Override
            public Set<String> names() throws Exception {
                return tables.names();
            }
        };
    }

    static SourceSetup source(MysqlServer flavour, Class<?> test) throws Exception {
        MysqlDatabase shop = flavour.database(test);
        shop.execute("""
                CREATE TABLE customers (id INT UNSIGNED AUTO_INCREMENT PRIMARY KEY, name VARCHAR(40) NOT NULL, vip BOOLEAN,
                    photo BLOB, tags SET('a', 'b'), size ENUM('s', 'm', 'it''s'), flags BIT(5), born YEAR);
                CREATE TABLE orders (
                    id BIGINT UNSIGNED AUTO_INCREMENT PRIMARY KEY, customer INT, total DECIMAL(10,2), weight DOUBLE,
                    ratio FLOAT, note TEXT, extra JSON, day DATE, at TIME(3), created_at DATETIME(6) NOT NULL,
                    updated_at TIMESTAMP(3) NOT NULL DEFAULT '2026-01-01', label CHAR(5) CHARACTER SET latin1,
                    twice DECIMAL(12,2) AS (total * 2), KEY (updated_at));
                CREATE TABLE codes (code VARCHAR(20) PRIMARY KEY, at DATETIME);
                CREATE VIEW totals AS SELECT customer, count(*) AS orders, sum(total) AS total FROM orders GROUP BY 1;
                INSERT INTO codes VALUES ('b', '2026-01-01 10:00:00'), ('B2', NULL), ('a', '2026-01-01 10:00:00');
                """);
        rows(
                shop,
                1,
                300,
                "INSERT INTO customers (name, vip, photo, tags, size, flags, born) SELECT"
                        + " concat('customer ', n), n % 2, repeat('x', n % 5), 'a', 'it''s', n % 32, 2000 + n % 50 FROM n");
        orders(shop, 1, 2000);
        MysqlDatabase big = flavour.database(test);
        big.execute("CREATE TABLE events (id INT AUTO_INCREMENT PRIMARY KEY, payload TEXT NOT NULL)");
        rows(big, 1, 40_000, "INSERT INTO events SELECT n, repeat('ab', 100) FROM n");
        // Tests of other classes have transactions of their own on the same server.
        Map<String, Object> config = with(shop.settings(), "late_commit_wait_seconds", 60);
        return SourceSetup.of(CONNECTOR, config)
                .bad(with(config, "password", "not-the-password"), shop.host(), "password")
                .bad(with(config, "database", "no_such_db"), "no_such_db")
                .bad(with(config, "port", closedPort()), "nothing listens")
                .bad(with(config, "options", Map.of("useCompresion", "true")), "useCompresion", "useCompression")
                .large(big.settings())
                .adding(() -> orders(shop, 2001, 2050));
    }

    private static void orders(MysqlDatabase shop, int from, int to) throws SQLException {
        rows(
                shop,
                from,
                to,
                "INSERT INTO orders (id, customer, total, weight, ratio, note, extra, day, at, created_at,"
                        + " updated_at, label) SELECT n, n % 300 + 1, n / 4, n / 7, n / 3, concat('note \"', n, '\" \\\\ ğ'),"
                        + " json_array(n, 'x', n / 4), '2026-01-01' + INTERVAL n DIV 10 DAY, sec_to_time(n % 86400),"
                        + " '2026-01-01' + INTERVAL n * 15 SECOND, '2026-01-01' + INTERVAL n DIV 10 HOUR, 'é' FROM n");
    }

    /** @param insert takes numbers from a table n */
    static void rows(MysqlDatabase database, int from, int to, String insert) throws SQLException {
        String numbers =
                "WITH RECURSIVE n(n) AS (SELECT " + from + " UNION ALL SELECT n + 1 FROM n WHERE n < " + to + ")";
        int into = insert.indexOf("SELECT");
        database.execute("SET SESSION "
                + (database.flavour() == MysqlServer.MYSQL ? "cte_max_recursion_depth" : "max_recursive_iterations")
                + " = 1000000; " + insert.substring(0, into) + numbers + insert.substring(into));
    }

    static Map<String, Object> with(Map<String, Object> config, String key, Object value) {
        Map<String, Object> changed = new HashMap<>(config);
        changed.put(key, value);
        return changed;
    }

    /** A port where nothing listens. */
    static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
