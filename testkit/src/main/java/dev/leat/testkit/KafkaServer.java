package dev.leat.testkit;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Assumptions;

/**
 * A real Kafka for tests: the one the environment names in {@code LEAT_TEST_KAFKA_BOOTSTRAP}, else a container, else a
 * native one, which is a process of its own. One per JVM, started by the first test that asks, stopped with the JVM. If
 * none can be had the test fails on CI ({@code CI=true}) and is skipped elsewhere, with the reason.
 */
public final class KafkaServer {
    /** Kept, or their levels would be forgotten: all tell their life's story at INFO. */
    private static final List<Logger> QUIET = Stream.of("org.apache.kafka", "org.testcontainers", "tc")
            .map(Logger::getLogger)
            .toList();

    static {
        QUIET.forEach(logger -> logger.setLevel(Level.OFF));
    }

    private static final Duration PATIENCE = Duration.ofSeconds(300);
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static KafkaServer shared;
    private static String unavailable;

    private final String bootstrap;

    private KafkaServer(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    /** Where the brokers are: {@code host:port}, for whoever needs neither user nor certificate. */
    public static String bootstrap() {
        return shared().bootstrap;
    }

    /** What the topics of one test class begin with, so that it shares them with no other. */
    public static String prefix(Class<?> test) {
        String plain = test.getSimpleName().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return own() + NAMES.incrementAndGet() + "-" + plain + ".";
    }

    private static String own() {
        return "t" + ProcessHandle.current().pid() + "-";
    }

    private static void dropTopics(String bootstrap) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            List<String> topics = admin.listTopics().names().get(30, TimeUnit.SECONDS).stream()
                    .filter(name -> name.startsWith(own()))
                    .toList();
            admin.deleteTopics(topics).all().get(30, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | java.util.concurrent.TimeoutException e) {
            System.err.println("topics of the tests are left on " + bootstrap + ": " + e.getMessage());
        }
    }

    private static synchronized KafkaServer shared() {
        if (shared == null && unavailable == null) {
            try {
                shared = start();
            } catch (Exception | LinkageError e) {
                unavailable = "no Kafka for the tests: " + e
                        + ". Set LEAT_TEST_KAFKA_BOOTSTRAP, start a container engine, or build testkit/kafka-broker";
            }
        }
        if (unavailable != null && "true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(unavailable);
        }
        Assumptions.assumeTrue(unavailable == null, unavailable);
        return shared;
    }

    private static KafkaServer start() throws Exception {
        String named = System.getenv("LEAT_TEST_KAFKA_BOOTSTRAP");
        String bootstrap = named;
        String origin = "the one named by LEAT_TEST_KAFKA_BOOTSTRAP";
        if (named == null || named.isBlank()) {
            Optional<String> container = KafkaContainer.start();
            origin = container.isPresent() ? "a container" : "a native one";
            bootstrap = container.isPresent()
                    ? container.get()
                    : nativeOne(Map.of()).bootstrap();
        }
        if (named != null && !named.isBlank()) {
            // It outlives this JVM; the others go with it, topics and all.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> dropTopics(named), "leat-testkit-cleanup"));
        }
        System.err.println("Kafka " + version(bootstrap) + " for the tests: " + origin + ", " + bootstrap);
        return new KafkaServer(bootstrap);
    }

