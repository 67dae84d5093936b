package dev.leat.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A server as a process of this machine, with its data in a folder that goes with the JVM. */
final class NativeMysql {
    /** Not durable against a power cut, which no test causes; killed clients lose nothing by it. */
    static final List<String> SETTINGS = List.of(
            "--local-infile=1",
            "--max-allowed-packet=1G",
            "--innodb-flush-log-at-trx-commit=0",
            "--innodb-buffer-pool-size=128M",
            "--max-connections=300",
            "--default-time-zone=+05:45");

    private static final long START_SECONDS = 300;

    private final MysqlServer flavour;

    NativeMysql(MysqlServer flavour) {
        this.flavour = flavour;
    }

    MysqlServer.Address start() throws IOException, InterruptedException {
        Path program =
                flavour == MysqlServer.MYSQL ? unpacked().resolve("bin/mysqld") : installed("mariadbd", "mysqld");
        Path folder = Files.createTempDirectory("leat-" + flavour.name().toLowerCase(java.util.Locale.ROOT));
        Path data = folder.resolve("data");
        run(folder, initialize(program, data));
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(program.toString(), "--no-defaults", "--datadir=" + data));
        command.addAll(SETTINGS);
        command.addAll(List.of(
                "--bind-address=127.0.0.1", "--port=" + port, "--socket=" + folder.resolve("s"), "--skip-log-bin"));
        command.add("--pid-file=" + folder.resolve("pid"));
        if (flavour == MysqlServer.MYSQL) {
            command.add("--mysqlx=OFF");
        }
        asRoot(command);
        Process server = process(folder, command).start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, folder), "leat-testkit-mysql"));
        MysqlServer.Address address = new MysqlServer.Address("127.0.0.1", port, "root", "", "a native one");
        awaitAnswer(server, address, folder);
        return address;
    }

    private List<String> initialize(Path program, Path data) throws IOException {
        List<String> command = flavour == MysqlServer.MYSQL
                ? new ArrayList<>(
                        List.of(program.toString(), "--no-defaults", "--initialize-insecure", "--datadir=" + data))
                : new ArrayList<>(List.of(
                        installed("mariadb-install-db", "mysql_install_db").toString(),
                        "--no-defaults",
                        "--auth-root-authentication-method=normal",
                        "--skip-test-db",
                        "--datadir=" + data));
        asRoot(command);
        return command;
    }

    /** These servers refuse to run as root unless they are told to. */
    private static void asRoot(List<String> command) {
        if ("root".equals(System.getProperty("user.name"))) {
            command.add("--user=root");
        }
    }

    private static Path installed(String... names) throws IOException {
        for (String name : names) {
            for (String folder : (System.getenv("PATH") + ":/usr/sbin:/usr/local/sbin").split(":", -1)) {
                Path program = Path.of(folder, name);
                if (Files.isExecutable(program)) {
                    return program;
                }
            }
        }
        throw new IOException("there is no program " + String.join(" or ", names));
    }

    /** What the server needs of the archive, unpacked once and for all runs. */
    private static Path unpacked() throws IOException {
        String zip = System.getProperty("leat.mysql.zip", "");
        if (zip.isBlank() || !Files.isRegularFile(Path.of(zip))) {
            throw new IOException("the system property leat.mysql.zip names no archive, but \"" + zip + "\"");
        }
        String version = Path.of(zip).getFileName().toString().replaceFirst("\\.zip$", "");
        Path cache = Path.of(System.getProperty("java.io.tmpdir"), "leat-" + version);
        if (Files.isDirectory(cache)) {
            return cache;
        }
        Path half = Files.createTempDirectory(cache.getParent(), "leat-unpacking");
        try (ZipFile archive = new ZipFile(zip)) {
            for (ZipEntry entry : archive.stream().filter(NativeMysql::isNeeded).toList()) {
                Path file = half.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                try (InputStream in = archive.getInputStream(entry)) {
                    Files.copy(in, file);
                }
            }
        }
        if (!half.resolve("bin/mysqld").toFile().setExecutable(true)) {
            throw new IOException("cannot make " + half + "/bin/mysqld executable");
        }
        try {
            Files.move(half, cache, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException other) {
            // Another JVM was faster.
            delete(half);
            if (!Files.isDirectory(cache)) {
                throw other;
            }
        }
        return cache;
    }

    private static boolean isNeeded(ZipEntry entry) {
        String name = entry.getName();
        return !entry.isDirectory()
                && (name.equals("bin/mysqld") || name.startsWith("share/") || name.startsWith("lib/private/"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static ProcessBuilder process(Path folder, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
        // A server that starts removes what it takes for left-overs there, another's tables among them.
        builder.environment().put("TMPDIR", folder.toString());
        return builder;
    }

    private static void run(Path folder, List<String> command) throws IOException, InterruptedException {
        Process process = process(folder, command).start();
        if (!process.waitFor(START_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(command.getFirst() + " failed: " + log(folder));
        }
    }

    private static String log(Path folder) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("log"), java.nio.charset.StandardCharsets.ISO_8859_1);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }

    private static void awaitAnswer(Process server, MysqlServer.Address address, Path folder) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        SQLException last = null;
        while (server.isAlive() && System.nanoTime() < deadline) {
            try (Connection connection = MysqlServer.connect(address)) {
                connection.isValid(1);
                return;
            } catch (SQLException notYet) {
                last = notYet;
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
        }
        throw new IOException("it does not answer: " + log(folder), last);
    }

    private static void stop(Process server, Path folder) {
        server.destroyForcibly();
        server.onExit().join();
        delete(folder);
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            System.err.println(folder + " is left: " + e.getMessage());
        }
    }
}
