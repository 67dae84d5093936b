package dev.leat.connector.nats;

import dev.leat.testkit.ConnectorUnderTest;
import dev.leat.testkit.NatsServer;
import dev.leat.testkit.SourceSetup;
import dev.leat.testkit.SourceSuite;
import java.util.List;
import java.util.Map;

class NatsSourceTest extends SourceSuite {
    @Override
    protected SourceSetup setup() throws Exception {
        NatsServer server = NatsServer.shared();
        String prefix = "src" + ProcessHandle.current().pid();
        Samples.fill(server, prefix);
        Map<String, Object> config = Map.of(
                "host", server.host(),
                "port", server.port(),
                "include", List.of(prefix + "_few", prefix + "_typed"),
                "streams", Map.of(prefix + "_typed", Map.of("columns", Samples.COLUMNS)));
        return SourceSetup.of(ConnectorUnderTest.of(NatsConnector.CONNECTOR, NatsConnector.class), config)
                .bad(Map.of("host", server.host(), "port", 1, "timeout_seconds", 2), server.host() + ":1")
                .bad(Map.of("host", "no-such-host.invalid", "timeout_seconds", 2), "no-such-host.invalid")
                .large(Map.of("host", server.host(), "port", server.port(), "include", List.of(prefix + "_large")))
                .adding(() -> Samples.add(server, prefix + "_few", 900, 1000));
    }
}
