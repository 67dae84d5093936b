package dev.leat.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Leat's own connectors do in containers what they do as processes. The images are made of this machine's own Java and
 * the assembled product, as no registry may be in reach.
 */
class ContainerSyncTest {
    private static final String IMAGE = "leat-test-" + ProcessHandle.current().pid() + "/";

    /** The Java that runs these tests, the libraries it needs, a shell, and the product. */
    private static final String ROOT = """
            set -e
            libraries=$(ldd /bin/sh "$2/bin/java" "$2"/lib/*.so "$2"/lib/server/*.so 2>/dev/null |
                grep -o '/[^ :]*\\.so[^ :]*' | grep -v "^$2" | sort -u)
            cd /
            tar -ch --exclude=src.zip --exclude=jmods --exclude='*.jsa' --transform "s,^${3#/},leat/lib," \\
                $(echo bin/sh "$2" "$3" $libraries | tr ' ' '\\n' | sed 's,^/,,' | sort -u) | docker import - "$1"
            """;

    private static final String LEAT_YAML = """
            connections:
              shop: { %s, config: { rows: 3000 } }
              lake: { %s, config: { path: lake.sqlite } }
              files: { %s, config: { path: out } }
            replications:
              first:
                source: shop
                destination: lake
                technical_columns: false
                streams: [{ name: orders, rid: id }, { name: events, rid: id }, products]
              second: { source: lake, destination: files, technical_columns: false, streams: ["*"] }
            """;

    @TempDir
    Path folder;

    @BeforeAll
    static void images() throws Exception {
        String problem = problem("docker", "version");
        assertThat(problem != null && "true".equals(System.getenv("CI")))
                .as("no Docker engine answers, and on CI one must: " + problem)
                .isFalse();
        assumeTrue(problem == null, "no Docker engine answers: " + problem);
        String java = System.getProperty("java.home");
        Path lib = Path.of(System.getProperty("leat.root"), "dist", "target", "leat", "lib");
        run("sh", "-c", ROOT, "leat", IMAGE + "root", java, lib.toRealPath().toString());
        for (String connector : List.of("sample", "sqlite", "files")) {
            Path context = Files.createTempDirectory("image");
            Files.writeString(
                    context.resolve("Dockerfile"),
                    "FROM " + IMAGE + "root\nLABEL dev.leat.connector=" + connector + "\nENTRYPOINT [\"" + java
                            + "/bin/java\", \"-Xmx512m\", \"--enable-native-access=ALL-UNNAMED\", \"-jar\","
                            + " \"/leat/lib/leat-connector-" + connector + ".jar\"]\n");
            run("docker", "build", "--quiet", "--tag", IMAGE + connector, context.toString());
            run("rm", "-r", context.toString());
        }
    }

    @AfterAll
    static void removed() throws Exception {
        for (String image : List.of("sample", "sqlite", "files", "root")) {
            problem("docker", "rmi", "--force", IMAGE + image);
        }
    }

    /** What a command printed if it failed; null if it did not. */
    private static String problem(String... words) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        // The builder that Debian's engine has; another would fetch its own front end.
        builder.environment().put("DOCKER_BUILDKIT", "0");
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? null : said;
        } catch (java.io.IOException missing) {
            return missing.getMessage();
        }
    }

    private static void run(String... words) throws Exception {
        assertThat(problem(words)).as(words[0]).isNull();
    }

    /** Syncs twice in a folder of its own, the second time with nothing new but what is replaced. */
    private Path synced(String name, String sample, String sqlite, String files) throws Exception {
        Path place = Files.createDirectory(folder.resolve(name));
        Files.writeString(place.resolve("leat.yaml"), LEAT_YAML.formatted(sample, sqlite, files));
        LeatRun first =
                Product.run(place, Map.of(), "sync", "--progress", "none").succeeded();
        LeatRun second =
                Product.run(place, Map.of(), "sync", "--progress", "none").succeeded();
        assertThat(first.records()).isGreaterThan(second.records());
        return place.resolve("out");
    }

    @Test
    void imagesCarryWhatProcessesCarry() throws Exception {
        Path expected = synced("processes", "connector: sample", "connector: sqlite", "connector: files");
        Path actual = synced(
                "images", "image: " + IMAGE + "sample", "image: " + IMAGE + "sqlite", "image: " + IMAGE + "files");
        for (String file : List.of("orders.csv", "events.csv", "products.csv")) {
            assertThat(actual.resolve(file)).hasSameBinaryContentAs(expected.resolve(file));
        }
        assertThat(Files.getOwner(actual.resolve("orders.csv"))).isEqualTo(Files.getOwner(folder));
    }
}
