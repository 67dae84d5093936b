package dev.leat.connector.nats;

import dev.leat.protocol.ConfiguredCatalog;
import dev.leat.protocol.Json;
import dev.leat.protocol.Message;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.testkit.EveryType;
import dev.leat.testkit.Feed;
import dev.leat.testkit.Golden;
import dev.leat.testkit.NatsServer;
import io.nats.client.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GoldenTest {
    @Test
    void spec() throws Exception {
        Golden.assertMatches("spec.json", Runs.CONNECTOR.invoke("spec").run(), Message.Spec.class);
    }

    /** What a destination made, and what a source finds of it. */
    @Test
    void streamsAndCatalog() throws Exception {
        try (NatsServer server = NatsServer.own("");
                Connection connection = server.connect()) {
            Samples.stream(connection, "typed");
            Runs runs = Runs.on(server).with("streams", Map.of("typed", Map.of("columns", Samples.COLUMNS)));
            // Of the two one is to be replaced, which a log does not.
            ConfiguredCatalog added =
                    new ConfiguredCatalog(EveryType.catalog().streams().subList(0, 1));
            StreamDescriptor stream = added.streams().getFirst().descriptor();
            Runs.ended(
                    Runs.CONNECTOR
                            .invoke("write")
                            .config(runs.config())
                            .catalog(added)
                            .input(new Feed().state(stream, Json.object()).complete(stream))
                            .run(),
                    0);
            List<String> streams = new ArrayList<>();
            for (var info : connection.jetStreamManagement().getStreams()) {
                var made = info.getConfiguration();
                streams.add(made.getName() + " takes " + made.getSubjects() + ", " + made.getRetentionPolicy() + ", "
                        + made.getStorageType() + ", \"" + made.getDescription() + "\"\n");
            }
            Collections.sort(streams);
            Golden.assertMatches("streams.txt", String.join("", streams));
            Golden.assertMatches(
                    "catalog.json",
                    Runs.CONNECTOR.invoke("discover").config(runs.config()).run(),
                    Message.Discovered.class);
        }
    }
}
