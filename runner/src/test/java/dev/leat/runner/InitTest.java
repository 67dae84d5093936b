package dev.leat.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class InitTest {
    @TempDir
    Path folder;

    private Sandbox sandbox;

    @BeforeEach
    void setUp() throws Exception {
        sandbox = new Sandbox(folder);
        sandbox.lib = FakeConnector.library(folder.resolve("lib"), "postgres", "sqlite");
    }

    @Test
    void whatItWritesIsValidAndHidesThePassword() throws Exception {
        Sandbox.Run init = sandbox.leat(
                "init",
                "--source",
                "pg://reader:s3cret%2B+x@db.internal:6432/shop?schemas=a,b",
                "--destination",
                "sqlite:shop");
        assertThat(init.exit()).as(init.err()).isZero();
        assertThat(init.err()).contains("export POSTGRES_PASSWORD=").doesNotContain("s3cret");
        String text = Files.readString(folder.resolve("leat.yaml"));
        Golden.check("init.yaml", text);
        assertThat(sandbox.leat("validate").err()).contains("environment variable POSTGRES_PASSWORD is not set");
        sandbox.environment.put("POSTGRES_PASSWORD", "s3cret++x");
        assertThat(sandbox.leat("validate").err()).contains("all is well");
    }

    @Test
    void anExistingFileIsNeverOverwritten() {
        sandbox.write("leat.yaml", "connections: {}\n");
        Sandbox.Run init = sandbox.leat("init", "--source", "sqlite:a", "--destination", "sqlite:b");
        assertThat(init.exit()).isEqualTo(2);
        assertThat(init.err()).contains("leat.yaml is already there and is not overwritten");
        assertThat(folder.resolve("leat.yaml")).hasContent("connections: {}\n");
    }

    @Test
    void onATerminalItAsks() {
        sandbox.terminal = true;
        sandbox.input = "sqlite:shop.db\nsqlite:copy.db\n";
        Sandbox.Run init = sandbox.leat("init", "-f", "other.yaml");
        assertThat(init.exit()).as(init.err()).isZero();
        assertThat(init.err()).contains("Where do rows come from?").contains("Where do they go?");
        assertThat(folder.resolve("other.yaml"))
                .content()
                .contains("sqlite_source-to-sqlite_destination")
                .contains("database: \"copy.db\"");
    }

    @Test
    void withoutATerminalItSaysWhatItNeeds() {
        Sandbox.Run init = sandbox.leat("init");
        assertThat(init.exit()).isEqualTo(2);
        assertThat(init.err()).contains("leat init needs --source URL and --destination URL");
    }

    @Test
    void anUnknownSystemNamesTheNearest() {
        Sandbox.Run init = sandbox.leat("init", "--source", "sqllite:x", "--destination", "sqlite:y");
        assertThat(init.exit()).isEqualTo(2);
        assertThat(init.err()).contains("there is no connector \"sqllite\"; did you mean \"sqlite\"?");
    }
}
