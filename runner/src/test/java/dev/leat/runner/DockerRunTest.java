package dev.leat.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DockerRunTest {
    private static final Path PRIVATE = Path.of("/tmp/leat-1");
    private static final DockerImage OURS =
            new DockerImage("ours", List.of("/leat/connector"), "sample", "linux/amd64");
    private static final Map<String, String> ENVIRONMENT = Map.of("LEAT_LINE_BYTES_MAX", "5", "SHOP_PASSWORD", "hush");

    private static List<String> options(DockerImage image, Set<Mount> mounts) {
        DockerRun run = new DockerRun(
                image,
                Settings.Docker.DEFAULT,
                "leat-1",
                "7:8",
                Path.of("/work"),
                PRIVATE,
                List.of(PRIVATE.resolve("of-shop")),
                new LocalPaths(mounts, true));
        return run.overEngine("leat-orders-shop-1-1", new Whose("shop", "orders"), ENVIRONMENT);
    }

    @Test
    void aContainerSaysWhoseItIs() {
        assertThat(options(OURS, Set.of()))
                .contains("dev.leat.run=leat-1", "dev.leat.connection=shop", "dev.leat.replication=orders");
        assertThat(new Whose("shop", "orders").shown()).isEqualTo("orders-shop");
        assertThat(new Whose("shop", null).shown()).isEqualTo("shop");
        assertThat(new Whose("image leat/source-x:1", null).shown()).isEqualTo("image-leat-source-x-1");
        assertThat(new Whose("s".repeat(300), "o".repeat(300)).shown())
                .isEqualTo("o".repeat(40) + "-" + "s".repeat(40));
    }

    @Test
    void nothingOfTheEnvironmentGoesInThatIsNotLeats() {
        assertThat(options(OURS, Set.of()))
                .containsSequence("--env", "LEAT_LINE_BYTES_MAX=5")
                .doesNotContain("SHOP_PASSWORD=hush")
                .containsSequence("--user", "7:8")
                .containsSequence("--workdir", "/work")
                .endsWith("--interactive", "ours");
    }

    @Test
    void whatOthersAreGivenStaysHiddenUnderAMountAboveIt() {
        assertThat(options(OURS, Set.of(Mount.same(Path.of("/tmp"), false))))
                .containsSequence("--tmpfs", "/tmp/leat-1:mode=755")
                .doesNotContain("/tmp:exec");
        assertThat(options(OURS, Set.of())).containsSequence("--tmpfs", "/tmp:exec");
    }

    @Test
    void aForeignImageHasAFirstProcessThatDiesOfSignals() {
        DockerImage foreign = new DockerImage("theirs", List.of("/main"), "", "linux/amd64");
        assertThat(options(foreign, Set.of())).contains("--init").doesNotContain("--read-only");
        assertThat(options(OURS, Set.of())).contains("--read-only").doesNotContain("--init");
    }
}
