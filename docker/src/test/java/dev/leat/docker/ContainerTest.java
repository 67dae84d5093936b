package dev.leat.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.ConnectorImages;
import dev.leat.testkit.Docker;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How containers of the images behave where they may do little, and when they are stopped. */
class ContainerTest {
    private static final String[] BARE = {
        "--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--network", "none"
    };

    @TempDir
    Path folder;

    /** Neither a home nor a name, nor anything to write to but what it is told to write. */
    @Test
    void anyUserOnAReadOnlyImageReads() throws Exception {
        String image = ConnectorImages.need("source-sample");
        write("config.json", "{\"rows\":10}", "rw-r--r--");
        List<String> args = bare("4321:4321", image, "discover", "--config", "/given/config.json");
        String catalog = Docker.run(args.toArray(String[]::new)).worked();
        assertThat(catalog).contains("\"order_items\"");
    }

    @Test
    void nativeLibrariesNeedNoTemporaryFolder() throws Exception {
        for (String connector : List.of("sqlite", "duckdb")) {
            String image = ConnectorImages.need("destination-" + connector);
            write(connector + ".json", "{\"path\":\"/given/new." + connector + "\"}", "rw-r--r--");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
            List<String> args = bare(
                    "4321:4321", image, "check", "--config", "/given/" + connector + ".json", "--side", "destination");
            assertThat(Docker.run(args.toArray(String[]::new)).worked()).contains("SUCCEEDED");
        }
    }

    @Test
    void aConfigurationOfSomebodyElseIsToldOf() throws Exception {
        String image = ConnectorImages.need("source-sample");
        write("config.json", "{\"rows\":10}", "rw-------");
        Docker.Ended discover = Docker.run(bare("4321:4321", image, "discover", "--config", "/given/config.json")
                .toArray(String[]::new));
        assertThat(discover.code()).as(discover.out() + discover.err()).isEqualTo(2);
        // A check answers what is wrong, and has then done what it was asked to.
        Docker.Ended check = Docker.run(bare("4321:4321", image, "check", "--config", "/given/config.json")
                .toArray(String[]::new));
        assertThat(check.worked()).contains("FAILED");
        for (String said : List.of(discover.out(), check.out())) {
            assertThat(said)
                    .contains("/given/config.json: permission denied")
                    .contains("rw-------")
                    .contains("runs as user 4321")
                    .contains("--user");
        }
    }

    @Test
    void dockerStopEndsAReadInOrder() throws Exception {
        String image = ConnectorImages.need("source-sample");
        write("config.json", "{\"rows\":100000000}", "rw-r--r--");
        write("catalog.json", Catalogs.of(image, folder, "orders"), "rw-r--r--");
        String name = "leat-docker-test-stop-" + ProcessHandle.current().pid();
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(
                bare("4321:4321", image, "read", "--config", "/given/config.json", "--catalog", "/given/catalog.json"));
        command.addAll(2, List.of("--name", name));
        Process read = new ProcessBuilder(command)
                .redirectError(folder.resolve("err").toFile())
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(read.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            while (line != null && !line.contains("\"RECORD\"")) {
                line = out.readLine();
            }
            Process stop = new ProcessBuilder("docker", "stop", "--time", "60", name).start();
            String last = "";
            String state = "";
            while ((line = out.readLine()) != null) {
                last = line;
                state = line.contains("\"type\":\"STATE\"") ? line : state;
            }
            assertThat(read.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(stop.waitFor()).isZero();
            assertThat(read.exitValue())
                    .as(Files.readString(folder.resolve("err")))
                    .isEqualTo(143);
            assertThat(state).as("a state to go on from").isNotEmpty();
            assertThat(last).as("the last line").contains("\"INCOMPLETE\"");
        }
    }

    /** With --memory alone: a row that does not fit is refused, instead of the container being killed. */
    @ParameterizedTest
    @CsvSource({"30, 0", "33, 4"})
    void theLongestLineFollowsTheMemory(int mebibytes, int exitCode) throws Exception {
        String image = ConnectorImages.need("destination-files");
        write("config.json", "{\"path\":\"/data/out\",\"format\":\"jsonl\"}", "rw-r--r--");
        write("catalog.json", """
                {"streams":[{"sync_mode":"full_refresh","destination_sync_mode":"overwrite","stream":{"name":"letters",
                "supported_sync_modes":["full_refresh"],
                "json_schema":{"type":"object","properties":{"body":{"type":"string"}}}}}]}
                """, "rw-r--r--");
        write("lines", """
                {"type":"RECORD","record":{"stream":"letters","emitted_at":1,"data":{"body":"BODY"}}}
                {"type":"TRACE","trace":{"type":"STREAM_STATUS","emitted_at":1,
                "stream_status":{"stream_descriptor":{"name":"letters"},"status":"COMPLETE"}}}
                """.replace(",\n", ",").replace("BODY", "x".repeat(mebibytes << 20)), "rw-r--r--");
        List<String> args = bare("4321:4321", image, "write", "--config", "/given/config.json");
        args.addAll(List.of("--catalog", "/given/catalog.json", "--input", "/given/lines"));
        args.addAll(1, List.of("--memory", "278m", "--tmpfs", "/data:mode=1777"));
        Docker.Ended write = Docker.run(args.toArray(String[]::new));
        assertThat(write.code()).as(write.out() + write.err()).isEqualTo(exitCode);
        assertThat(write.out()).contains(exitCode == 0 ? "COMPLETE" : "longer than the limit of 33554432 bytes");
    }

    private void write(String name, String content, String permissions) throws Exception {
        Path file = Files.writeString(folder.resolve(name), content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<String> bare(String user, String image, String... words) {
        List<String> args = new ArrayList<>(List.of("run", "--rm", "--user", user));
        args.addAll(List.of(BARE));
        args.addAll(List.of("--volume", folder + ":/given", image));
        args.addAll(List.of(words));
        return args;
    }
}
