package dev.leat.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.ConnectorImages;
import dev.leat.testkit.Docker;
import dev.leat.testkit.SqliteTables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plain use in a shell, without the runner, as examples/docker and docker/README.md show it. */
class ShellTest {
    private static final List<String> GIVEN = List.of("sync", "source.json", "destination.json", "catalog.json");

    @TempDir
    Path folder;

    @Test
    void twoContainersAndAFifoAreASync() throws Exception {
        prepare();
        sync().worked();
        assertRows(1000, 150);
        Files.writeString(folder.resolve("source.json"), "{ \"rows\": 1100 }");
        sync().worked();
        assertRows(1100, 155);
        // What the source sends starts where the destination is.
        assertThat(Files.readString(folder.resolve("state.json"))).contains("\"value\":1000");
        assertNothingIsLeft();
    }

    @Test
    void whoeverFailsTakesTheOtherAlong() throws Exception {
        prepare();
        Files.writeString(folder.resolve("source.json"), "{ \"rows\": -1 }");
        assertThat(sync().code()).isNotZero();
        assertThat(Files.readString(folder.resolve("read.jsonl"))).contains("rows");
        assertNothingIsLeft();
    }

    /** Slower, as each row passes the engine twice; the same all the same. */
    @Test
    void aPipeBetweenTwoContainersIsASync() throws Exception {
        prepare();
        String container = "docker run --rm -i --user $(id -u):$(id -g) --volume \"$PWD:/data\" ";
        shell(container + ConnectorImages.need("source-sample") + " read --config source.json --catalog catalog.json |"
                        + container + ConnectorImages.need("destination-sqlite")
                        + " write --config destination.json --catalog catalog.json")
                .worked();
        assertRows(1000, 150);
    }

    private void prepare() throws Exception {
        ConnectorImages.need("source-sample");
        ConnectorImages.need("destination-sqlite");
        for (String name : GIVEN) {
            Files.copy(Images.root().resolve("examples/docker").resolve(name), folder.resolve(name));
        }
    }

    private Docker.Ended sync() throws Exception {
        return shell("SOURCE=" + ConnectorImages.need("source-sample") + " DESTINATION="
                + ConnectorImages.need("destination-sqlite") + " ./sync");
    }

    private Docker.Ended shell(String command) throws Exception {
        return Docker.run(new ProcessBuilder("sh", "-c", command).directory(folder.toFile()));
    }

    private void assertRows(int orders, int products) throws Exception {
        SqliteTables tables = new SqliteTables(folder.resolve("shop.sqlite"));
        assertThat(tables.table("", "orders").orElseThrow().rows()).hasSize(orders);
        assertThat(tables.table("", "products").orElseThrow().rows()).hasSize(products);
    }

    private void assertNothingIsLeft() throws Exception {
        String containers = Docker.run("ps", "--all", "--format", "{{.Names}}", "--filter", "volume=" + folder)
                .worked();
        assertThat(containers).as("containers left behind").isEmpty();
        assertThat(folder.resolve("rows")).doesNotExist();
    }
}
