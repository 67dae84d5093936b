package dev.leat.connector.sample;

import dev.leat.protocol.Message;
import dev.leat.testkit.ConnectorUnderTest;
import dev.leat.testkit.Golden;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GoldenTest {
    private static final ConnectorUnderTest CONNECTOR =
            ConnectorUnderTest.of(SampleConnector.CONNECTOR, SampleConnector.class);

    @Test
    void spec() throws Exception {
        Golden.assertMatches("spec.json", CONNECTOR.invoke("spec").run(), Message.Spec.class);
    }

    @Test
    void catalog() throws Exception {
        var discovered = CONNECTOR.invoke("discover").config(Map.of("rows", 1000));
        Golden.assertMatches("catalog.json", discovered.run(), Message.Discovered.class);
    }
}
