package dev.leat.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.ConnectorImages;
import dev.leat.testkit.Docker;
import dev.leat.testkit.PostgresDatabase;
import dev.leat.testkit.PostgresTables;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** compose.yaml: two databases, and a runner on an interval. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ComposeTest {
    private static final String PROJECT =
            "leat-compose-test-" + ProcessHandle.current().pid();

    @TempDir
    Path folder;

    private boolean begun;

    @Test
    void upCarriesWhatComesAndDownLeavesNothing() throws Exception {
        needCompose();
        begin("up", "--detach").worked();
        Process logs = command("logs", "--follow", "--no-color", "leat")
                .redirectError(folder.resolve("err").toFile())
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(logs.getInputStream(), StandardCharsets.UTF_8))) {
            await(lines, "\"status\":\"completed\",\"records_synced\":1100");
            assertCarried(1000);
            database("shop").execute("INSERT INTO orders (customer, total) SELECT 1, 5 FROM generate_series(1, 10)");
            // The customers are a full refresh.
            await(lines, "\"status\":\"completed\",\"records_synced\":110,");
            assertCarried(1010);
        } finally {
            logs.destroy();
        }
        begin("down", "--volumes").worked();
        begun = false;
        String project = "label=com.docker.compose.project=" + PROJECT;
        assertThat(Docker.run("ps", "--all", "--quiet", "--filter", project).worked())
                .isEmpty();
        assertThat(Docker.run("network", "ls", "--quiet", "--filter", project).worked())
                .isEmpty();
        assertThat(Docker.run("volume", "ls", "--quiet", "--filter", project).worked())
                .isEmpty();
    }

    @AfterEach
    void down() throws Exception {
        if (begun) {
            begin("down", "--volumes");
        }
    }

    private static void needCompose() throws Exception {
        try {
            Docker.run(new ProcessBuilder("docker-compose", "version")).worked();
        } catch (IOException noCommand) {
            String missing = "no compose for the test of compose.yaml: " + noCommand.getMessage();
            if ("true".equals(System.getenv("CI"))) {
                throw new IllegalStateException(missing, noCommand);
            }
            Assumptions.abort(missing);
        }
    }

    private Docker.Ended begin(String... words) throws Exception {
        begun = true;
        return Docker.run(command(words));
    }

    private ProcessBuilder command(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("docker-compose", "--project-name", PROJECT, "--file"));
        command.add(Images.root().resolve("docker/compose.yaml").toString());
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LEAT_IMAGE", ConnectorImages.need("runner"));
        builder.environment().put("POSTGRES_IMAGE", PostgresImage.any());
        builder.environment().put("INTERVAL", "1");
        return builder;
    }

    /** Until a line has this text; the log ends only with the containers. */
    private static void await(BufferedReader lines, String text) throws IOException {
        StringBuilder heard = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.contains(text)) {
                return;
            }
            heard.append(line).append('\n');
        }
        throw new AssertionError("the log ended without " + text + "\n" + heard);
    }

    private void assertCarried(int orders) throws Exception {
        PostgresTables tables = new PostgresTables(database("warehouse"));
        assertThat(tables.table("public", "orders").orElseThrow().rows()).hasSize(orders);
        assertThat(tables.table("public", "customers").orElseThrow().rows()).hasSize(100);
    }

    private PostgresDatabase database(String service) throws Exception {
        String container = begin("ps", "--quiet", service).worked();
        String address = Docker.run(
                        "inspect", "--format", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", container)
                .worked();
        String password = Files.readString(Images.root().resolve("docker/compose/password"))
                .strip();
        return new PostgresDatabase(address, 5432, service, "postgres", password);
    }
}
