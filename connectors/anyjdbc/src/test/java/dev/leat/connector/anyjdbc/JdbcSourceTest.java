package dev.leat.connector.anyjdbc;

import dev.leat.testkit.ConnectorUnderTest;
import dev.leat.testkit.H2Server;
import dev.leat.testkit.SourceSetup;
import dev.leat.testkit.SourceSuite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class JdbcSourceTest extends SourceSuite {
    @TempDir
    static Path folder;

    private static void execute(String url, String... statements) throws SQLException {
        try (Connection connection = H2Server.connect(url);
                Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }

    private static Map<String, Object> config(String url) throws Exception {
        return new HashMap<>(Map.of(
                "url",
                url,
                "driver_jars",
                List.of(H2Server.driver().toString()),
                "user",
                "sa",
                "text_rids",
                "STRINGTOUTF8({})"));
    }

    @Override
    protected SourceSetup setup() throws Exception {
        String shop = H2Server.database();
        execute(
                shop,
                "CREATE SCHEMA sales",
                "CREATE TABLE customers (id INTEGER PRIMARY KEY, name VARCHAR(40) NOT NULL, vip BOOLEAN, photo VARBINARY(100))",
                "CREATE TABLE sales.orders (id BIGINT PRIMARY KEY, customer INT NOT NULL, total DECIMAL(10,2), weight DOUBLE"
                        + " PRECISION, ratio REAL, note CLOB, \"DAY\" DATE, clock TIME(3), token UUID, tag CHAR(3), free NUMERIC,"
                        + " created_at TIMESTAMP(6) NOT NULL, updated_at TIMESTAMP(3) WITH TIME ZONE NOT NULL)",
                "CREATE TABLE codes (code VARCHAR(10) PRIMARY KEY, seen TIMESTAMP(0))",
                "CREATE VIEW totals AS SELECT customer, count(*) AS orders, sum(total) AS total FROM sales.orders GROUP BY customer",
                "INSERT INTO codes VALUES ('b', '2026-01-01 10:00:00'), ('B2', NULL), ('a', '2026-01-01 10:00:01')",
                "INSERT INTO customers SELECT x, 'customer ' || x, mod(x, 2) = 0, X'00FF' FROM system_range(1, 300)");
        execute(shop, orders(1, 2000));
        String big = H2Server.database();
        execute(
                big,
                "CREATE TABLE events (id INTEGER PRIMARY KEY, payload VARCHAR NOT NULL)",
                "INSERT INTO events SELECT x, repeat('ab', 100) FROM system_range(1, 40000)");
        Path empty = Files.write(folder.resolve("empty.jar"), EMPTY_JAR);
        Map<String, Object> noDriver = config(shop);
        noDriver.put("driver_jars", List.of(empty.toString()));
        Map<String, Object> unknown = config(shop + "-none;IFEXISTS=TRUE");
        Map<String, Object> unreachable = config("jdbc:h2:tcp://127.0.0.1:1/x");
        Map<String, Object> wrongSetting = config(shop + ";NO_SUCH_SETTING=1");
        return SourceSetup.of(ConnectorUnderTest.of(JdbcConnector.CONNECTOR, JdbcConnector.class), config(shop))
                .bad(noDriver, "no JDBC driver is in", "driver_class")
                .bad(unknown, "cannot connect")
                .bad(unreachable, "cannot connect", "127.0.0.1", "Run again")
                .bad(wrongSetting, "NO_SUCH_SETTING")
                .large(config(big))
                .adding(() -> execute(shop, orders(2001, 2050)));
    }

    /** The least that counts as a jar: an end without entries. */
    private static final byte[] EMPTY_JAR = new byte[22];

    static {
        System.arraycopy(new byte[] {'P', 'K', 5, 6}, 0, EMPTY_JAR, 0, 4);
    }

    private static String orders(int from, int to) {
        return "INSERT INTO sales.orders SELECT x, mod(x, 300) + 1, x / 4.0, x / 7.0, x / 3.0, 'note \"' || x || '\"',"
                + " DATEADD(DAY, x / 10, DATE '2026-01-01'), DATEADD(SECOND, x, TIME '10:00:00'), RANDOM_UUID(), 'ab', x / 8.0,"
                + " DATEADD(MINUTE, x / 4, TIMESTAMP '2026-01-01 00:00:00'),"
                + " DATEADD(HOUR, x / 10, TIMESTAMP WITH TIME ZONE '2026-01-01 00:00:00+02:00') FROM system_range("
                + from
                + ", " + to + ")";
    }
}
