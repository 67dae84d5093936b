package dev.leat.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Json;
import dev.leat.protocol.Message;
import dev.leat.protocol.MessageCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code write} on the bytes it is given: what is committed, echoed and refused, and when. */
class WriteTest {
    @TempDir
    Path folder;

    private String name;
    private Ledger ledger;
    private int exitCode;
    private List<Message> messages;

    @BeforeEach
    void open() {
        name = UUID.randomUUID().toString();
        ledger = new Ledger();
        Ledger.OPEN.put(name, ledger);
    }

    private static String record(String stream, Object id) {
        return "{\"type\":\"RECORD\",\"record\":{\"stream\":\"" + stream + "\",\"data\":{\"id\":" + id
                + "},\"emitted_at\":1}}\n";
    }

    private static String state(String stream, Object value, int count) {
        return "{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\""
                + stream
                + "\"},\"stream_state\":{\"rid\":{\"column\":\"id\",\"value\":" + value
                + "}}},\"sourceStats\":{\"recordCount\":" + count + ".0}}}\n";
    }

    private static String status(String stream, String status) {
        return "{\"type\":\"TRACE\",\"trace\":{\"type\":\"STREAM_STATUS\",\"emitted_at\":1.5,\"stream_status\":"
                + "{\"stream_descriptor\":{\"name\":\"" + stream + "\"},\"status\":\"" + status + "\"}}}\n";
    }

    private static String complete(String stream) {
        return status(stream, "COMPLETE");
    }

    private static String stream(String name, String mode, String leat) {
        boolean append = mode.equals("append");
        return "{\"stream\":{\"name\":\"" + name + "\",\"json_schema\":{\"type\":\"object\",\"properties\":{\"id\":"
                + "{\"type\":\"integer\"}}},\"supported_sync_modes\":[\"incremental\"]},\"sync_mode\":\""
                + (append ? "incremental" : "full_refresh") + "\",\"destination_sync_mode\":\"" + mode
                + "\",\"cursor_field\":[\"id\"],\"leat\":{" + leat + "}}";
    }

    private static String append(String name) {
        return stream(name, "append", "\"rid_unique\":true");
    }

