package dev.leat.connector.nats;

import dev.leat.testkit.ConnectorUnderTest;
import dev.leat.testkit.DestinationSetup;
import dev.leat.testkit.DestinationSuite;
import dev.leat.testkit.NatsServer;
import dev.leat.testkit.NatsTables;
import java.util.Map;

class NatsDestinationTest extends DestinationSuite {
    @Override
    protected DestinationSetup setup() {
        NatsServer server = NatsServer.shared();
        String prefix = "suite" + ProcessHandle.current().pid();
        Map<String, Object> config = Map.of(
                "host",
                server.host(),
                "port",
                server.port(),
                "stream_prefix",
                prefix + "_",
                "subject",
                prefix + ".{namespace}.{stream}");
        return DestinationSetup.of(
                        ConnectorUnderTest.of(NatsConnector.CONNECTOR, NatsConnector.class),
                        config,
                        new NatsTables(server, prefix))
                .bad(Map.of("host", server.host(), "port", 1, "timeout_seconds", 2), server.host() + ":1")
                .keepsHistory();
    }
}
