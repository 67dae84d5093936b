package dev.leat.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Connectors in containers do what they do as processes, and show nothing that is secret. */
@Timeout(180)
class DockerSyncTest {
    private static final String SLOW = "{ rows: 3000, pause_s: 0.005, password: planted-7qX }";

    @TempDir
    Path folder;

    private DockerSandbox docker;
    private Sandbox sandbox;

    @BeforeAll
    static void needsAnEngine() {
        Docker.require();
    }

    @BeforeEach
    void setUp() {
        docker = new DockerSandbox(folder);
        sandbox = docker.sandbox;
    }

    @AfterEach
    void nothingIsLeft() {
        docker.assertNothingIsLeft();
    }

    private void grows(String source, String destination) {
        docker.settings(source, "{ rows: 2500 }", destination, "{ folder: out }", "");
        Sandbox.Run first = sandbox.leat("sync");
        assertThat(first.exit()).as(first.out() + first.err()).isZero();
        assertThat(sandbox.rows("orders")).hasSize(2500).doesNotHaveDuplicates();
        docker.settings(source, "{ rows: 2600 }", destination, "{ folder: out }", "");
        Sandbox.Run second = sandbox.leat("sync");
        assertThat(second.summary().path("records_synced").asInt())
                .as(second.err())
                .isEqualTo(100);
        assertThat(sandbox.rows("orders")).hasSize(2600).doesNotHaveDuplicates();
    }

    @Test
    void foreignImagesWithAShell() {
        grows(Docker.connector("source"), Docker.connector("destination"));
    }

    @Test
    void foreignImagesWithoutAShell() {
        grows(Docker.withoutShell("source"), Docker.withoutShell("destination"));
    }

    @Test
    void ourImages() {
        grows(Docker.ours("source"), Docker.ours("destination"));
    }

    @Test
    void aContainerAndAProcess() {
        docker.settings(Docker.ours("source"), "{ rows: 300 }", Docker.ours("destination"), "{ folder: out }", "");
        sandbox.environment.put("DATA_CHANNEL", "yes");
        Sandbox.Run run = sandbox.leat(
                "sync",
                "--set",
                "connections." + docker.destination + "={command: python3 destination.py, config: {folder: out}}");
        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        assertThat(sandbox.rows("orders")).hasSize(300);
    }

    @Test
    void connectorsByNameComeFromTheirImages() {
        String name = "leat/source-" + docker.source + ":latest";
        Docker.run("docker", "tag", Docker.ours("source"), name);
        try {
            sandbox.write(
                    "leat.yaml",
                    "connections: { here: { connector: %s, config: { rows: 7 } } }".formatted(docker.source));
            Sandbox.Run run = sandbox.leat("discover", "here", "--launcher", "docker");
            assertThat(run.out()).as(run.err()).contains("orders  7 ");
            sandbox.environment.put("LEAT_SET_LAUNCHER", "docker");
            assertThat(sandbox.leat("check").err()).contains("here: works");
        } finally {
            Docker.run("docker", "rmi", name);
        }
    }

    @Test
    void aSyncKeepsToTwoContainers() throws Exception {
        // Nothing in its configuration is a file of this machine, of which only its answer to spec would tell.
        String destination = Docker.ours("destination", "ENV FOLDER_FORMAT=text");
        Files.createDirectory(folder.resolve("out"));
        docker.settings(
                Docker.ours("source"),
                "{ rows: 5 }",
                destination,
                "{ folder: /out }",
                "docker: { volumes: ['./out:/out'] }");
        sandbox.leat("sync");
        String start = Docker.run("date", "+%s.%N");
        Sandbox.Run noNews = sandbox.leat("sync");
        assertThat(noNews.exit()).as(noNews.out() + noNews.err()).isZero();
        assertThat(noNews.summary().path("records_synced").asInt()).isZero();
        String started = Docker.run(
                "docker",
                "events",
                "--since",
                start,
                "--until",
                Docker.run("date", "+%s.%N"),
                "--filter",
                "event=start",
                "--format",
                "{{.Actor.Attributes.name}}");
        assertThat(started.lines().filter(docker::isOurs)).hasSize(2);
    }

    @Test
    void theListOfContainersTellsWhoseEachIs() throws Exception {
        String second = "  people: { source: %s, destination: %s, streams: [{ name: customers, rid: id }] }"
                .formatted(docker.source, docker.destination);
        docker.settings(
                Docker.ours("source"),
                "{ rows: 3000, pause_s: 0.005, streams: [customers] }",
                Docker.ours("destination"),
                "{ folder: out }",
                second);
        try (LeatProcess leat = LeatProcess.start(sandbox, "sync")) {
            leat.until(() -> !sandbox.rows("customers").isEmpty());
            assertThat(leat.text(leat.err)).contains("orders");
            for (String connection : List.of(docker.source, docker.destination)) {
                // Those of the replication before, which failed, are not taken over.
                assertThat(Docker.run(
                                        "docker",
                                        "ps",
                                        "--filter",
                                        "label=dev.leat.replication=people",
                                        "--filter",
                                        "label=dev.leat.connection=" + connection,
                                        "--format",
                                        "{{.Names}}")
                                .lines())
                        .singleElement()
                        .asString()
                        .startsWith("leat-people-" + connection + "-");
            }
            leat.signal("TERM");
            leat.await();
        }
    }

