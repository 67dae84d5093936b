package dev.leat.docker;

import dev.leat.testkit.ConnectorImages;
import dev.leat.testkit.ConnectorUnderTest;
import dev.leat.testkit.SourceSetup;
import dev.leat.testkit.SourceSuite;
import java.util.Map;

class SampleSourceImageTest extends SourceSuite {
    @Override
    protected SourceSetup setup() throws Exception {
        return SourceSetup.of(ConnectorUnderTest.image(ConnectorImages.need("source-sample")), Map.of("rows", 300))
                .bad(Map.of("rows", -1), "rows")
                .large(Map.of("rows", 30_000))
                .grown(Map.of("rows", 311));
    }
}
