package dev.leat.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.config.ConfigSchema;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The published schemas of the protocol against what this code writes. */
class MessageSchemaTest {
    private static ConfigSchema schema(String name) throws Exception {
        try (InputStream in = MessageSchemaTest.class.getResourceAsStream("/spec-schemas/protocol/" + name)) {
            return new ConfigSchema(Json.parse(in));
        }
    }

    private static final StreamDescriptor STREAM = new StreamDescriptor("orders", "public");

    private static List<Message> messages() {
        JsonNode state = Json.parse("{\"rid\":{\"column\":\"id\",\"value\":5}}");
        Catalog.Stream stream = new Catalog.Stream(
                "orders",
                "public",
                Json.object().put("type", "object"),
                List.of(SyncMode.FULL_REFRESH, SyncMode.INCREMENTAL),
                false,
                List.of("id"),
                List.of(List.of("id")),
                false,
                null,
                new Catalog.Hints(5L, null, List.of(new Catalog.RidCandidate("id", true, false, "part"))));
        return List.of(
                new Message.Record("orders", null, Json.object().put("id", 1), 5),
                new Message.Columns("orders", "shop", 0, List.of("id")),
                new Message.State(
                        StateMessage.ofStream(STREAM, state).withSourceCount(3).withDestinationCount(3)),
                new Message.Log(Message.Log.Level.WARN, "text", null),
                new Message.Spec(
                        "0.2.0",
                        null,
                        Json.object(),
                        true,
                        List.of(DestinationSyncMode.values()),
                        new Message.Capabilities(
                                "x", true, true, true, true, true, true, true, true, true, true, true, true)),
                new Message.ConnectionStatus(Message.ConnectionStatus.Outcome.FAILED, "no"),
                new Message.Discovered(new Catalog(List.of(stream))),
                TraceMessage.status(STREAM, TraceMessage.Status.COMPLETE),
                TraceMessage.estimate(STREAM, 7L, null),
                TraceMessage.error(new TraceMessage.Error(
                        "m",
                        "i",
                        "s",
                        TraceMessage.FailureType.CONFIG_ERROR,
                        STREAM,
                        new TraceMessage.Leat(ConnectorException.Kind.DATA.wire()))),
                new Message.Control("CONNECTOR_CONFIG", Json.object()),
                new Message.DestinationCatalog(Json.object()),
                new Message.Answered(2));
    }

    @Test
    void everyMessageIsAsPublished() throws Exception {
        ConfigSchema schema = schema("message.json");
        for (Message message : messages()) {
            JsonNode line = Json.parse(MessageCodec.format(message));
            assertThat(schema.findings(line)).as(line.toString()).isEmpty();
        }
        assertThat(messages().stream().map(Object::getClass).distinct())
                .as("a message of each kind")
                .hasSize(Message.class.getPermittedSubclasses().length);
    }

    @Test
    void somethingElseIsNot() throws Exception {
        ConfigSchema schema = schema("message.json");
        assertThat(schema.findings(Json.parse("{\"type\":\"NEWS\"}"))).isNotEmpty();
        assertThat(schema.findings(Json.parse("{\"type\":\"RECORD\",\"record\":{\"stream\":\"a\"}}")))
                .isNotEmpty();
    }

    @Test
    void aConfiguredCatalogIsAsPublished() throws Exception {
        Message.Discovered discovered = (Message.Discovered) messages().get(6);
        ConfiguredCatalog catalog = new ConfiguredCatalog(List.of(new ConfiguredCatalog.ConfiguredStream(
                discovered.catalog().streams().getFirst(),
                SyncMode.INCREMENTAL,
                DestinationSyncMode.APPEND,
                List.of("id"),
                List.of(List.of("id")),
                1L,
                0L,
                1L,
                new ConfiguredCatalog.Options(
                        true,
                        "part",
                        ConfiguredCatalog.StateKind.RID,
                        true,
                        "shop",
                        4,
                        new StreamDescriptor("o", "s"),
                        2))));
        JsonNode json = Json.tree(catalog);
        assertThat(schema("configured-catalog.json").findings(json)).isEmpty();
        assertThat(Json.bind(json, ConfiguredCatalog.class)).isEqualTo(catalog);
    }
}
