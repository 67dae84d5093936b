package dev.leat.connector.clickhouse;

import dev.leat.testkit.ClickHouseDatabase;
import dev.leat.testkit.ClickHouseServer;
import dev.leat.testkit.SourceSetup;
import dev.leat.testkit.SourceSuite;
import java.util.List;
import java.util.Map;

class ClickHouseSourceTest extends SourceSuite {

    @Override
    protected SourceSetup setup() throws Exception {
        ClickHouseDatabase database = ClickHouseServer.database(getClass());
        ClickHouseDatabase big = ClickHouseServer.database(getClass());
        database.execute("""
                CREATE TABLE customers (id UInt32, name String, born Nullable(Date32), vip Bool) ORDER BY id;
                INSERT INTO customers
                    SELECT number, 'customer ' || number, toDate32('1950-01-01') + number, number % 7 = 0 FROM numbers(300);
                CREATE TABLE orders (
                    id Int64, customer UInt32, total Decimal(12, 2), weight Float64, note Nullable(String),
                    tags Array(String), extra Map(String, Int64), pair Tuple(a Int8, b String), code FixedString(4),
                    kind Enum8('a' = 1, 'b' = 2), address IPv4, uid UUID, big Int256,
                    created_at DateTime('Europe/Moscow'), updated_at DateTime64(6, 'UTC'))
                    ORDER BY (customer, id);
                INSERT INTO orders %s;
                CREATE TABLE codes (code LowCardinality(String), at Nullable(DateTime)) ORDER BY code;
                INSERT INTO codes VALUES ('b', '2026-01-01 10:00:00'), ('B2', NULL), ('a', '2026-01-01 10:00:00');
                CREATE VIEW totals AS SELECT customer, count() AS orders, sum(total) AS total FROM orders GROUP BY customer;
                """.replace("%s", orders(1, 2000)));
        big.execute("CREATE TABLE events (id UInt64, payload String) ORDER BY id;\n"
                + "INSERT INTO events SELECT number, repeat('payload ' || number, 20) FROM numbers(40000);\n");
        Map<String, Object> config = database.settings();
        return SourceSetup.of(Runs.CONNECTOR, config)
                .bad(Runs.with(database, "password", "not-the-password"), "password")
                .bad(Runs.with(database, "database", "nowhere"), "nowhere")
                .bad(Runs.with(database, "databases", List.of("nowhere")), "nowhere")
                .bad(Runs.with(database, "host", "no-such-host.invalid"), "no-such-host.invalid")
                .bad(Runs.with(database, "port", 1), ":1")
                .bad(Runs.with(Runs.with(config, "tls", true), "connect_timeout_seconds", 1), "TLS", "8443")
                .bad(Runs.with(database, "settings", Map.of("max_memory_usag", "1")), "max_memory_usag")
                .bad(Runs.with(database, "settings", Map.of("wait_end_of_query", "1")), "wait_end_of_query")
                .large(big.settings())
                .adding(() -> database.query("INSERT INTO orders " + orders(2001, 2050)));
    }

    private static String orders(int from, int to) {
        return "SELECT number, number % 300, number / 4, number / 7, if(number % 3 = 0, NULL, 'note \"' || number || '\\n'),"
                + " ['a', 'b \"c\"'], map('n', number), (number % 100, 'x'), 'ab', if(number % 2 = 0, 'a', 'b'),"
                + " toIPv4('10.0.0.1'), toUUID('0190b2c4-7d1e-7abc-8def-0123456789ab'), number * toInt256(1000000007),"
                + " toDateTime('2026-01-01 00:00:00') + number,"
                + " toDateTime64('2026-01-01 00:00:00', 6, 'UTC') + toIntervalHour(number / 10)"
                + " FROM numbers(" + from + ", " + (to - from + 1) + ")";
    }
}
