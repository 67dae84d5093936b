package dev.leat.testkit;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class ReferenceDestinationTest extends DestinationSuite {
    @TempDir
    static Path folder;

    @Override
    protected DestinationSetup setup() {
        return DestinationSetup.of(
                        ConnectorUnderTest.of(Reference.CONNECTOR, Reference.class),
                        ReferenceData.config(folder),
                        new ReferenceTables(folder))
                .bad(Map.of("folder", folder + "/missing"), "missing", "create it")
                .bad(Map.of("folder", folder.toString(), "password", "wrong"), "password");
    }
}
