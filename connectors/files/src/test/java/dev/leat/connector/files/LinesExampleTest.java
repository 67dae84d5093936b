package dev.leat.connector.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.sdk.Connector;
import dev.leat.testkit.ConnectorUnderTest;
import dev.leat.testkit.SourceSetup;
import dev.leat.testkit.SourceSuite;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;

/** The smallest connector, which CONTRIBUTING begins with, passes the suite like any other. */
class LinesExampleTest extends SourceSuite {
    private static final Path EXAMPLE = Path.of(System.getProperty("leat.root"), "examples", "lines");

    @TempDir
    static Path folder;

    @Override
    protected SourceSetup setup() throws Exception {
        Path lines = Files.writeString(folder.resolve("lines.txt"), "one\n\n\"three\"\r\n🦆\n" + "more\n".repeat(300));
        Path large = Files.writeString(folder.resolve("large.txt"), "a line that is not very long\n".repeat(30_000));
        return SourceSetup.of(connector(compiled()), Map.of("path", lines.toString()))
                .bad(Map.of("path", folder + "/missing.txt"), "missing.txt", "correct path")
                .large(Map.of("path", large.toString()))
                .adding(() -> Files.writeString(lines, "one more\nand another\n", StandardOpenOption.APPEND));
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static Path compiled() throws Exception {
        Path classes = Files.createDirectory(folder.resolve("classes"));
        Path source = EXAMPLE.resolve("LinesSource.java");
        assertThat(Files.readAllLines(source))
                .as("lines of the smallest connector")
                .hasSizeLessThan(60);
        int code = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", classPath(), "-d", classes.toString(), source.toString());
        assertThat(code).as("exit code of the compiler").isZero();
        return classes;
    }

    /** In this process where that will do; its schema is among this module's test resources. */
    private static ConnectorUnderTest connector(Path classes) throws Exception {
        URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()});
        Connector<?> connector = (Connector<?>)
                loader.loadClass("LinesSource").getField("CONNECTOR").get(null);
        List<String> command = new ArrayList<>(ConnectorUnderTest.java(LinesExampleTest.class));
        command.set(command.indexOf("-cp") + 1, classPath() + File.pathSeparator + classes);
        command.set(command.size() - 1, "LinesSource");
        return ConnectorUnderTest.program(connector::run, command.toArray(String[]::new));
    }
}
