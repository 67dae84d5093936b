package dev.leat.connector.nats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Json;
import dev.leat.protocol.StateMessage;
import dev.leat.testkit.LiveRun;
import dev.leat.testkit.NatsServer;
import dev.leat.testkit.Outcome;
import dev.leat.testkit.StreamChoice;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StreamConfiguration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a source says of messages as they are: good, bad, gone, or more than one subject. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReadingTest {
    private static String fresh(String hint) {
        return "read_" + hint + ProcessHandle.current().pid() + "_" + Long.toString(System.nanoTime(), 36);
    }

    private static String filled(NatsServer server, String hint, byte[]... payloads) throws Exception {
        String name = fresh(hint);
        try (Connection connection = server.connect()) {
            Samples.stream(connection, name);
            for (byte[] payload : payloads) {
                connection.jetStream().publish(name + ".x", payload);
            }
        }
        return name;
    }

    private static Runs on(NatsServer server, String stream, Object... more) {
        return Runs.on(server, "include", List.of(stream)).with(more);
    }

    private static List<ObjectNode> rows(Runs runs, String stream) throws Exception {
        StreamChoice choice = runs.discovered(stream);
        return Runs.ended(runs.read(choice), 0).rows(choice.stream());
    }

    private static StateMessage reached(StreamChoice choice, long sequence) {
        ObjectNode state = Json.object();
        state.putObject("rid").put("column", "sequence").put("value", sequence);
        return StateMessage.ofStream(choice.stream(), state);
    }

    @Test
    void aMessageThatIsNotOfItsFormatIsNamedOrLeftOut() throws Exception {
        NatsServer server = NatsServer.shared();
        List<byte[]> bad = List.of(
                Runs.utf8("{\"a\":"),
                Runs.utf8("{\"a\":1} and more"),
                Runs.utf8("{\"a\":01}"),
                Runs.utf8("{'a':1}"),
                Runs.utf8("{\"a\":\"two\nlines\"}"),
                Runs.utf8("NaN"),
                Runs.utf8(" "),
                new byte[] {'"', (byte) 0xc3, '"'},
                new byte[] {0, 1, 2});
        for (byte[] payload : bad) {
            String name = filled(server, "bad", Runs.utf8("1"), payload, Runs.utf8("[3]"));
            Runs runs = on(server, name);
            StreamChoice choice = runs.discovered(name);
            Outcome failed = Runs.refused(runs.read(choice), 4, name, "sequence 2", "on_bad_record");
            assertThat(failed.rows(choice.stream())).hasSize(1);
            Outcome skipped = Runs.ended(runs.with("on_bad_record", "skip").read(choice), 0);
            assertThat(skipped.rows(choice.stream()).stream()
                            .map(row -> row.path("sequence").asInt()))
                    .containsExactly(1, 3);
            assertThat(Runs.warnings(skipped)).contains(name, "1 messages", "sequence 2");
        }
        String name = filled(server, "text", Runs.utf8("fine ğ"), new byte[] {(byte) 0xff});
        Runs.refused(
                on(server, name, "format", "text")
                        .read(StreamChoice.of(
                                on(server, name).catalog().streams().getFirst())),
                4,
                "sequence 2",
                "UTF-8");
    }

    @Test
    void aStreamThatIsNotThereIsNamed() throws Exception {
        NatsServer server = NatsServer.shared();
        String name = filled(server, "there", Runs.utf8("1"));
        Runs runs = on(server, name);
        StreamChoice there = runs.discovered(name);
        Runs gone = on(server, name + "s");
        Runs.refused(
                gone.invoke("discover", there).run(),
                2,
                "include names \"" + name + "s\"",
                "at localhost:" + server.port() + "; did you mean \"" + name + "\"?");
        assertThat(on(server, name + "s*").catalog().streams()).isEmpty();
        StreamChoice other = there.renamed(name + "s");
        Outcome outcome = Runs.refused(
                runs.invoke("read", other, there).run(),
                2,
                "there is no JetStream stream \"" + name + "s\" at localhost:" + server.port() + "; did you mean \""
                        + name + "\"?");
        assertThat(outcome.rows(there.stream())).as("the other stream").hasSize(1);
        assertThat(outcome.statuses(other.stream())).last().hasToString("INCOMPLETE");
    }

    @Test
    void payloadsAreWhatTheFormatSays() throws Exception {
        NatsServer server = NatsServer.shared();
        String json = "{ \"n\" : 12345678901234567890.10,\r\n \"t\" : \"\\u00fc\\n\", \"l\" : [ 1e3 , null ] }";
        String name = filled(server, "formats", Runs.utf8(json), new byte[0], Runs.utf8("null"), Runs.utf8("7"));
        List<ObjectNode> rows = rows(on(server, name), name);
        assertThat(rows.getFirst().path("data")).isEqualTo(Json.parse(json));
        assertThat(rows.getFirst().path("data").toString()).contains("12345678901234567890.10");
        assertThat(rows.subList(1, 3)).allMatch(row -> row.path("data").isNull());
        assertThat(rows.get(3).path("data").asInt()).isEqualTo(7);
        List<ObjectNode> texts = rows(on(server, name, "format", "text"), name);
        assertThat(texts.stream().map(row -> row.path("data").stringValue())).containsExactly(json, "", "null", "7");
        List<ObjectNode> bytes = rows(on(server, name, "format", "bytes"), name);
        assertThat(Base64.getDecoder().decode(bytes.getFirst().path("data").stringValue()))
                .isEqualTo(Runs.utf8(json));
    }

    @Test
    void fieldsOfOtherTypesAreNamed() throws Exception {
        NatsServer server = NatsServer.shared();
        Map<String, String> wrong = Map.of(
                "int32",
                "3000000000",
                "bool",
                "\"yes\"",
                "date",
                "\"2026-02-30\"",
                "uuid",
                "7",
                "decimal(5,2)",
                "1.005");
        for (var type : wrong.entrySet()) {
            String name =
                    filled(server, "fields", Runs.utf8("{\"f\":null}"), Runs.utf8("{\"f\":" + type.getValue() + "}"));
            Runs runs = on(server, name, "streams", Map.of(name, Map.of("columns", Map.of("f", type.getKey()))));
            Runs.refused(
                    runs.read(runs.discovered(name)),
                    4,
                    name,
                    "sequence 2",
                    "\"f\"",
                    type.getKey().replaceAll("\\(.*", ""));
        }
        String name = filled(server, "noobject", Runs.utf8("[1]"));
        Runs runs = on(server, name, "streams", Map.of(name, Map.of("columns", Map.of("f", "int64"))));
        Runs.refused(runs.read(runs.discovered(name)), 4, "no JSON object");
    }

    @Test
    void onlySubjectsThatAreWantedAreRead() throws Exception {
        NatsServer server = NatsServer.shared();
        String name = fresh("subjects");
        try (Connection connection = server.connect()) {
            Samples.stream(connection, name);
            for (String subject : List.of("a.new", "b.new", "a.old", "c", "a.new.x")) {
                connection.jetStream().publish(name + "." + subject, Runs.utf8("\"" + subject + "\""));
            }
        }
        for (var wanted : Map.of(
                        List.of("*.new"), List.of("a.new", "b.new"),
                        List.of("a.>"), List.of("a.new", "a.old", "a.new.x"),
                        List.of("c", "a.old"), List.of("a.old", "c"),
                        List.of("nobody"), List.<String>of())
                .entrySet()) {
            List<String> subjects =
                    wanted.getKey().stream().map(s -> name + "." + s).toList();
            List<ObjectNode> rows = rows(on(server, name, "streams", Map.of(name, Map.of("subjects", subjects))), name);
            assertThat(rows.stream().map(row -> row.path("data").stringValue()))
                    .as("rows of %s", subjects)
                    .containsExactlyElementsOf(wanted.getValue());
        }
    }

    /** The server would take them from others once they were read. */
    @Test
    void streamsThatForgetWhatWasReadAreRefusedAndKeepTheirMessages() throws Exception {
        NatsServer server = NatsServer.shared();
        for (RetentionPolicy policy : List.of(RetentionPolicy.WorkQueue, RetentionPolicy.Interest)) {
            String name = fresh("queue");
            try (Connection connection = server.connect()) {
                JetStreamManagement management = connection.jetStreamManagement();
                management.addStream(StreamConfiguration.builder()
                        .name(name)
                        .subjects(name + ".>")
                        .retentionPolicy(policy)
                        .build());
                if (policy == RetentionPolicy.Interest) {
                    management.addOrUpdateConsumer(
                            name,
                            io.nats.client.api.ConsumerConfiguration.builder()
                                    .durable("reader")
                                    .build());
                }
                connection.jetStream().publish(name + ".x", Runs.utf8("1"));
                Runs runs = on(server, name);
                Runs.refused(runs.read(runs.discovered(name)), 2, name, "retention");
                assertThat(management.getStreamInfo(name).getStreamState().getMsgCount())
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void readingLeavesNothingBehind() throws Exception {
        NatsServer server = NatsServer.shared();
        String name = filled(server, "traces", Runs.utf8("1"), Runs.utf8("2"));
        assertThat(rows(on(server, name), name)).hasSize(2);
        try (Connection connection = server.connect()) {
            assertThat(connection.jetStreamManagement().getConsumerNames(name)).isEmpty();
            assertThat(connection
                            .jetStreamManagement()
                            .getStreamInfo(name)
                            .getStreamState()
                            .getMsgCount())
                    .isEqualTo(2);
        }
    }

    /** The stream's limits dropped them, or somebody purged them, since the last run. */
    @Test
    void messagesThatWereDroppedUnreadAreToldOf() throws Exception {
        NatsServer server = NatsServer.shared();
        String name = filled(
                server, "dropped", Runs.utf8("1"), Runs.utf8("2"), Runs.utf8("3"), Runs.utf8("4"), Runs.utf8("5"));
        Runs runs = on(server, name);
        StreamChoice choice = runs.discovered(name).incremental("sequence", true);
        try (Connection connection = server.connect()) {
            connection
                    .jetStreamManagement()
                    .purgeStream(
                            name,
                            io.nats.client.PurgeOptions.builder().sequence(4).build());
        }
        Outcome outcome =
                runs.invoke("read", choice).state(List.of(reached(choice, 1))).run();
        assertThat(Runs.ended(outcome, 0).rows(choice.stream())).hasSize(2);
        assertThat(Runs.warnings(outcome)).contains(name, "2 to 3", "gone");
        Outcome onTime =
                runs.invoke("read", choice).state(List.of(reached(choice, 3))).run();
        assertThat(Runs.warnings(Runs.ended(onTime, 0))).isEmpty();
    }

    @Test
    void aStreamThatWasMadeAnewIsToldOf() throws Exception {
        NatsServer server = NatsServer.shared();
        String name = filled(server, "anew", Runs.utf8("1"));
        Runs runs = on(server, name);
        StreamChoice choice = runs.discovered(name).incremental("sequence", true);
        Outcome outcome =
                runs.invoke("read", choice).state(List.of(reached(choice, 400))).run();
        assertThat(Runs.ended(outcome, 0).rows(choice.stream())).isEmpty();
        assertThat(Runs.warnings(outcome)).contains(name, "400", "anew");
    }

    @Test
    void anEmptyStreamIsComplete() throws Exception {
        NatsServer server = NatsServer.shared();
        String name = filled(server, "empty");
        Runs runs = on(server, name);
        StreamChoice choice = runs.discovered(name).incremental("sequence", true);
        Outcome outcome = Runs.ended(runs.read(choice), 0);
        assertThat(outcome.rows(choice.stream())).isEmpty();
        assertThat(outcome.statuses(choice.stream()).getLast()).hasToString("COMPLETE");
    }

    /** Larger than what is asked for at a time, among small ones. */
    @Test
    void largeMessagesAreRead() throws Exception {
        NatsServer server = NatsServer.shared();
        byte[] large = Runs.utf8("\"" + "0123456789".repeat(700_000) + "\"");
        String name = filled(server, "large", Runs.utf8("1"), large, large, Runs.utf8("2"), large);
        List<ObjectNode> rows = rows(on(server, name), name);
        assertThat(rows.stream().map(row -> row.path("data").asString().length()))
                .containsExactly(1, large.length - 2, large.length - 2, 1, large.length - 2);
    }

    /** Those deleted by others meanwhile are no loss, and their number is no hindrance. */
    @Test
    void messagesMayBeDeletedWhileTheyAreRead() throws Exception {
        NatsServer server = NatsServer.shared();
        String name = fresh("deleted");
        try (Connection connection = server.connect()) {
            Samples.stream(connection, name);
        }
        Samples.add(server, name, 0, 30_000);
        Runs runs = on(server, name);
        StreamChoice choice = runs.discovered(name).incremental("sequence", true);
        try (LiveRun live = runs.process("read", choice).startUnheard();
                Connection connection = server.connect()) {
            // Nobody takes the rows yet: the source waits in the middle.
            live.awaitUnheard(1 << 10);
            JetStreamManagement management = connection.jetStreamManagement();
            for (int sequence = 29_000; sequence <= 30_000; sequence++) {
                management.deleteMessage(name, sequence, false);
            }
            live.listen();
            Outcome outcome = Runs.ended(live.awaitExit(), 0);
            List<JsonNode> read = outcome.rows(choice.stream()).stream()
                    .map(row -> row.path("sequence"))
                    .toList();
            assertThat(read).hasSizeBetween(28_999, 30_000);
            for (int i = 0; i < 28_999; i++) {
                assertThat(read.get(i).asInt()).isEqualTo(i + 1);
            }
        }
    }

    @Test
    void aStreamThatIsDeletedWhileItIsReadIsNamed() throws Exception {
        NatsServer server = NatsServer.shared();
        String name = fresh("gone");
        try (Connection connection = server.connect()) {
            Samples.stream(connection, name);
        }
        Samples.add(server, name, 0, 60_000);
        Runs runs = on(server, name);
        StreamChoice choice = runs.discovered(name).incremental("sequence", true);
        try (LiveRun live = runs.process("read", choice).startUnheard();
                Connection connection = server.connect()) {
            live.awaitUnheard(1 << 10);
            connection.jetStreamManagement().deleteStream(name);
            live.listen();
            Outcome outcome = Runs.refused(live.awaitExit(), 2, name, "no such stream");
            assertThat(outcome.statuses(choice.stream()).getLast()).hasToString("INCOMPLETE");
        }
    }

    /** The server goes away while its messages are read, and comes back within the timeout. */
    @Test
    void aServerThatRestartsIsReadOn() throws Exception {
        try (NatsServer server = NatsServer.own("")) {
            try (Connection connection = server.connect()) {
                Samples.stream(connection, "rows");
            }
            Samples.add(server, "rows", 0, 60_000);
            Runs runs = Runs.on(server);
            StreamChoice choice = runs.discovered("rows").incremental("sequence", true);
            try (LiveRun live = runs.process("read", choice).startUnheard()) {
                live.awaitUnheard(1 << 10);
                server.kill();
                live.listen();
                server.restart();
                Outcome outcome = Runs.ended(live.awaitExit(), 0);
                List<ObjectNode> rows = outcome.rows(choice.stream());
                assertThat(rows).hasSize(60_000);
                for (int i = 0; i < rows.size(); i++) {
                    assertThat(rows.get(i).path("sequence").asInt()).isEqualTo(i + 1);
                }
            }
        }
    }

    @Test
    void aServerThatStaysAwayIsATransientFailure() throws Exception {
        try (NatsServer server = NatsServer.own("")) {
            try (Connection connection = server.connect()) {
                Samples.stream(connection, "rows");
            }
            Samples.add(server, "rows", 0, 60_000);
            Runs runs = Runs.on(server, "timeout_seconds", 2);
            StreamChoice choice = runs.discovered("rows").incremental("sequence", true);
            try (LiveRun live = runs.process("read", choice).startUnheard()) {
                live.awaitUnheard(1 << 10);
                server.kill();
                live.listen();
                Runs.refused(live.awaitExit(), 3, "rows", "run again");
            }
        }
    }
}
