package dev.leat.testkit;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class ReferenceSourceTest extends SourceSuite {
    @TempDir
    static Path folder;

    @Override
    protected SourceSetup setup() throws Exception {
        ReferenceData.fill(folder, 300);
        Path large = java.nio.file.Files.createDirectory(folder.resolve("large"));
        ReferenceData.fill(large, 5_000);
        return SourceSetup.of(ConnectorUnderTest.of(Reference.CONNECTOR, Reference.class), ReferenceData.config(folder))
                .bad(Map.of("folder", folder + "/missing"), "missing", "create it")
                .bad(Map.of("folder", folder.toString(), "password", "wrong"), "password")
                .large(ReferenceData.config(large))
                .adding(() -> ReferenceData.add(folder, 7))
                .mayBeEmpty("nothing");
    }
}
