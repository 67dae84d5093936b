package dev.leat.testkit;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A real NATS server with JetStream for tests: the one the environment names in {@code LEAT_TEST_NATS_URL}
 * ({@code nats://host:4222}), else a container, else the system's {@code nats-server}. The shared one is started by the
 * first test that asks and stopped with the JVM; tests of restarts and settings start one of their own. If none can be had
 * the test fails on CI ({@code CI=true}) and is skipped elsewhere, with the reason.
 */
public final class NatsServer implements AutoCloseable {
    private static final Duration START_PATIENCE = Duration.ofSeconds(30);
    private static final long STOP_SECONDS = 10;
    private static final int PORT_FREE = -1;

    private static final Pattern LISTENING = Pattern.compile("Listening for client connections on [^\\s]*:(\\d+)");

    /** The suites send a row of 20 MB. */
    private static final String SETTINGS = """
            max_payload: 67108864
            max_pending: 268435456
            """;

    private static NatsServer shared;
    private static String unavailable;

    private final String host;
    private int port;
    private final Path folder;
    private Process process;

    private NatsServer(String host, int port, Path folder) {
        this.host = host;
        this.port = port;
        this.folder = folder;
    }

    /** The server that tests share: each uses streams of its own. */
    public static synchronized NatsServer shared() {
        if (shared == null && unavailable == null) {
            try {
                shared = start();
            } catch (Exception | LinkageError e) {
                unavailable = "no NATS server for the tests: " + e
                        + ". Set LEAT_TEST_NATS_URL, start a container engine, or install nats-server";
            }
        }
        assume(unavailable);
        return shared;
    }

    /** A server of the test's own, which it may stop and start again: always a native one. */
    public static NatsServer own(String settings) throws Exception {
        return installed(settings, true);
    }

    /** The same without JetStream. */
    public static NatsServer without(String settings) throws Exception {
        return installed(settings, false);
    }

    private static NatsServer installed(String settings, boolean jetStream) throws Exception {
        if (!isInstalled()) {
            assume("no nats-server of its own for the test: install nats-server");
        }
        return startNative(settings, jetStream);
    }

    private static void assume(String reason) {
        if (reason != null && "true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(reason);
        }
        Assumptions.assumeTrue(reason == null, reason);
    }

    private static NatsServer start() throws Exception {
        String url = System.getenv("LEAT_TEST_NATS_URL");
        String origin;
        NatsServer server;
        if (url != null && !url.isBlank()) {
            URI address = URI.create(url);
            server = new NatsServer(address.getHost(), address.getPort() < 0 ? 4222 : address.getPort(), null);
            origin = "the one named by LEAT_TEST_NATS_URL";
        } else {
            var container = NatsContainer.start(SETTINGS);
            if (container.isPresent()) {
                server = new NatsServer(
                        container.get().getHost(), container.get().getMappedPort(4222), null);
                origin = "a container";
            } else {
                server = startNative(SETTINGS, true);
                Runtime.getRuntime().addShutdownHook(new Thread(server::close, "nats-server-stop"));
                origin = "a native one";
            }
        }
        try (Connection connection = server.connect()) {
            System.err.println("NATS " + connection.getServerInfo().getVersion() + " for the tests: " + origin + ", "
                    + server.host + ":" + server.port);
        }
        return server;
    }

    private static boolean isInstalled() {
        try {
            return new ProcessBuilder("nats-server", "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static NatsServer startNative(String settings, boolean jetStream) throws Exception {
        Path folder = Files.createTempDirectory("leat-nats");
        String store = "jetstream { store_dir: \"" + folder.resolve("store") + "\" }\n";
        Files.writeString(folder.resolve("server.conf"), settings + (jetStream ? store : ""));
        NatsServer server = new NatsServer("localhost", PORT_FREE, folder);
        server.run();
        return server;
    }

    /** Starts it: on a free port the first time, on the same one after that. */
    private void run() throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "nats-server",
                "-c",
                folder.resolve("server.conf").toString(),
                "-a",
                "127.0.0.1",
                "-p",
                String.valueOf(port)));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile())
                .start();
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        while (port == PORT_FREE || !isReady()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new IllegalStateException(
                        "nats-server did not start: " + Files.readString(folder.resolve("server.log")));
            }
            LockSupport.parkNanos(10_000_000);
            readPort();
        }
    }

    private boolean isReady() throws IOException {
        return Files.readString(folder.resolve("server.log")).contains("Server is ready");
    }

    /** The server tells which port it has found. */
    private void readPort() throws IOException {
        Matcher listening = LISTENING.matcher(Files.readString(folder.resolve("server.log")));
        if (port == PORT_FREE && listening.find()) {
            port = Integer.parseInt(listening.group(1));
        }
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    /** Ends it at once, as a power cut would. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Starts it again after {@link #kill}, with what it has on disk. */
    public void restart() throws Exception {
        run();
    }

    /** A plain connection, with the driver and nothing of Leat's. */
    public Connection connect() throws IOException, InterruptedException {
        return Nats.connect(new Options.Builder()
                .server("nats://" + host + ":" + port)
                .connectionTimeout(START_PATIENCE)
                .build());
    }

    /** Stops it and removes what it kept; the shared one stops by itself. */
    @Override
    public void close() {
        try {
            process.destroy();
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            System.err.println("files of a test's NATS server are left in " + folder + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
