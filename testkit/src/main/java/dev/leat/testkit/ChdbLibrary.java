package dev.leat.testkit;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The ClickHouse engine as a library, as npm has it: fetched once with {@code npm pack}, from wherever npm is set up to
 * fetch, and kept in {@code ~/.cache/leat-test}.
 */
final class ChdbLibrary {
    private static final String VERSION = "26.7.3-stable.1";
    private static final long FETCH_MINUTES = 15;

    private ChdbLibrary() {}

    static Path find() throws IOException, InterruptedException {
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "leat-test");
        Path kept = cache.resolve("chdb-" + VERSION);
        Path library = kept.resolve("libchdb.so");
        if (!Files.exists(library)) {
            Files.createDirectories(cache);
            Path fetched = Files.createTempDirectory(cache, "fetching");
            try {
                run(fetched, "npm", "pack", "--silent", name() + "@" + VERSION);
                try (Stream<Path> files = Files.list(fetched)) {
                    Path archive = files.filter(file -> file.toString().endsWith(".tgz"))
                            .findFirst()
                            .orElseThrow(() -> new IOException("npm packed nothing"));
                    run(fetched, "tar", "-xzf", archive.toString(), "package/libchdb.so");
                }
                Files.move(fetched.resolve("package"), kept, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileAlreadyExistsException | java.nio.file.DirectoryNotEmptyException others) {
                // Another JVM was faster: what it has put there is the same.
            } finally {
                delete(fetched);
            }
        }
        return library;
    }

    private static String name() throws IOException {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return switch (system + " " + System.getProperty("os.arch")) {
            case "linux amd64", "linux x86_64" -> "@chdb/lib-linux-x64-gnu";
            case "linux aarch64" -> "@chdb/lib-linux-arm64-gnu";
            default -> throw new IOException("there is no library of the engine for " + system);
        };
    }

    private static void run(Path folder, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        if (!process.waitFor(FETCH_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(List.of(command) + " failed: " + Files.readString(folder.resolve("said")));
        }
    }

    /** A folder with all that is in it. */
    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
