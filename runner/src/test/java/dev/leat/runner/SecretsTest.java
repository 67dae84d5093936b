package dev.leat.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Contract F3: secrets appear in no argument list, log, error or summary, and the files that hold them are private. */
@Timeout(60)
class SecretsTest {
    private static final String SECRET = "pa\"ss w+rd/42";

    @TempDir
    Path folder;

    private Sandbox sandbox;

    @BeforeEach
    void setUp() {
        sandbox = new Sandbox(folder);
        sandbox.environment.put("SHOP_PASSWORD", SECRET);
        sandbox.environment.put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + folder.resolve("tmp"));
    }

    private static final String SOURCE = "{ rows: 400, pause_s: 0.01, password: '${env:SHOP_PASSWORD}' }";

    @Test
    void nothingShowsThem() throws Exception {
        Files.createDirectories(folder.resolve("tmp"));
        sandbox.settings(SOURCE, "{ folder: out }", "[orders]");
        try (LeatProcess leat = LeatProcess.start(sandbox, "sync")) {
            List<String> arguments = new ArrayList<>();
            leat.until(() -> {
                arguments.clear();
                leat.children().forEach(child -> arguments.add(arguments(child)));
                return arguments.stream()
                                .filter(argv -> argv.contains("--catalog"))
                                .count()
                        == 2;
            });
            arguments.add(arguments(leat.process.toHandle()));
            assertThat(arguments).hasSizeGreaterThanOrEqualTo(3).noneMatch(argv -> argv.contains("w+rd/42"));
            privateFilesOnly(folder.resolve("tmp"));
            assertThat(leat.await()).isZero();
            assertThat(leat.text(leat.err)).contains("reading with ****").doesNotContain("w+rd/42");
            assertThat(leat.text(leat.out)).doesNotContain("w+rd/42");
            try (var left = Files.list(folder.resolve("tmp"))) {
                assertThat(left.filter(path -> path.getFileName().toString().startsWith("leat-")))
                        .isEmpty();
            }
        }
    }

    private static String arguments(ProcessHandle process) {
        try {
            return Files.readString(
                    Path.of("/proc", String.valueOf(process.pid()), "cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException ended) {
            return "";
        }
    }

    private static void privateFilesOnly(Path tmp) throws IOException {
        List<Path> holding = new ArrayList<>();
        try (var files = Files.walk(tmp)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains("w+rd/42")) {
                    holding.add(file);
                }
            }
        }
        assertThat(holding).isNotEmpty().allSatisfy(file -> {
            assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(Files.getPosixFilePermissions(file.getParent()))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        });
    }

    @Test
    void errorsAreMaskedInEverySpelling() {
        sandbox.settings("{ fault: wrong-password, password: '${env:SHOP_PASSWORD}' }", "{ folder: out }", "[orders]");
        Sandbox.Run check = sandbox.leat("check");
        assertThat(check.err()).contains("password **** is wrong").doesNotContain("w+rd");
        sandbox.settings("{ fault: discover-fails, password: '${env:SHOP_PASSWORD}' }", "{ folder: out }", "[orders]");
        Sandbox.Run discover = sandbox.leat("discover", "shop");
        assertThat(discover.exit()).isEqualTo(3);
        assertThat(discover.err()).contains("no answer to ****").doesNotContain("w+rd");
        Sandbox.Run sync = sandbox.leat("sync");
        assertThat(sync.err() + sync.out()).contains("no answer to ****").doesNotContain("w+rd");
        Masking masking = new Masking();
        masking.add(SECRET);
        assertThat(masking.mask("a pa\"ss w+rd/42 b pa\\\"ss w+rd/42 c pa%22ss+w%2Brd%2F42"))
                .isEqualTo("a **** b **** c ****");
    }

    @Test
    void whatIsWrittenDownInTheOpenIsMaskedWhereTheConnectorSaysItIsSecret() {
        sandbox.settings("{ rows: 1, password: visible-to-all }", "{ folder: out }", "[orders]");
        Sandbox.Run run = sandbox.leat("sync");
        assertThat(run.err()).contains("reading with ****").doesNotContain("visible-to-all");
    }

    @Test
    void filesAndEscapes() {
        sandbox.write("token.txt", "from-the-file\n");
        sandbox.settings("{ rows: 1, password: 'a-${file:token.txt}-$${env:X}' }", "{ folder: out }", "[orders]");
        Sandbox.Run run = sandbox.leat("sync");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.err()).contains("reading with ****").doesNotContain("from-the-file");
    }

    @Test
    void aVariableBecomesANumberWhereTheSchemaWantsOne() {
        sandbox.environment.put("ROWS", "7");
        sandbox.settings("{ rows: '${env:ROWS}' }", "{ folder: out }", "[orders]");
        assertThat(sandbox.leat("sync").summary().path("records_synced").asInt())
                .isEqualTo(7);
    }
}
