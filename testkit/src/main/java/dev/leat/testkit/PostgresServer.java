package dev.leat.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A real PostgreSQL for tests: the one the environment names in {@code LEAT_TEST_POSTGRES_URL} (with
 * {@code LEAT_TEST_POSTGRES_USER} and {@code …_PASSWORD}), else a container, else a native one. One per JVM, started by
 * the first test that asks, stopped with the JVM. If none can be had the test fails on CI ({@code CI=true}) and is
 * skipped elsewhere, with the reason.
 */
public final class PostgresServer {
    /** Not durable against a power cut, which no test causes; killed clients lose nothing by it. */
    private static final Map<String, String> SETTINGS = new TreeMap<>(Map.of(
            "fsync", "off",
            "full_page_writes", "off",
            "max_connections", "200",
            "max_prepared_transactions", "16",
            "shared_buffers", "128MB",
            "timezone", "Europe/Moscow"));

    /** Kept, or their levels would be forgotten: both tell their life's story at INFO. */
    private static final List<Logger> QUIET = Stream.of("io.zonky", "org.testcontainers", "tc")
            .map(Logger::getLogger)
            .toList();

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static PostgresServer shared;
    private static String unavailable;

    private final String host;
    private final int port;
    private final String user;
    private final String password;
    private final Queue<String> databases = new ConcurrentLinkedQueue<>();

    private PostgresServer(String host, int port, String user, String password) {
        this.host = host;
        this.port = port;
        this.user = user;
        this.password = password;
    }

    /** A fresh, empty database; its name tells which test it is for. */
    public static PostgresDatabase database(Class<?> test) {
        PostgresServer server = shared();
        String plain = test.getSimpleName().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        String name = "t" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet() + "_"
                + plain.substring(0, Math.min(30, plain.length()));
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8'");
            server.databases.add(name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create the database " + name + ": " + e.getMessage(), e);
        }
        return new PostgresDatabase(server.host, server.port, name, server.user, server.password);
    }

    private static synchronized PostgresServer shared() {
        if (shared == null && unavailable == null) {
            try {
                shared = start();
            } catch (Exception | LinkageError e) {
                unavailable = "no PostgreSQL for the tests: " + e
                        + ". Set LEAT_TEST_POSTGRES_URL, start a container engine, or run on Linux or macOS, x86 or ARM";
            }
        }
        if (unavailable != null && "true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(unavailable);
        }
        Assumptions.assumeTrue(unavailable == null, unavailable);
        return shared;
    }

    private static PostgresServer start() throws Exception {
        QUIET.forEach(logger -> logger.setLevel(Level.OFF));
        String url = System.getenv("LEAT_TEST_POSTGRES_URL");
        PostgresServer server;
        String origin;
        if (url != null && !url.isBlank()) {
            server = named(url);
            // It outlives this JVM; the others go with it, databases and all.
            Runtime.getRuntime().addShutdownHook(new Thread(server::dropDatabases, "leat-testkit-cleanup"));
            origin = "the one named by LEAT_TEST_POSTGRES_URL";
        } else {
            var container = PostgresContainer.start(SETTINGS);
            origin = container.isPresent() ? "a container" : "a native one";
            server = container.isPresent()
                    ? new PostgresServer(
                            container.get().getHost(), container.get().getMappedPort(5432), "test", "test")
                    : nativeOne();
        }
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet version = statement.executeQuery("SHOW server_version")) {
            version.next();
            System.err.println("PostgreSQL " + version.getString(1) + " for the tests: " + origin + ", " + server.host
                    + ":" + server.port);
        }
        return server;
    }

    private static PostgresServer named(String url) {
        URI address = URI.create(url.replaceFirst("^jdbc:", ""));
        String user = System.getenv("LEAT_TEST_POSTGRES_USER");
        String password = System.getenv("LEAT_TEST_POSTGRES_PASSWORD");
        if (address.getHost() == null) {
            throw new IllegalArgumentException(
                    "LEAT_TEST_POSTGRES_URL must be like jdbc:postgresql://host:5432/, not " + url);
        }
        return new PostgresServer(
                address.getHost(),
                address.getPort() < 0 ? 5432 : address.getPort(),
                user == null ? "postgres" : user,
                password == null ? "" : password);
    }

    private static PostgresServer nativeOne() throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
        SETTINGS.forEach(builder::setServerConfig);
        // Closes itself with the JVM: it has a shutdown hook of its own.
        EmbeddedPostgres server = builder.start();
        return new PostgresServer("localhost", server.getPort(), "postgres", "postgres");
    }

    private void dropDatabases() {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            for (String database : databases) {
                statement.execute("DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
            }
        } catch (SQLException e) {
            System.err.println("databases of the tests are left on " + host + ":" + port + ": " + e.getMessage());
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://" + host + ":" + port + "/" + database, user, password);
    }
}