    @Test
    void aNameOfAnyLengthIsAContainers() throws Exception {
        String name = "-orders_" + "x".repeat(300);
        docker.settings(Docker.ours("source"), "{ rows: 5 }", Docker.ours("destination"), "{ folder: out }", "");
        Path file = folder.resolve("leat.yaml");
        Files.writeString(file, Files.readString(file).replace("shop-to-lake", name));
        Sandbox.Run run = sandbox.leat("sync");
        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        assertThat(sandbox.rows("orders")).hasSize(5);
    }

    @Test
    void aSecretIsNowhereToBeSeen() throws Exception {
        docker.settings(Docker.connector("source"), SLOW, Docker.connector("destination"), "{ folder: out }", "");
        try (LeatProcess leat = LeatProcess.start(sandbox, "sync")) {
            leat.until(() -> !sandbox.rows("orders").isEmpty());
            for (String container : docker.containers()) {
                assertThat(Docker.run("docker", "inspect", container)).doesNotContain("planted-7qX");
                assertThat(Docker.said("docker", "logs", container).text()).doesNotContain("planted-7qX");
            }
            assertThat(docker.containers()).hasSize(2).allMatch(docker::isOurs);
            assertThat(Docker.run("ps", "-eww", "-o", "args")).doesNotContain("planted-7qX");
            leat.signal("TERM");
            leat.await();
            assertThat(leat.text(leat.err)).contains("reading with ****").doesNotContain("planted-7qX");
        }
    }

    @Test
    void aSourceDoesNotSeeWhatTheDestinationIsGiven() throws Exception {
        docker.settings(Docker.connector("source"), SLOW, Docker.connector("destination"), "{ folder: out }", "");
        try (LeatProcess leat = LeatProcess.start(sandbox, "sync")) {
            leat.until(() -> !sandbox.rows("orders").isEmpty());
            String source = docker.containers().stream()
                    .filter(name -> name.contains(docker.source))
                    .findFirst()
                    .orElseThrow();
            JsonNode mounts =
                    Json.parse(Docker.run("docker", "inspect", source)).path(0).path("Mounts");
            assertThat(mounts.findValues("Source").stream().map(JsonNode::asString))
                    .hasSize(2)
                    .anyMatch(path -> path.endsWith("/of-" + docker.source))
                    .anyMatch(path -> path.endsWith("/rows"));
            leat.signal("TERM");
            leat.await();
        }
    }

    @Test
    void whatTheSettingsSayOfContainersIsDone() throws Exception {
        Files.createDirectory(folder.resolve("more"));
        docker.settings(
                Docker.connector("source"),
                SLOW,
                Docker.connector("destination"),
                "{ folder: out }",
                "docker: { network: none, memory: 200m, volumes: ['./more:/more:ro'], pull: never }");
        try (LeatProcess leat = LeatProcess.start(
                sandbox, "sync", "--set", "connections." + docker.source + ".docker={ memory: 150m, user: '0' }")) {
            leat.until(() -> !sandbox.rows("orders").isEmpty());
            for (String container : docker.containers()) {
                boolean source = container.contains(docker.source);
                JsonNode inspected =
                        Json.parse(Docker.run("docker", "inspect", container)).path(0);
                JsonNode host = inspected.path("HostConfig");
                assertThat(host.path("NetworkMode").asString()).isEqualTo("none");
                assertThat(host.path("Memory").asLong()).isEqualTo((source ? 150L : 200L) << 20);
                assertThat(inspected.path("Config").path("User").asString())
                        .isEqualTo(source ? "0" : PrivateFolderTest.owner());
                assertThat(inspected.path("Mounts").findValuesAsString("Destination"))
                        .contains("/more");
            }
            leat.signal("TERM");
            leat.await();
        }
    }

    @Test
    void ourOwnMayNextToNothing() throws Exception {
        docker.settings(Docker.ours("source"), SLOW, Docker.ours("destination"), "{ folder: out }", "");
        try (LeatProcess leat = LeatProcess.start(sandbox, "sync")) {
            leat.until(() -> !sandbox.rows("orders").isEmpty());
            List<String> containers = docker.containers();
            assertThat(containers).hasSize(2);
            for (String container : containers) {
                JsonNode host = Json.parse(Docker.run("docker", "inspect", container))
                        .path(0)
                        .path("HostConfig");
                assertThat(host.path("ReadonlyRootfs").asBoolean()).isTrue();
                assertThat(host.path("CapDrop").path(0).asString()).isEqualTo("ALL");
                assertThat(host.path("SecurityOpt").path(0).asString()).isEqualTo("no-new-privileges");
            }
            leat.signal("TERM");
            leat.await();
        }
    }
}
