package dev.leat.connector.sample;

import dev.leat.testkit.ConnectorUnderTest;
import dev.leat.testkit.SourceSetup;
import dev.leat.testkit.SourceSuite;
import java.util.Map;

class SampleConnectorTest extends SourceSuite {
    @Override
    protected SourceSetup setup() {
        return SourceSetup.of(
                        ConnectorUnderTest.of(SampleConnector.CONNECTOR, SampleConnector.class), Map.of("rows", 300))
                .bad(Map.of("rows", -1), "rows")
                .bad(Map.of("rows", 1.5), "rows", "integer")
                .large(Map.of("rows", 30_000))
                .grown(Map.of("rows", 311));
    }
}
