package dev.leat.testkit;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A real ClickHouse for tests: the one the environment names in {@code LEAT_TEST_CLICKHOUSE_URL} (with
 * {@code LEAT_TEST_CLICKHOUSE_USER} and {@code …_PASSWORD}), else a container, else the engine as a library behind a small
 * server of our own ({@link ChdbServer}). One per JVM, started by the first test that asks, stopped with the JVM. If none
 * can be had the test fails on CI ({@code CI=true}) and is skipped elsewhere, with the reason.
 */
public final class ClickHouseServer {
    private static final long START_SECONDS = 300;

    /** Kept, or their levels would be forgotten: they tell their life's story at INFO. */
    private static final List<Logger> QUIET =
            Stream.of("org.testcontainers", "tc").map(Logger::getLogger).toList();

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static ClickHouseServer shared;
    private static String unavailable;

    private final ClickHouseDatabase start;
    private final boolean isLibrary;
    private final Queue<String> databases = new ConcurrentLinkedQueue<>();

    private ClickHouseServer(ClickHouseDatabase start, boolean isLibrary) {
        this.start = start;
        this.isLibrary = isLibrary;
    }

    /** A fresh, empty database; its name tells which test it is for. */
    public static ClickHouseDatabase database(Class<?> test) {
        ClickHouseServer server = shared();
        String plain = test.getSimpleName().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        String name = "t" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet() + "_" + plain;
        ClickHouseDatabase start = server.start;
        try {
            start.query("CREATE DATABASE " + name + (server.isLibrary ? " ENGINE = Atomic" : ""));
        } catch (IOException e) {
            throw new IllegalStateException("cannot create the database " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        server.databases.add(name);
        return new ClickHouseDatabase(start.host(), start.port(), name, start.user(), start.password());
    }

    /** Whether it is the engine as a library, which knows the users {@code default} and {@code limited} only. */
    public static boolean isLibrary() {
        return shared().isLibrary;
    }

    private static synchronized ClickHouseServer shared() {
        if (shared == null && unavailable == null) {
            try {
                shared = start();
            } catch (Exception | LinkageError e) {
                unavailable = "no ClickHouse for the tests: " + e
                        + ". Set LEAT_TEST_CLICKHOUSE_URL, start a container engine, or run on Linux with npm";
            }
        }
        if (unavailable != null && "true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(unavailable);
        }
        Assumptions.assumeTrue(unavailable == null, unavailable);
        return shared;
    }

    private static ClickHouseServer start() throws Exception {
        QUIET.forEach(logger -> logger.setLevel(Level.OFF));
        String url = System.getenv("LEAT_TEST_CLICKHOUSE_URL");
        ClickHouseServer server;
        String origin;
        if (url != null && !url.isBlank()) {
            server = new ClickHouseServer(named(URI.create(url)), false);
            // It outlives this JVM; the others go with it, databases and all.
            Runtime.getRuntime().addShutdownHook(new Thread(server::dropDatabases, "leat-testkit-cleanup"));
            origin = "the one named by LEAT_TEST_CLICKHOUSE_URL";
        } else {
            Optional<ClickHouseDatabase> container = ClickHouseContainer.start();
            origin = container.isPresent() ? "a container" : "the engine as a library";
            server = container.isPresent()
                    ? new ClickHouseServer(container.get(), false)
                    : new ClickHouseServer(library(), true);
        }
        System.err.println(
                "ClickHouse " + server.start.query("SELECT version()").strip() + " for the tests: " + origin + ", "
                        + server.start.host() + ":" + server.start.port());
        return server;
    }

    private static ClickHouseDatabase named(URI address) {
        String user = System.getenv("LEAT_TEST_CLICKHOUSE_USER");
        String password = System.getenv("LEAT_TEST_CLICKHOUSE_PASSWORD");
        if (address.getHost() == null) {
            throw new IllegalArgumentException(
                    "LEAT_TEST_CLICKHOUSE_URL must be like http://host:8123/, not " + address);
        }
        return new ClickHouseDatabase(
                address.getHost(),
                address.getPort() < 0 ? 8123 : address.getPort(),
                "default",
                user == null ? "default" : user,
                password == null ? "" : password);
    }

    private static ClickHouseDatabase library() throws Exception {
        Path library = ChdbLibrary.find();
        Path folder = Files.createTempDirectory("leat-clickhouse");
        Path port = folder.resolve("port");
        Path java = Path.of(System.getProperty("java.home"));
        ProcessBuilder builder = new ProcessBuilder(
                java.resolve("bin/java").toString(),
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                ownClasses(),
                ChdbServer.class.getName(),
                library.toString(),
                folder.resolve("data").toString(),
                port.toString());
        // The library takes the signals that a JVM lives by; this puts the JVM before it.
        builder.environment().put("LD_PRELOAD", java.resolve("lib/libjsig.so").toString());
        builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile());
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process, folder), "leat-testkit-clickhouse"));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!Files.exists(port)) {
            if (process.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                throw new IOException("the engine does not start: " + Files.readString(folder.resolve("log")));
            }
        }
        return new ClickHouseDatabase(
                "127.0.0.1", Integer.parseInt(Files.readString(port)), "default", "default", ChdbHttp.PASSWORD);
    }

    /** The server needs nothing but Java and what stands beside it. */
    private static String ownClasses() throws java.net.URISyntaxException {
        return Path.of(ChdbServer.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
    }

    private static void end(Process process, Path folder) {
        process.destroyForcibly();
        try {
            process.waitFor();
            ChdbLibrary.delete(folder);
        } catch (IOException | InterruptedException e) {
            System.err.println("files of the tests are left in " + folder + ": " + e);
        }
    }

    private void dropDatabases() {
        for (String database : List.copyOf(databases)) {
            try {
                start.query("DROP DATABASE IF EXISTS " + database);
            } catch (IOException | InterruptedException e) {
                System.err.println("databases of the tests are left on " + start.host() + ": " + e.getMessage());
            }
        }
    }
}
