package dev.leat.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Message;
import dev.leat.protocol.MessageCodec;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.row.RowWriter;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code read}: order, resume points, states, statuses, counts. */
class ReadTest {
    record Config(List<Long> values, int bytes) {}

    /** Emits what it was told to, in that order. */
    record Numbers(Config config) implements Source {
        @Override
        public List<StreamSchema> discover() {
            return List.of(StreamSchema.of(
                            StreamDescriptor.of("n"),
                            List.of(Column.of("id", Type.INT64), Column.of("text", Type.TEXT)))
                    .withUniqueRid("id"));
        }

        @Override
        public void read(ReadPlan stream, Emitter out) {
            RowWriter rows = out.rows();
            String text = "x".repeat(config.bytes);
            for (Long value : config.values) {
                if (value == null) {
                    rows.putNull();
                } else {
                    rows.putLong(value);
                }
                rows.putText(text).end();
            }
        }
    }

    private static final Connector<Config> NUMBERS =
            Connector.source("numbers", Config.class, (config, resources) -> new Numbers(config));

    @TempDir
    Path folder;

    private int exitCode;

    private List<Message> read(String config, boolean unique, String state) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        exitCode = NUMBERS.run(InputStream.nullInputStream(), out, args(config, unique, state));
        List<Message> messages = new ArrayList<>();
        for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
            messages.add(
                    MessageCodec.parse(line.getBytes(StandardCharsets.UTF_8)).orElseThrow());
        }
        return messages;
    }

    private String[] args(String config, boolean unique, String state) throws IOException {
        Path configFile = Files.writeString(folder.resolve("config.json"), config);
        Path catalog = Files.writeString(
                folder.resolve("catalog.json"),
                "{\"streams\":[{\"stream\":{\"name\":\"n\",\"json_schema\":{\"type\":\"object\",\"properties\":{\"id\":"
                        + "{\"type\":\"integer\"},\"text\":{\"type\":\"string\"}}}},\"sync_mode\":\"incremental\","
                        + "\"cursor_field\":[\"id\"],\"leat\":{\"rid_unique\":" + unique + "}}]}");
        List<String> args =
                new ArrayList<>(List.of("read", "--config", configFile.toString(), "--catalog", catalog.toString()));
        if (state != null) {
            Path file = Files.writeString(
                    folder.resolve("state.json"),
                    "[{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"n\"},\"stream_state\":" + state
                            + "}}]");
            args.addAll(List.of("--state", file.toString()));
        }
        return args.toArray(String[]::new);
    }

    private static List<Long> ids(List<Message> messages) {
        return messages.stream()
                .filter(Message.Record.class::isInstance)
                .map(m -> ((Message.Record) m).data().get("id").asLong())
                .toList();
    }

    private static List<String> rest(List<Message> messages) {
        List<String> rest = new ArrayList<>();
        for (Message message : messages) {
            switch (message) {
                case Message.State(var state) ->
                    rest.add(state.streamState().path("rid").path("value") + "/" + state.sourceRecordCount());
                case Message.Trace(var trace)
                when trace.streamStatus() != null ->
                    rest.add(trace.streamStatus().status().name());
                case Message.Trace(var trace)
                when trace.error() != null -> rest.add(trace.error().leat().kind());
                default -> {}
            }
        }
        return rest;
    }

    @Test
    void emitsRowsBetweenTheirStatuses() throws IOException {
        List<Message> messages = read("{\"values\":[1,2,3]}", true, null);
        assertThat(exitCode).isZero();
        assertThat(ids(messages)).containsExactly(1L, 2L, 3L);
        assertThat(rest(messages)).containsExactly("STARTED", "RUNNING", "3/3", "COMPLETE");
    }

    @Test
    void goesOnAfterAUniqueRidAndAtOneThatIsNot() throws IOException {
        String state = "{\"rid\":{\"column\":\"id\",\"value\":2}}";
        assertThat(ids(read("{\"values\":[1,2,2,3]}", true, state))).containsExactly(3L);
        assertThat(ids(read("{\"values\":[1,2,2,3]}", false, state))).containsExactly(2L, 2L, 3L);
    }

    @Test
    void aStateNeverMovesBack() throws IOException {
        List<Message> messages = read("{\"values\":[1,2]}", true, "{\"rid\":{\"column\":\"id\",\"value\":9}}");
        assertThat(ids(messages)).isEmpty();
        assertThat(rest(messages)).containsExactly("STARTED", "9/0", "COMPLETE");
    }

    @Test
    void refusesAStateOfAnotherColumn() throws IOException {
        List<Message> messages = read("{\"values\":[1]}", true, "{\"rid\":{\"column\":\"updated\",\"value\":9}}");
        assertThat(exitCode).isEqualTo(2);
        assertThat(rest(messages)).containsExactly("config");
    }

    @Test
    void endsAStreamThatIsOutOfOrder() throws IOException {
        List<Message> messages = read("{\"values\":[1,3,2]}", true, null);
        assertThat(exitCode).isEqualTo(4);
        assertThat(ids(messages)).containsExactly(1L, 3L);
        assertThat(rest(messages)).containsExactly("STARTED", "RUNNING", "3/2", "INCOMPLETE", "data");
    }

    @Test
    void endsAStreamWithANullRid() throws IOException {
        assertThat(rest(read("{\"values\":[1,null]}", true, null)))
                .containsExactly("STARTED", "RUNNING", "1/1", "INCOMPLETE", "data");
    }

    @Test
    void checkpointsAsTheBytesGo() throws IOException {
        List<Message> messages = read("{\"values\":[1,2,3,4,5,6,7,8,9],\"bytes\":3000000}", true, null);
        assertThat(rest(messages)).containsExactly("STARTED", "RUNNING", "3/3", "6/3", "9/3", "COMPLETE");
    }

    @Test
    void aReaderThatGoesAwayEndsTheRun() throws IOException {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        assertThat(NUMBERS.run(InputStream.nullInputStream(), broken, args("{\"values\":[1]}", true, null)))
                .isEqualTo(3);
    }

    @Test
    void namesTheKeyThatWasMeant() throws IOException {
        List<Message> messages = read("{\"value\":[1]}", true, null);
        assertThat(exitCode).isEqualTo(2);
        assertThat(((Message.Trace) messages.getFirst()).trace().error().message())
                .contains("unknown key \"value\"; did you mean \"values\"?");
    }
}
