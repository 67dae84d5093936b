package dev.leat.dist;

import dev.leat.dist.Place.Sql;
import dev.leat.protocol.Json;
import dev.leat.testkit.ClickHouseDatabase;
import dev.leat.testkit.ClickHouseServer;
import dev.leat.testkit.ClickHouseTables;
import dev.leat.testkit.DuckdbTables;
import dev.leat.testkit.FileTables;
import dev.leat.testkit.H2Server;
import dev.leat.testkit.H2Tables;
import dev.leat.testkit.KafkaServer;
import dev.leat.testkit.KafkaTables;
import dev.leat.testkit.MysqlDatabase;
import dev.leat.testkit.MysqlServer;
import dev.leat.testkit.MysqlTables;
import dev.leat.testkit.NatsServer;
import dev.leat.testkit.NatsTables;
import dev.leat.testkit.PostgresDatabase;
import dev.leat.testkit.PostgresServer;
import dev.leat.testkit.PostgresTables;
import dev.leat.testkit.SqliteTables;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The systems that tests of the whole product carry rows between. */
enum Engine {
    POSTGRES("PostgreSQL", Kind.TABLES) {
        @Override
        Place place(Path folder) throws Exception {
            return of(PostgresServer.database(Engine.class));
        }
    },
    MYSQL("MySQL", Kind.TABLES) {
        @Override
        Place place(Path folder) throws Exception {
            return mysql(MysqlServer.MYSQL.database(Engine.class));
        }
    },
    MARIADB("MariaDB", Kind.TABLES) {
        @Override
        Place place(Path folder) throws Exception {
            return mysql(MysqlServer.MARIADB.database(Engine.class));
        }
    },
    CLICKHOUSE("ClickHouse", Kind.TABLES) {
        @Override
        Place place(Path folder) {
            ClickHouseDatabase database = ClickHouseServer.database(Engine.class);
            return new Place(
                    connection("clickhouse", database.settings()),
                    new ClickHouseTables(database),
                    database.name(),
                    "%s",
                    Optional.of(new Sql(
                            each(database::execute),
                            "CREATE TABLE %s (id Int32, v %s) ENGINE = MergeTree ORDER BY id",
                            "Int32")));
        }
    },
    DUCKDB("DuckDB", Kind.TABLES) {
        @Override
        Place place(Path folder) {
            Path file = folder.resolve("database.duckdb");
            return new Place(
                    connection("duckdb", Map.of("path", file.toString())),
                    new DuckdbTables(file),
                    "main",
                    "main.%s",
                    keyed(sql -> execute("jdbc:duckdb:" + file, sql), "INTEGER"));
        }
    },
    SQLITE("SQLite", Kind.TABLES) {
        @Override
        Place place(Path folder) {
            Path file = folder.resolve("database.sqlite");
            return new Place(
                    connection("sqlite", Map.of("path", file.toString())),
                    new SqliteTables(file),
                    null,
                    "%s",
                    keyed(sql -> execute("jdbc:sqlite:" + file, sql), "INTEGER"));
        }
    },
    H2("H2 by jdbc", Kind.TABLES) {
        @Override
        Place place(Path folder) throws Exception {
            // Names stay as they are written.
            String url = H2Server.database() + ";DATABASE_TO_UPPER=FALSE";
            Map<String, ?> config = Map.of(
                    "url",
                    url,
                    "driver_jars",
                    List.of(H2Server.driver().toString()),
                    "user",
                    "sa",
                    "text_rids",
                    "STRINGTOUTF8({})");
            return new Place(
                    connection("jdbc", config),
                    new H2Tables(url),
                    "PUBLIC",
                    "PUBLIC.%s",
                    keyed(sql -> execute(url + ";USER=sa", sql), "INTEGER"));
        }
    },
    JSON_LINES("files (JSON lines)", Kind.FILES) {
        @Override
        Place place(Path folder) {
            return files(folder, "jsonl", FileTables.jsonLines(folder));
        }
    },
    CSV("files (CSV)", Kind.FILES) {
        @Override
        Place place(Path folder) {
            return files(folder, "csv", FileTables.csv(folder, ',', ""));
        }
    },
    KAFKA("Kafka", Kind.LOG) {
        @Override
        Place place(Path folder) {
            String prefix = KafkaServer.prefix(Engine.class);
            Map<String, ?> config = Map.of(
                    "bootstrap_servers",
                    KafkaServer.bootstrap(),
                    "topic_template",
                    prefix + "{stream}",
                    "topic_partitions",
                    2,
                    "transactional_id_prefix",
                    prefix,
                    "topic_config",
                    Map.of("max.message.bytes", "100000000"));
            return new Place(
                    connection("kafka", config),
                    new KafkaTables(KafkaServer.bootstrap(), prefix),
                    null,
                    prefix + "%s",
                    Optional.empty());
        }

        @Override
        TypedSource typed(Path folder) throws Exception {
            return KafkaTopics.typed(NativeType.of(types(), file()));
        }
    },
    NATS("NATS", Kind.LOG) {
        @Override
        Place place(Path folder) {
            NatsServer server = NatsServer.shared();
            String prefix = "p" + ProcessHandle.current().pid() + "x" + NAMES.incrementAndGet();
            Map<String, ?> config = Map.of(
                    "host",
                    server.host(),
                    "port",
                    server.port(),
                    "stream_prefix",
                    prefix + "_",
                    "subject",
                    prefix + ".{namespace}.{stream}");
            return new Place(
                    connection("nats", config), new NatsTables(server, prefix), null, prefix + "_%s", Optional.empty());
        }

        @Override
        TypedSource typed(Path folder) throws Exception {
            return NatsStreams.typed(NativeType.of(types(), file()));
        }
    };

