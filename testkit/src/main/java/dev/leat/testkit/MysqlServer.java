package dev.leat.testkit;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/**
 * Real servers of both flavours for tests: the one the environment names in {@code LEAT_TEST_MYSQL_URL} or
 * {@code LEAT_TEST_MARIADB_URL} (with {@code …_USER} and {@code …_PASSWORD}), else a container, else a native one:
 * MySQL out of the archive that the system property {@code leat.mysql.zip} names, MariaDB as the system has it
 * installed. One per JVM, started by the first test that asks, stopped with the JVM. If none can be had the test fails
 * on CI ({@code CI=true}) and is skipped elsewhere, with the reason.
 */
public enum MysqlServer {
    /** MySQL 8. */
    MYSQL("mysql:8.4", "MYSQL_ROOT_PASSWORD"),
    /** MariaDB 10.11 or newer. */
    MARIADB("mariadb:11.4", "MARIADB_ROOT_PASSWORD");

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final String image;
    private final String passwordVariable;
    private final Queue<String> databases = new ConcurrentLinkedQueue<>();
    private Address address;
    private String unavailable;

    /** Where a server listens. */
    record Address(String host, int port, String user, String password, String origin) {}

    MysqlServer(String image, String passwordVariable) {
        this.image = image;
        this.passwordVariable = passwordVariable;
    }

    /** A fresh, empty database; its name tells which test it is for. */
    public MysqlDatabase database(Class<?> test) {
        Address server = shared();
        String plain = test.getSimpleName().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        String name = "t" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet() + "_"
                + plain.substring(0, Math.min(30, plain.length()));
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " CHARACTER SET utf8mb4");
            databases.add(name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create the database " + name + ": " + e.getMessage(), e);
        }
        return new MysqlDatabase(this, server.host, server.port, name, server.user, server.password);
    }

    private synchronized Address shared() {
        if (address == null && unavailable == null) {
            try {
                address = start();
            } catch (Exception | LinkageError e) {
                unavailable = "no " + this + " for the tests: " + e + ". Set LEAT_TEST_" + this
                        + "_URL, start a container engine, or "
                        + (this == MYSQL ? "run on Linux on x86 with libaio1" : "install mariadb-server");
            }
        }
        if (unavailable != null && "true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(unavailable);
        }
        Assumptions.assumeTrue(unavailable == null, unavailable);
        return address;
    }

    private Address start() throws Exception {
        String url = System.getenv("LEAT_TEST_" + this + "_URL");
        Address found;
        if (url != null && !url.isBlank()) {
            found = named(url);
            // It outlives this JVM; the others go with it, databases and all.
            Runtime.getRuntime().addShutdownHook(new Thread(this::dropDatabases, "leat-testkit-cleanup"));
        } else {
            Optional<Address> container = MysqlContainer.start(image, passwordVariable);
            found = container.isPresent() ? container.get() : new NativeMysql(this).start();
        }
        try (Connection connection = connect(found);
                Statement statement = connection.createStatement();
                ResultSet version = statement.executeQuery("SELECT version()")) {
            version.next();
            System.err.println(this + " " + version.getString(1) + " for the tests: " + found.origin + ", " + found.host
                    + ":" + found.port);
        }
        return found;
    }

    private Address named(String url) {
        String variable = "LEAT_TEST_" + this;
        URI uri = URI.create(url.replaceFirst("^jdbc:", ""));
        if (uri.getHost() == null) {
            throw new IllegalArgumentException(variable + "_URL must be like jdbc:mysql://host:3306/, not " + url);
        }
        String user = System.getenv(variable + "_USER");
        String password = System.getenv(variable + "_PASSWORD");
        return new Address(
                uri.getHost(),
                uri.getPort() < 0 ? 3306 : uri.getPort(),
                user == null ? "root" : user,
                password == null ? "" : password,
                "the one named by " + variable + "_URL");
    }

    private void dropDatabases() {
        try (Connection connection = connect(address);
                Statement statement = connection.createStatement()) {
            for (String database : databases) {
                statement.execute("DROP DATABASE IF EXISTS " + database);
            }
        } catch (SQLException e) {
            System.err.println("databases of the tests are left on " + address.host + ": " + e.getMessage());
        }
    }

    static Connection connect(Address server) throws SQLException {
        String url = "jdbc:mysql://" + server.host + ":" + server.port
                + "/?connectTimeout=5000&allowPublicKeyRetrieval=true&logger=com.mysql.cj.log.NullLogger";
        return DriverManager.getConnection(url, server.user, server.password);
    }
}
