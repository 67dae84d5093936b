package dev.leat.connector.nats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Json;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.testkit.NatsServer;
import dev.leat.testkit.Outcome;
import dev.leat.testkit.StreamChoice;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import io.nats.client.Connection;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.node.ObjectNode;

/** What a destination makes, takes and refuses. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WritingTest {
    private static String fresh(String hint) {
        return "write_" + hint + ProcessHandle.current().pid() + "_" + Long.toString(System.nanoTime(), 36);
    }

    private static void make(NatsServer server, StreamConfiguration.Builder stream) throws Exception {
        try (Connection connection = server.connect()) {
            connection.jetStreamManagement().addStream(stream.build());
        }
    }

    private static StreamConfiguration.Builder like(String name) {
        return StreamConfiguration.builder().name(name).subjects("leat." + name);
    }

    @Test
    void aMessageTellsWhatItIs() throws Exception {
        NatsServer server = NatsServer.shared();
        String name = fresh("headers");
        StreamChoice choice = StreamChoice.of(StreamSchema.of(
                        new StreamDescriptor(name, "spa ce"),
                        List.of(Column.required("ğ", Type.TEXT), Column.of("n", new Type.Decimal(30, 10)))))
                .incremental("ğ", true);
        ObjectNode row = (ObjectNode) Json.parse("{\"ğ\":\"ü\\n\",\"n\":12345678901234567890.10}");
        Runs.ended(
                Runs.on(server)
                        .write(
                                new dev.leat.testkit.Feed()
                                        .row(choice.stream(), row)
                                        .rid(choice.stream(), "ğ", row.path("ğ"))
                                        .complete(choice.stream()),
                                choice),
                0);
        try (Connection connection = server.connect()) {
            String stream = connection
                    .jetStreamManagement()
                    .getStreamNames("leat.spa%20ce." + name)
                    .getFirst();
            var message = connection.jetStreamManagement().getMessage(stream, 1);
            assertThat(new String(message.getData(), java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo("{\"ğ\":\"ü\\n\",\"n\":12345678901234567890.10}");
            assertThat(message.getHeaders().getFirst("Leat-Rid")).isEqualTo("{\"\\u011f\":\"\\u00fc\\n\"}");
            assertThat(message.getHeaders().getFirst("Leat-Sync-Id")).isEqualTo("17");
            assertThat(message.getHeaders().getFirst("Leat-Synced-At")).matches("20\\d\\d-.*Z");
            assertThat(message.getHeaders().getFirst("Nats-Msg-Id"))
                    .startsWith(stream + ":")
                    .endsWith(":1");
        }
        var state = Runs.on(server).rid(choice).getFirst().streamState();
        assertThat(state.at("/rid/value").stringValue()).isEqualTo("ü\n");
    }

    @Test
    void aStreamThatIsMadeForgetsNothing() throws Exception {
        NatsServer server = NatsServer.shared();
        String name = fresh("made");
        StreamChoice choice = Runs.stream(name).incremental("id", true);
        Runs.ended(Runs.on(server, "storage", "memory").write(Runs.whole(choice, Runs.numbered(0, 3, "x")), choice), 0);
        try (Connection connection = server.connect()) {
            StreamConfiguration made =
                    connection.jetStreamManagement().getStreamInfo(name).getConfiguration();
            assertThat(made.getSubjects()).containsExactly("leat." + name);
            assertThat(made.getRetentionPolicy()).isEqualTo(RetentionPolicy.Limits);
            assertThat(made.getStorageType()).isEqualTo(StorageType.Memory);
            assertThat(made.getMaxAge()).isZero();
            assertThat(made.getMaxMsgs()).isNegative();
            assertThat(made.getMaxBytes()).isNegative();
        }
        Runs.refused(
                Runs.on(server, "replicas", 3, "stream_prefix", "three_", "subject", "three.{stream}")
                        .write(Runs.whole(choice, Runs.numbered(0, 3, "x")), choice),
                2,
                "replicas",
                name);
    }

    @Test
    void rowsMayHaveTheirKeyInTheirSubject() throws Exception {
        NatsServer server = NatsServer.shared();
        String name = fresh("keyed");
        StreamSchema schema = StreamSchema.of(
                        StreamDescriptor.of(name),
                        List.of(
                                Column.required("id", Type.INT64),
                                Column.required("part", Type.TEXT),
                                Column.of("text", Type.TEXT)))
                .withKey("part", "id");
        StreamChoice choice = StreamChoice.of(schema).incremental("id", true);
        List<ObjectNode> rows = Runs.numbered(1, 4, "x");
        List.of("a.b c*", "", "plain-ğ")
                .forEach(part ->
                        rows.get(List.of("a.b c*", "", "plain-ğ").indexOf(part)).put("part", part));
        Runs runs = Runs.on(server, "subject", "shop.{stream}.{key}");
        Runs.ended(runs.write(Runs.whole(choice, rows), choice), 0);
        try (Connection connection = server.connect()) {
            var management = connection.jetStreamManagement();
            assertThat(management.getStreamInfo(name).getConfiguration().getSubjects())
                    .containsExactly("shop." + name + ".*.*");
            assertThat(List.of(
                            management.getMessage(name, 1).getSubject(),
                            management.getMessage(name, 2).getSubject(),
                            management.getMessage(name, 3).getSubject()))
                    .containsExactly(
                            "shop." + name + ".a%2Eb%20c%2A.1",
                            "shop." + name + ".%.2",
                            "shop." + name + ".plain-%C4%9F.3");
        }
        assertThat(runs.rid(choice).getFirst().streamState().at("/rid/value").asInt())
                .isEqualTo(3);
        StreamChoice keyless =
                StreamChoice.of(StreamSchema.of(StreamDescriptor.of(fresh("keyless")), schema.columns()));
        Runs.refused(runs.write(Runs.opaque(keyless, rows), keyless), 2, "{key}", "no key");
        rows.get(1).put("id", 9).put("part", "x".repeat(4000));
        Runs.refused(runs.write(Runs.whole(choice, List.of(rows.get(1))), choice), 4, name, "9", "subject");
    }

    @Test
    void aSubjectMustFit() throws Exception {
        NatsServer server = NatsServer.shared();
        String name = fresh("subject");
        StreamChoice choice = Runs.stream(name).incremental("id", true);
        var feed = Runs.whole(choice, Runs.numbered(0, 3, "x"));
        Runs.refused(Runs.on(server, "subject", "leat.{steam}").write(feed, choice), 2, "{stream}", "placeholder");
        Runs.refused(Runs.on(server, "subject", "a..{stream}").write(feed, choice), 2, "subject");
        make(server, StreamConfiguration.builder().name(name + "_other").subjects("leat." + name));
        Runs.refused(Runs.on(server).write(feed, choice), 2, name, "another stream takes");
    }

    @Test
    void aStreamThatIsThereMustDo() throws Exception {
        NatsServer server = NatsServer.shared();
        String queue = fresh("queue");
        make(server, like(queue).retentionPolicy(RetentionPolicy.WorkQueue));
        String elsewhere = fresh("elsewhere");
        make(server, like(elsewhere).subjects("nowhere." + elsewhere));
        String silent = fresh("silent");
        make(server, like(silent).noAck(true));
        String taken = fresh("taken");
        make(server, like(taken).description("Leat: other.stream"));
        for (var refusal : Map.of(
                        queue, "retention", elsewhere, "nowhere." + elsewhere, silent, "no_ack", taken, "other.stream")
                .entrySet()) {
            StreamChoice choice = Runs.stream(refusal.getKey()).incremental("id", true);
            Runs.refused(
                    Runs.on(server).write(Runs.whole(choice, Runs.numbered(0, 3, "x")), choice),
                    2,
                    refusal.getKey(),
                    refusal.getValue());
        }
        String aging = fresh("aging");
        make(
                server,
                like(aging)
                        .subjects("leat.>")
                        .subjects("leat." + aging, "more." + aging)
                        .maxAge(Duration.ofDays(7)));
        StreamChoice choice = Runs.stream(aging).incremental("id", true);
        Outcome outcome = Runs.on(server).write(Runs.whole(choice, Runs.numbered(0, 3, "x")), choice);
        assertThat(Runs.warnings(Runs.ended(outcome, 0))).contains(aging, "max_age");
    }

    @Test
    void anotherRidColumnIsRefused() throws Exception {
        NatsServer server = NatsServer.shared();
        String name = fresh("rid");
        StreamChoice choice = Runs.stream(name).incremental("id", true);
        Runs.ended(Runs.on(server).write(Runs.whole(choice, Runs.numbered(0, 3, "x")), choice), 0);
        StreamChoice other = Runs.stream(name).incremental("text", true);
        Runs.refused(Runs.on(server).invoke("rid", other).run(), 2, name, "\"id\"", "\"text\"");
        StreamChoice without = Runs.stream(name);
        Runs.ended(Runs.on(server).write(Runs.opaque(without, Runs.numbered(3, 5, "x")), without), 0);
        Runs.refused(Runs.on(server).invoke("rid", choice).run(), 2, name, "Leat-Rid");
    }

    /** A row larger than the server takes is told of before it is sent: the server would end the connection. */
    @Test
    void aRowThatIsTooLargeIsNamed() throws Exception {
        try (NatsServer server = NatsServer.own("max_payload: 100000\n")) {
            StreamChoice choice = Runs.stream("rows").incremental("id", true);
            List<ObjectNode> rows = Runs.numbered(0, 5, "x");
            rows.get(3).put("text", "y".repeat(100_000));
            Outcome outcome = Runs.refused(
                    Runs.on(server).write(Runs.whole(choice, rows), choice),
                    4,
                    "rows",
                    "id = 3",
                    "100000",
                    "max_payload");
            assertThat(outcome.states()).isEmpty();
            rows.get(3).put("text", "y".repeat(99_000));
            Runs.ended(Runs.on(server).write(Runs.whole(choice, rows), choice), 0);
            assertThat(Runs.stored(server, "rows", "id")).hasSize(5);
        }
    }

    @Test
    void aStreamThatIsFullEndsTheRun() throws Exception {
        NatsServer server = NatsServer.shared();
        String name = fresh("full");
        make(server, like(name).maxMessages(10).discardPolicy(io.nats.client.api.DiscardPolicy.New));
        StreamChoice choice = Runs.stream(name).incremental("id", true);
        Runs.refused(
                Runs.on(server).write(Runs.whole(choice, Runs.numbered(0, 2_000, "x")), choice),
                3,
                name,
                "maximum messages");
        assertThat(Runs.stored(server, name, "id")).as("taken back").isEmpty();
    }

    @Test
    void aStreamThatIsDeletedWhileItIsWrittenEndsTheRun() throws Exception {
        NatsServer server = NatsServer.shared();
        String name = fresh("gone");
        StreamChoice choice = Runs.stream(name).incremental("id", true);
        try (var live = Runs.on(server).process("write", choice).start();
                Connection connection = server.connect()) {
            live.send(new dev.leat.testkit.Feed()
                    .rows(choice.stream(), Runs.numbered(0, 10, "x"))
                    .rid(
                            choice.stream(),
                            "id",
                            Runs.numbered(9, 10, "").getFirst().path("id")));
            live.awaitState("the first rows");
            connection.jetStreamManagement().deleteStream(name);
            live.send(Runs.whole(choice, Runs.numbered(10, 20, "x"))).closeInput();
            Runs.refused(live.awaitExit(), 2, name, "deleted");
        }
    }

    /** What was written comes back as the same JSON. */
    @Test
    void aSourceReadsWhatADestinationWrote() throws Exception {
        NatsServer server = NatsServer.shared();
        String name = fresh("back");
        StreamChoice choice = StreamChoice.of(StreamSchema.of(
                StreamDescriptor.of(name), List.of(Column.of("n", Type.Decimal.ANY), Column.of("j", Type.JSON))));
        List<ObjectNode> rows = List.of(
                (ObjectNode) Json.parse("{\"n\":9007199254740993,\"j\":{\"a\":[1.10,null,\"\\u0000\"]}}"),
                (ObjectNode) Json.parse("{\"n\":\"NaN\",\"j\":null}"),
                (ObjectNode) Json.parse("{\"n\":1234567890123456789012345678901234567890.123456789}"));
        Runs.ended(Runs.on(server).write(Runs.opaque(choice, rows), choice), 0);
        Runs runs = Runs.on(server, "include", List.of(name));
        StreamChoice back = runs.discovered(name);
        assertThat(Runs.ended(runs.read(back), 0).rows(back.stream()).stream()
                        .map(row -> row.path("data").toString())
                        .toList())
                .isEqualTo(rows.stream().map(ObjectNode::toString).toList());
    }
}