    private void write(String streams, String input, String... more) throws IOException {
        Path config = Files.writeString(folder.resolve("config.json"), "{\"name\":\"" + name + "\"}");
        Path catalog = Files.writeString(folder.resolve("catalog.json"), "{\"streams\":[" + streams + "]}");
        List<String> args =
                new ArrayList<>(List.of("write", "--config", config.toString(), "--catalog", catalog.toString()));
        args.addAll(List.of(more));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
        exitCode = Ledger.connector().run(new ByteArrayInputStream(bytes), out, args.toArray(String[]::new));
        messages = new ArrayList<>();
        for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
            MessageCodec.parse(line.getBytes(StandardCharsets.UTF_8)).ifPresent(messages::add);
        }
    }

    private List<String> echoes() {
        return messages.stream()
                .filter(Message.State.class::isInstance)
                .map(m -> ((Message.State) m).state())
                .map(s ->
                        s.stream() + "=" + s.streamState().path("rid").path("value") + "/" + s.destinationRecordCount())
                .toList();
    }

    private List<String> completed() {
        return messages.stream()
                .map(m -> m instanceof Message.Trace(var trace) ? trace.streamStatus() : null)
                .filter(java.util.Objects::nonNull)
                .map(status -> status.streamDescriptor() + " " + status.status())
                .toList();
    }

    private String errors() {
        StringBuilder text = new StringBuilder();
        for (Message message : messages) {
            if (message instanceof Message.Trace(var trace) && trace.error() != null) {
                text.append(trace.error().message()).append('\n');
            }
        }
        return text.toString();
    }

    /** It may take its time while the source looks for the first row. */
    @Test
    void aStreamIsOpenedWhenItsSourceBegins() throws IOException {
        write(append("a"), status("a", "STARTED") + status("a", "RUNNING"));
        assertThat(ledger.opened).containsExactly("a");
        assertThat(exitCode).as("the source did not say how it ended").isEqualTo(3);
        assertThat(ledger.rows("a")).isEmpty();
        String a = record("a", 1) + state("a", 1, 1) + complete("a");
        ledger.opened.clear();
        write(append("a"), status("a", "STARTED") + a);
        assertThat(ledger.opened).as("once").containsExactly("a");
        assertThat(exitCode).isZero();
    }

    /** Should it fail, the other's rows would be taken back. */
    @Test
    void noStreamIsOpenedAheadBesideOneThatIsNotCommitted() throws IOException {
        write(
                append("a") + "," + append("b") + "," + append("c"),
                status("a", "STARTED")
                        + status("b", "STARTED")
                        + status("c", "STARTED")
                        + record("c", 1)
                        + state("c", 1, 1)
                        + complete("c")
                        + complete("a")
                        + complete("b"));
        assertThat(exitCode).isZero();
        assertThat(ledger.opened).containsExactly("a", "c", "b");
        ledger.opened.clear();
        write(
                append("a") + "," + append("b"),
                status("a", "STARTED") + record("a", 1) + state("a", 1, 1) + complete("a") + status("b", "STARTED"));
        assertThat(ledger.opened).as("the first is committed by then").containsExactly("a", "b");
    }

    @Test
    void appendsAndEchoesEachStateWithItsCount() throws IOException {
        write(
                append("a"),
                record("a", 1) + record("a", 2) + state("a", 2, 2) + record("a", 3) + state("a", 3, 1) + complete("a"));
        assertThat(exitCode).isZero();
        assertThat(ledger.rows("a")).containsExactly("1", "2", "3");
        assertThat(echoes()).containsExactly("a=2/2", "a=3/1");
        assertThat(completed()).containsExactly("a COMPLETE");
    }

    private List<String> warnings() {
        return messages.stream()
                .flatMap(m -> m instanceof Message.Log log ? Stream.of(log.message()) : Stream.empty())
                .toList();
    }

    @Test
    void tellsOnceOfFieldsThatAreNoColumns() throws IOException {
        write(append("a") + "," + append("b"), record("a", 1) + complete("a") + complete("b"));
        assertThat(warnings()).isEmpty();
        // The first row is looked at twice: it might be the one that the destination has.
        write(
                append("a") + "," + append("b"),
                record("a", "2,\"note\":\"x\"")
                        + record("a", 3)
                        + record("a", "4,\"tmp\":[1],\"note\":null")
                        + record("b", 1)
                        + complete("a")
                        + complete("b"));
        assertThat(exitCode).isZero();
        assertThat(ledger.rows("a")).containsExactly("1", "2", "3", "4");
        assertThat(warnings())
                .containsExactly("stream \"a\": 2 rows had fields that are no columns of the stream in the catalog, and"
                        + " that were left out: \"note\" in 2, \"tmp\" in 1. Add them to the stream's columns, or have the"
                        + " source leave them out");
    }

    @Test
    void namesSomeOfManyFieldsThatAreNoColumns() throws IOException {
        StringBuilder row = new StringBuilder("1");
        for (int i = 0; i < 1000; i++) {
            row.append(",\"f").append(i).append("\":0");
        }
        write(append("a"), record("a", row) + complete("a"));
        assertThat(warnings()).hasSize(1);
        assertThat(warnings().getFirst())
                .contains("1 row had", "\"f9\" in 1, …")
                .hasSizeLessThan(500);
    }

    @Test
    void anInputThatEndsEarlyKeepsAPrefixAndFails() throws IOException {
        write(
                append("a"),
                record("a", 1)
                        + state("a", 1, 1)
                        + record("a", 2)
                        + record("a", 3).substring(0, 40));
        assertThat(exitCode).isEqualTo(3);
        assertThat(ledger.rows("a")).containsExactly("1", "2");
        assertThat(errors()).contains("ended before the source had completed a");
    }

    @Test
    void aReplacementWithoutCompleteLeavesTheOldRows() throws IOException {
        write(stream("a", "overwrite", ""), record("a", 1) + complete("a"));
        write(stream("a", "overwrite", ""), record("a", 2));
        assertThat(exitCode).isEqualTo(3);
        assertThat(ledger.rows("a")).containsExactly("1");
        write(stream("a", "overwrite", ""), record("a", 2) + status("a", "INCOMPLETE"));
        assertThat(exitCode).isEqualTo(3);
        assertThat(ledger.rows("a")).containsExactly("1");
        write(stream("a", "overwrite", ""), complete("a"));
        assertThat(exitCode).isZero();
        assertThat(ledger.rows("a")).isEmpty();
    }

    @Test
    void noStateIsEchoedWhileAReplacementIsHalfLoaded() throws IOException {
        write(
                append("a") + "," + stream("b", "overwrite", ""),
                record("b", 1)
                        + record("a", 1)
                        + state("a", 1, 1)
                        + record("b", 2)
                        + status("b", "INCOMPLETE")
                        + complete("a"));
        assertThat(exitCode).isEqualTo(3);
        assertThat(ledger.rows("b")).isEmpty();
        assertThat(ledger.rows("a")).containsExactly("1");
        assertThat(echoes()).containsExactly("a=1/1");
    }

    @Test
    void boundaryRowsAreReplacedWhenTheyComeAgain() throws IOException {
        String tied = stream("a", "append", "");
        write(tied, record("a", 1) + record("a", 2) + record("a", 2) + state("a", 2, 3) + complete("a"));
        write(tied, record("a", 2) + record("a", 2) + record("a", 2) + record("a", 3) + complete("a"));
        assertThat(ledger.rows("a")).containsExactly("1", "2", "2", "2", "3");
        write(tied, record("a", 4) + complete("a"));
        assertThat(ledger.rows("a")).containsExactly("1", "2", "2", "2", "3", "4");
    }

    @Test
    void rowsTheDestinationHasAreRefused() throws IOException {
        write(append("a"), record("a", 5) + complete("a"));
        write(append("a"), record("a", 5) + record("a", 6) + complete("a"));
        assertThat(exitCode).isEqualTo(4);
        assertThat(errors()).contains("not beyond 5");
        assertThat(ledger.rows("a")).containsExactly("5");
    }

    @Test
    void aRunThatOverlappedAnotherIsRefused() throws IOException {
        write(append("a"), record("a", 5) + complete("a"));
        Path stale = Files.writeString(
                folder.resolve("state.json"), "[" + Json.parse(state("a", 3, 0)).get("state") + "]");
        write(append("a"), record("a", 6) + complete("a"), "--state", stale.toString());
        assertThat(exitCode).isEqualTo(3);
        assertThat(errors()).contains("another run wrote in between");
        assertThat(ledger.rows("a")).containsExactly("5");
        Files.writeString(stale, "[" + Json.parse(state("a", "5.0", 0)).get("state") + "]");
        write(append("a"), record("a", 6) + complete("a"), "--state", stale.toString());
        assertThat(exitCode).isZero();
    }

    @Test
    void oneFailingStreamLeavesTheOthers() throws IOException {
        write(
                append("a") + "," + append("b") + "," + append("c"),
                record("a", 1)
                        + state("a", 1, 1)
                        + complete("a")
                        + record("b", 665)
                        + record("b", 666)
                        + record("b", 667)
                        + state("b", 667, 3)
                        + complete("b")
                        + record("c", 1)
                        + complete("c"));
        assertThat(exitCode).isEqualTo(4);
        assertThat(ledger.rows("a")).containsExactly("1");
        assertThat(ledger.rows("b")).isEmpty();
        assertThat(ledger.rows("c")).containsExactly("1");
        assertThat(completed()).containsExactly("a COMPLETE", "c COMPLETE");
        assertThat(echoes()).containsExactly("a=1/1");
    }

    @Test
    void streamsInTheSameTransactionFallTogether() throws IOException {
        write(
                append("a") + "," + append("b"),
                record("a", 1) + state("a", 1, 1) + record("b", 666) + record("a", 2) + complete("a"));
        assertThat(exitCode).isEqualTo(4);
        assertThat(ledger.rows("a")).isEmpty();
        assertThat(errors()).contains("poison", "\"a\" was in one transaction with \"b\"");
        assertThat(echoes()).isEmpty();
    }

    @Test
    void opaqueStatesAreStoredWithTheirRows() throws IOException {
        String stored = stream("a", "append", "\"state\":\"stored\"");
        write(stored, record("a", 1) + state("a", 99, 1) + record("a", 2));
        assertThat(exitCode).isEqualTo(3);
        assertThat(ledger.rows("a"))
                .as("rows beyond the last state are taken back")
                .isEmpty();
        assertThat(echoes()).isEmpty();
        write(stored, record("a", 1) + state("a", 99, 1) + complete("a"));
        assertThat(ledger.rows("a")).containsExactly("1");
        assertThat(ledger.states).hasSize(1);
    }

    @Test
    void countsThatDifferFail() throws IOException {
        write(append("a"), record("a", 1) + state("a", 1, 2) + complete("a"));
        assertThat(exitCode).isEqualTo(1);
        assertThat(errors()).contains("sent 2 records", "1 have arrived");
        assertThat(ledger.rows("a")).isEmpty();
    }

    @Test
    void namesTheLineThatIsNoMessage() throws IOException {
        write(append("a"), record("a", 1) + record("a", 2) + "{\"type\":\"RECORD\",oops}\n" + record("a", 3));
        assertThat(exitCode).isEqualTo(4);
        assertThat(errors()).contains("line 3", "{\"type\":\"RECORD\",oops}");
        assertThat(ledger.rows("a")).isEmpty();
    }

    @Test
    void namesTheStreamThatIsNotConfigured() throws IOException {
        write(append("a"), record("zebra", 1));
        assertThat(exitCode).isEqualTo(4);
        assertThat(errors()).contains("\"zebra\"", "not in the catalog");
    }

    @Test
    void rowsOutOfOrderFail() throws IOException {
        write(append("a"), record("a", 2) + record("a", 1) + complete("a"));
        assertThat(exitCode).isEqualTo(4);
        assertThat(errors()).contains("not in order", "1 comes after 2");
        assertThat(ledger.rows("a")).isEmpty();
    }

    @Test
    void refusesWhatItCannotDo() throws IOException {
        write(stream("a", "append_dedup", ""), "");
        assertThat(exitCode).isEqualTo(2);
        assertThat(errors()).contains("append_dedup");
        write(append("a"), "", "--stat", "x");
        assertThat(errors()).contains("--stat", "state");
    }
}