    /** What an engine is, as far as the tests have to know. */
    private enum Kind {
        /** Its columns have types of its own. */
        TABLES,
        /** Its values are text, or JSON. */
        FILES,
        /** Nothing that is there is ever replaced. */
        LOG
    }

    private static final AtomicInteger NAMES = new AtomicInteger();

    private final String title;
    private final Kind kind;

    Engine(String title, Kind kind) {
        this.title = title;
        this.kind = kind;
    }

    /** What documents call it. */
    String title() {
        return title;
    }

    /** Its name in names of files. */
    String file() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether its values have types that it tells a reader: those of files are guessed. */
    boolean hasTypes() {
        return kind != Kind.FILES;
    }

    /** Whether tests make and fill its tables by SQL. */
    boolean hasTables() {
        return kind == Kind.TABLES;
    }

    /** Whether it takes full refreshes that replace what was there. */
    boolean replaces() {
        return kind != Kind.LOG;
    }

    /** A new, empty place; files go into the folder. */
    abstract Place place(Path folder) throws Exception;

    /** A new place with a table of each of its types; files go into the folder. */
    TypedSource typed(Path folder) throws Exception {
        return TypedSource.ofTables(place(folder), NativeType.of(types(), file()));
    }

    /** The file that has its types. */
    String types() {
        return switch (this) {
            case MARIADB -> MYSQL.file();
            case KAFKA, NATS -> "messages";
            default -> file();
        };
    }

    /** A PostgreSQL database. */
    static Place of(PostgresDatabase database) {
        return new Place(
                connection("postgres", database.settings()),
                new PostgresTables(database),
                "public",
                "public.%s",
                keyed(each(database::execute), "int"));
    }

    static Place mysql(MysqlDatabase database) {
        return new Place(
                connection("mysql", database.settings()),
                new MysqlTables(database),
                database.name(),
                database.name() + ".%s",
                keyed(each(database::execute), "int"));
    }

    private static Place files(Path folder, String format, FileTables tables) {
        Map<String, ?> config = Map.of("path", folder.toString(), "format", format);
        return new Place(connection("files", config), tables, null, "%s." + format, Optional.empty());
    }

    private static Optional<Sql> keyed(Place.Statements statements, String number) {
        return Optional.of(new Sql(statements, "CREATE TABLE %s (id INTEGER PRIMARY KEY, v %s)", number));
    }

    /** Where a connection costs little, or none is needed. */
    private static Place.Statements each(Execution execution) {
        return sql -> {
            for (String statement : sql) {
                execution.run(statement);
            }
        };
    }

    /** Runs one statement. */
    private interface Execution {
        void run(String sql) throws Exception;
    }

    /** JSON is YAML. */
    static String connection(String connector, Map<String, ?> config) {
        return Json.text(Map.of("connector", connector, "config", config));
    }

    private static void execute(String url, String... statements) throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
