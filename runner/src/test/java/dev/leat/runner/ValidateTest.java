package dev.leat.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Broken settings: each message names file, line and what to do. The words are in a golden file. */
@Timeout(60)
class ValidateTest {
    private static final Path BROKEN = Path.of("src/test/resources/broken");

    @TempDir
    Path folder;

    private Sandbox sandbox;

    @BeforeEach
    void setUp() throws Exception {
        sandbox = new Sandbox(folder);
        sandbox.environment.remove("SHOP_PASSWRD");
        sandbox.environment.put("SHOP_PASSWORD", "secret-value");
        sandbox.lib = FakeConnector.library(folder.resolve("lib"), "postgres", "sample", "sqlite");
    }

    @Test
    void everyBrokenFileIsExplained() throws Exception {
        StringBuilder messages = new StringBuilder();
        List<Path> files;
        try (var listed = Files.list(BROKEN)) {
            files = listed.sorted().toList();
        }
        assertThat(files).hasSizeGreaterThan(8);
        for (Path file : files) {
            String name = file.getFileName().toString();
            sandbox.write(name, Files.readString(file));
            Sandbox.Run run = sandbox.leat("validate", name);
            assertThat(run.exit()).as(name).isEqualTo(2);
            assertThat(run.err().lines()).as(name).allMatch(line -> line.matches("\\Q" + name + "\\E:\\d+:\\d+: .+"));
            assertThat(run.err()).doesNotContain("secret-value");
            messages.append(run.err().replace(folder.toString(), "FOLDER")).append('\n');
        }
        Golden.check("validate.txt", messages.toString());
    }

    @Test
    void goodSettingsAreWell() {
        sandbox.settings("{ rows: 3 }", "{ folder: out }", "[orders]");
        Sandbox.Run run = sandbox.leat("validate");
        assertThat(run.exit()).isZero();
        assertThat(run.err()).contains("leat.yaml: all is well, 2 connections and 1 replication");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void jsonIsReadToo() {
        sandbox.write("leat.json", """
                {
                \t"connections": {
                \t\t"shop": {"command": ["python3", "source.py"], "config": {"rows": 3}}
                \t}
                }
                """);
        assertThat(sandbox.leat("validate", "leat.json").err()).contains("all is well");
    }

    @Test
    void aMissingFileSaysHowToGetOne() {
        Sandbox.Run run = sandbox.leat("validate");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("leat.yaml: there is no such file").contains("leat init");
    }

    @Test
    void overridesAreNamedByTheirOrigin() {
        sandbox.settings("{ rows: 3 }", "{ folder: out }", "[orders]");
        sandbox.environment.put("LEAT_SET_CONNECTIONS__SHOP__CONFIG__ROWS", "many");
        assertThat(sandbox.leat("validate").err())
                .contains("LEAT_SET_CONNECTIONS__SHOP__CONFIG__ROWS: connections.shop.config.rows must be an integer");
        Sandbox.Run set = sandbox.leat("validate", "--set", "connections.shop.config.rows=some");
        assertThat(set.err()).contains("--set connections.shop.config.rows: connections.shop.config.rows must be");
    }
}