    /** The release whose features the brokers have. */
    private static String version(String bootstrap) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            var features = admin.describeFeatures().featureMetadata().get(30, TimeUnit.SECONDS);
            var level = features.finalizedFeatures().get("metadata.version");
            return level == null ? "of old" : "with metadata.version " + level.maxVersionLevel();
        }
    }

    /**
     * A broker of the test's own, to be stopped and killed as the test likes.
     *
     * @param process ends with the JVM at the latest
     * @param ports those that its settings name {@code PORT0}, {@code PORT1}, …
     */
    public record Broker(Process process, Path folder, List<Integer> ports) implements AutoCloseable {
        /** Where it listens without user and certificate. */
        public String bootstrap() {
            return address(0);
        }

        /** Where it listens on one of its ports. */
        public String address(int port) {
            return "127.0.0.1:" + ports.get(port);
        }

        /** Kills it, if it lives, and starts it again with all that it had. */
        public Broker restarted() throws Exception {
            process.destroyForcibly().waitFor();
            Path properties = folder.resolve("server.properties");
            return started(new Broker(run(folder, jars(), "kafka.Kafka", properties.toString()), folder, ports));
        }

        @Override
        public void close() throws IOException, InterruptedException {
            process.destroyForcibly().waitFor();
            if (!Files.exists(folder)) {
                return;
            }
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** Starts a native broker with some settings of its own; {@code PORT0}, {@code PORT1}, … in them are free ports. */
    public static Broker nativeOne(Map<String, String> settings) throws Exception {
        String jars = jars();
        Path folder = Files.createTempDirectory("leat-kafka-");
        List<Integer> ports = freePorts();
        Path properties = folder.resolve("server.properties");
        Files.write(properties, lines(settings, folder, ports));
        String id = Uuid.randomUuid().toString();
        run(folder, jars, "kafka.tools.StorageTool", "format", "-t", id, "-c", properties.toString())
                .waitFor();
        return started(new Broker(run(folder, jars, "kafka.Kafka", properties.toString()), folder, ports));
    }

    private static String jars() throws IOException {
        Path classPath = Path.of(System.getProperty("leat.root", "."), "testkit/kafka-broker/target/class-path");
        if (!Files.exists(classPath)) {
            throw new IOException(classPath + " is missing, which the build of testkit/kafka-broker writes");
        }
        return Files.readString(classPath).strip();
    }

    private static Broker started(Broker broker) throws Exception {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> closeQuietly(broker), "leat-testkit-kafka"));
        await(broker);
        return broker;
    }

    private static void closeQuietly(Broker broker) {
        try {
            broker.close();
        } catch (IOException | InterruptedException e) {
            System.err.println("the broker's folder " + broker.folder() + " is left: " + e.getMessage());
        }
    }

    private static Process run(Path folder, String jars, String... main) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                jars));
        command.addAll(List.of(main));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("broker.log").toFile()))
                .start();
    }

    private static List<Integer> freePorts() throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            sockets.add(socket);
            ports.add(socket.getLocalPort());
        }
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        return ports;
    }

    /** One node that is broker and controller, and waits for nobody. */
    private static Collection<String> lines(Map<String, String> settings, Path folder, List<Integer> ports) {
        Map<String, String> all = new java.util.TreeMap<>(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "controller.quorum.voters", "1@127.0.0.1:PORT1",
                "controller.listener.names", "CONTROLLER",
                "listeners", "PLAINTEXT://127.0.0.1:PORT0,CONTROLLER://127.0.0.1:PORT1",
                "advertised.listeners", "PLAINTEXT://127.0.0.1:PORT0",
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "log.dirs", folder.resolve("data").toString(),
                "auto.create.topics.enable", "false",
                "num.partitions", "3"));
        all.putAll(Map.of(
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "2",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "group.initial.rebalance.delay.ms", "0",
                "log.cleaner.dedupe.buffer.size", "8388608",
                "num.network.threads", "2"));
        all.putAll(settings);
        List<String> lines = new ArrayList<>();
        all.forEach((name, value) -> {
            String text = value;
            for (int i = 0; i < ports.size(); i++) {
                text = text.replace("PORT" + i, ports.get(i).toString());
            }
            lines.add(name + "=" + text);
        });
        return lines;
    }

    private static void await(Broker broker) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", broker.bootstrap(), "metadata.recovery.strategy", "none"))) {
            while (true) {
                try {
                    admin.describeCluster().nodes().get(2, TimeUnit.SECONDS);
                    return;
                } catch (ExecutionException | java.util.concurrent.TimeoutException notYet) {
                    if (!broker.process().isAlive() || System.nanoTime() > deadline) {
                        String said = Files.readString(broker.folder().resolve("broker.log"));
                        throw new IOException(
                                "the broker does not start; it says "
                                        + said.substring(Math.max(0, said.length() - 2_000)),
                                notYet);
                    }
                }
            }
        }
    }
}
