package dev.leat.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PrivateFolderTest {
    private static final Instant LONG_AGO = Instant.now().minusSeconds(3600);

    /** Whoever runs these tests, as numbers. */
    static String owner() {
        try (PrivateFolder folder = PrivateFolder.create()) {
            return folder.owner();
        }
    }

    @Test
    void filesArePrivateAndGoWithTheFolder() throws Exception {
        Path file;
        try (PrivateFolder folder = PrivateFolder.create()) {
            file = folder.of("shop").write("config", new byte[] {'x'});
            assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
        assertThat(file.getParent().getParent()).doesNotExist();
    }

    @Test
    void whatAKilledRunLeftIsRemovedAndWhatALivingOneHasIsNot() throws Exception {
        Path left = Files.createTempDirectory("leat-");
        Files.writeString(left.resolve("1-config.json"), "secret");
        Files.setLastModifiedTime(Files.createFile(left.resolve("lock")), FileTime.from(LONG_AGO));
        try (PrivateFolder living = PrivateFolder.create()) {
            Path file = living.of("shop").write("config", new byte[0]);
            Files.setLastModifiedTime(living.path().resolve("lock"), FileTime.from(LONG_AGO));
            PrivateFolder.create().close();
            assertThat(left).doesNotExist();
            assertThat(file).exists();
        }
    }
}
