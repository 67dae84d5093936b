package dev.leat.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.config.SchemaView;
import dev.leat.protocol.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class LocalPathsTest {
    private static final ObjectNode SCHEMA = (ObjectNode) Json.parse("""
            {"properties":{"path":{"format":"path"},"password":{"format":"password"},"jars":{"items":{"format":"file"}},
            "tls":{"properties":{"ca":{"format":"file"}}}}}""");

    private final Mount volume = new Mount("scratch", "/scratch", false);

    @TempDir
    Path folder;

    private LocalPaths of(String config) {
        return LocalPaths.of((ObjectNode) Json.parse(config), SchemaView.of(SCHEMA), folder, List.of(volume));
    }

    @Test
    void whatIsInAVolumeIsNotThisMachines() {
        LocalPaths paths = of("{\"path\":\"/scratch/shop.sqlite\"}");
        assertThat(paths.mounts()).isEmpty();
    }

    @Test
    void aDatabaseFileComesWithItsFolder() {
        LocalPaths paths = of("{\"path\":\"shop.sqlite\",\"password\":\"/etc/passwd\"}");
        assertThat(paths.mounts()).containsExactly(Mount.same(folder, false));
        assertThat(paths.relative()).isTrue();
    }

    @Test
    void aFolderIsItselfOnceItIsThere() throws Exception {
        assertThat(of("{\"path\":\"%s/out\"}".formatted(folder)).mounts()).containsExactly(Mount.same(folder, false));
        Path out = Files.createDirectory(folder.resolve("out"));
        LocalPaths paths = of("{\"path\":\"%s\"}".formatted(out));
        assertThat(paths.mounts()).containsExactly(Mount.same(out, false));
        assertThat(paths.relative()).isFalse();
    }

    @Test
    void whatIsOnlyReadComesAlone() throws Exception {
        Path jar = Files.createFile(folder.resolve("driver.jar"));
        Path ca = Files.createFile(folder.resolve("ca.pem"));
        assertThat(of("{\"jars\":[\"driver.jar\",\"missing.jar\"],\"tls\":{\"ca\":\"ca.pem\"}}")
                        .mounts())
                .containsExactlyInAnyOrder(Mount.same(jar, true), Mount.same(ca, true));
    }

    @Test
    void theWholeMachineIsNeverGiven() {
        assertThatThrownBy(() -> of("{\"path\":\"/shop.sqlite\"}")).hasMessageContaining("/shop.sqlite is in the root");
        assertThatThrownBy(() -> of("{\"path\":\"/no-such-folder/shop.sqlite\"}"))
                .hasMessageContaining("is in none that exists; make it");
    }

    @Test
    void mountsAreWrittenAsTheEngineReadsThem() throws Exception {
        assertThat(Mount.same(Path.of("/a,b"), true).option())
                .isEqualTo("type=bind,\"src=/a,b\",\"dst=/a,b\",readonly");
        assertThat(Mount.parse("scratch:/scratch", folder).option()).isEqualTo("type=volume,src=scratch,dst=/scratch");
        Files.createDirectory(folder.resolve("in"));
        assertThat(Mount.parse("./in:/in:ro", folder).option())
                .isEqualTo("type=bind,src=" + folder.resolve("in") + ",dst=/in,readonly");
    }
}
