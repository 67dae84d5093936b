package dev.leat.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What can be wrong with an engine, an image or a container is told by what it is, and by what mends it. */
@Timeout(180)
class DockerBadInputTest {
    private static final String OUT = "{ folder: out }";

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

    private void fails(int exit, String... messages) {
        Sandbox.Run run = sandbox.leat("sync");
        assertThat(run.errors()).as(run.err()).contains(messages);
        assertThat(run.exit()).as(run.errors()).isEqualTo(exit);
    }

    private void source(String image, String config, String... more) {
        docker.settings(image, config, Docker.connector("destination"), OUT, String.join("\n", more));
    }

    @Test
    void noEngine() {
        source(Docker.connector("source"), "{}");
        sandbox.environment.put("DOCKER_HOST", "unix://" + folder.resolve("nobody.sock"));
        fails(3, "the Docker engine does not answer: start it", "DOCKER_HOST", "nobody.sock");
    }

    @Test
    void noCommandLine() {
        source(Docker.connector("source"), "{}");
        sandbox.environment.put("PATH", folder.toString());
        fails(2, "leat.yaml:2:", "there is no \"docker\" on the PATH; install it");
    }

    @Test
    void noPermission() throws Exception {
        assumeTrue(Docker.said("id", "-u").text().equals("0"), "only root can become somebody without rights");
        source("leat-test-any", "{}");
        Docker.run("chmod", "-R", "a+rwX", folder.toString());
        // Whoever may not write to the engine's socket, but can read the jars of these tests in root's home.
        List<String> nobody = List.of(
                "setpriv",
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                "--inh-caps=+dac_read_search",
                "--ambient-caps=+dac_read_search");
        Path socket = Path.of("/var/run/docker.sock");
        assumeTrue(
                Files.exists(socket)
                        && Docker.said("stat", "-Lc", "%a", socket.toString())
                                .text()
                                .endsWith("0"),
                "the engine takes orders from everybody");
        try (LeatProcess leat = LeatProcess.startBehind(nobody, sandbox, "sync")) {
            assertThat(leat.await()).as(leat.text(leat.err)).isEqualTo(2);
            assertThat(leat.text(leat.out))
                    .contains("this user may not use the Docker engine: add it to the group docker");
        }
    }

    @Test
    void noImage() {
        source("leat-test/nowhere:1", "{}", "docker: { pull: never }");
        fails(2, "leat.yaml:2:", "there is no image leat-test/nowhere:1, and docker.pull is never", "docker pull");
        // Nobody answers there: an image that cannot be had now may be had later.
        source("127.0.0.1:9/leat-test/nowhere:1", "{}");
        fails(3, "there is no image 127.0.0.1:9/leat-test/nowhere:1, and it cannot be pulled", "docker pull");
        sandbox.write("leat.yaml", "connections: { here: { connector: nowhere } }\ndocker: { pull: never }");
        assertThat(sandbox.leat("discover", "here", "--launcher", "docker").err())
                .contains("there is no image leat/source-nowhere:latest")
                .contains("docker/build source-nowhere");
    }

    @Test
    void aUserWhoCannotReadTheConfiguration() {
        source(Docker.connector("source"), "{}", "docker: { user: '1234:1234' }");
        fails(
                2,
                "the user 1234:1234 of the container cannot read the files it is given",
                "leave docker.user out, or set it to " + PrivateFolderTest.owner());
    }

    @Test
    void anotherKindOfMachine() {
        source(Docker.forAnotherMachine(), "{}");
        fails(2, "is made for linux/" + Docker.another() + ", which the engine's machine does not run");
    }

    @Test
    void tooLittleMemory() {
        source(
                Docker.connector("source"),
                "{ fault: eats-memory, bytes: 1000000000 }",
                "docker: { memory: 64m, network: none }");
        fails(2, "was killed (exit code 137) because it needed more than the 64m of memory", "raise docker.memory");
    }

    @Test
    void killedBySomebody() throws Exception {
        source(Docker.connector("source"), "{ rows: 3000, pause_s: 0.005 }");
        try (LeatProcess leat = LeatProcess.start(sandbox, "sync")) {
            leat.until(() -> !sandbox.rows("orders").isEmpty());
            Docker.run("docker", "kill", Docker.containers(docker.source).getFirst());
            assertThat(leat.await()).as(leat.text(leat.err)).isEqualTo(3);
            assertThat(leat.text(leat.out)).contains("was ended by signal 9 during read");
        }
        source(Docker.connector("source"), "{ rows: 3000 }");
        assertThat(sandbox.leat("sync").exit()).isZero();
        assertThat(sandbox.rows("orders")).hasSize(3000).doesNotHaveDuplicates();
    }

    @Test
    void anImageThatIsNoConnector() {
        source(Docker.of("talks", "ENTRYPOINT [\"/bin/sh\", \"-c\", \"echo I am a web server\"]"), "{}");
        fails(2, "answered \"spec\" with \"I am a web server\" and no message of the protocol; is it a connector?");
        source(Docker.of("nothing", "CMD [\"/bin/sh\"]"), "{}");
        fails(2, "leat.yaml:2:", "has no entry point, so it is no connector");
        source(Docker.of("absent", "ENTRYPOINT [\"/no/such/program\"]"), "{}");
        fails(2, "the entry point [/no/such/program] of the image", "cannot be started");
    }

    @Test
    void whatDockerRefuses() {
        source(Docker.connector("source"), "{}", "docker: { network: nowhere-" + docker.source + " }");
        fails(2, "Docker does not run the image", "network nowhere-" + docker.source + " not found");
        source(Docker.connector("source"), "{}", "docker: { volumes: ['./missing:/missing'] }");
        fails(2, "docker.volumes: there is no " + folder.resolve("missing"));
        source(Docker.connector("source"), "{}", "docker: { memory: plenty }");
        fails(2, "leat.yaml:6:", "docker.memory");
    }

    @Test
    void whereFifosCannotBeMadeItGoesOnWithoutAndSaysSoOnce() throws Exception {
        goesOn("mount --bind /bin/false /usr/bin/mkfifo", "no FIFO can be made in");
    }

    @Test
    void whereTheEngineIsAnotherMachineItGoesOnWithoutAndSaysSoOnce() throws Exception {
        goesOn("mount --bind /etc/hostname /proc/sys/kernel/random/boot_id", "the engine runs on another kernel");
    }

    /** Makes the machine look different to the runner alone. */
    private void goesOn(String change, String reason) throws Exception {
        assumeTrue(Docker.said("unshare", "-m", "true").exit() == 0, "only root can change what the runner sees");
        docker.settings(Docker.ours("source"), "{ rows: 2500 }", Docker.ours("destination"), OUT, "");
        List<String> changed = List.of("unshare", "-m", "sh", "-c", change + " && exec \"$@\"", "leat");
        try (LeatProcess leat = LeatProcess.startBehind(changed, sandbox, "sync")) {
            assertThat(leat.await())
                    .as(leat.text(leat.err) + leat.text(leat.out))
                    .isZero();
            assertThat(leat.text(leat.err)).containsOnlyOnce(reason).containsOnlyOnce("which is slower");
        }
        assertThat(sandbox.rows("orders")).hasSize(2500);
    }
}
