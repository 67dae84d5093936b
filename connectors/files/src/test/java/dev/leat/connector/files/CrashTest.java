package dev.leat.connector.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Json;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.testkit.Feed;
import dev.leat.testkit.LiveRun;
import dev.leat.testkit.StreamChoice;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A run that was killed at any byte leaves a file that the next run ends as if nothing had been. */
class CrashTest {
    private static final String RID = "tie";

    /** So much as these rows take on the wire is cut off the file, byte by byte. */
    private static final int CUT_ROWS = 3;

    @TempDir
    Path folder;

    private final List<ObjectNode> rows = new ArrayList<>();

    /** Texts with line ends, quotes and delimiters, in ties of three. */
    @BeforeEach
    void makeRows() {
        List<String> texts = List.of("plain", "two\nlines", "\"quoted\", with comma\r\n", "", "🦆\n\"\n", "end\"");
        for (int i = 0; i < 14; i++) {
            ObjectNode row = Json.object();
            row.put("text", texts.get(i % texts.size()))
                    .put(RID, i / 3)
                    .put("id", i)
                    .putNull("none");
            rows.add(row);
        }
    }

    private static StreamChoice choice(boolean unique) {
        List<Column> columns = List.of(
                Column.of("text", Type.TEXT),
                Column.required(RID, Type.INT64),
                Column.required("id", Type.INT64),
                Column.of("none", Type.TEXT));
        return StreamChoice.of(StreamSchema.of(StreamDescriptor.of("rows"), columns))
                .incremental(unique ? "id" : RID, unique)
                .withoutTechnicalColumns();
    }

    private Runs runs(String format) {
        return Runs.on(folder, "format", format);
    }

    private Path file(String format) {
        return folder.resolve("rows." + format);
    }

    private byte[] whole(String format) throws Exception {
        runs(format).deliver(choice(false), rows);
        byte[] whole = Files.readAllBytes(file(format));
        Files.delete(file(format));
        return whole;
    }

    /** Runs the sync again: asks how far the destination is and sends what comes from there on. */
    private void goOn(String format, boolean unique) throws Exception {
        Runs runs = runs(format);
        StreamChoice choice = choice(unique);
        JsonNode last = runs.rid(choice);
        String column = unique ? "id" : RID;
        List<ObjectNode> rest = rows.stream()
                .filter(row -> last == null
                        || (unique
                                ? row.path(column).asLong() > last.asLong()
                                : row.path(column).asLong() >= last.asLong()))
                .toList();
        runs.deliver(choice, rest);
    }

    @ParameterizedTest
    @CsvSource({"csv, true", "csv, false", "jsonl, true", "jsonl, false"})
    void aTornEndIsMended(String format, boolean unique) throws Exception {
        byte[] whole = whole(format);
        Files.write(file(format), whole);
        Feed last = new Feed().rows(choice(unique).stream(), rows.subList(rows.size() - CUT_ROWS, rows.size()));
        int from = Math.max(0, whole.length - last.bytes().length);
        for (int length = from; length <= whole.length; length++) {
            Files.write(file(format), Arrays.copyOf(whole, length));
            goOn(format, unique);
            assertThat(Files.readAllBytes(file(format)))
                    .as("cut at byte " + length)
                    .isEqualTo(whole);
        }
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("rows." + format, FolderLock.NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "jsonl"})
    void aTornBeginningIsMended(String format) throws Exception {
        byte[] whole = whole(format);
        for (int length = 0; length < 60; length++) {
            Files.write(file(format), Arrays.copyOf(whole, length));
            goOn(format, true);
            assertThat(Files.readAllBytes(file(format)))
                    .as("cut at byte " + length)
                    .isEqualTo(whole);
        }
    }

    /** Killed while the note is written: the file is as it was, and the torn note is worth nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"csv", "jsonl"})
    void aTornNoteIsDropped(String format) throws Exception {
        byte[] whole = whole(format);
        Files.write(file(format), whole);
        byte[] note = note(format, whole.length - 40);
        for (int length = 0; length < note.length; length++) {
            Files.write(file(format), whole);
            Files.write(noteFile(format), Arrays.copyOf(note, length));
            assertThat(runs(format).rid(choice(false)).asInt()).isEqualTo(4);
            goOn(format, false);
            assertThat(Files.readAllBytes(file(format))).as("note of " + length).isEqualTo(whole);
            assertThat(noteFile(format)).doesNotExist();
        }
    }

    /** Killed after the note was whole: whatever was cut off and written since, the old rows come back. */
    @ParameterizedTest
    @ValueSource(strings = {"csv", "jsonl"})
    void anInterruptedReplacementIsTakenBack(String format) throws Exception {
        byte[] whole = whole(format);
        // Where the rows with the last RID begin: those of the last two rows.
        Files.write(file(format), whole);
        List<ObjectNode> before = rows.subList(0, 12);
        Files.delete(file(format));
        runs(format).deliver(choice(false), before);
        int boundary = (int) Files.size(file(format));
        Files.write(file(format), whole);
        byte[] note = note(format, boundary);
        byte[] other = "other rows, not all of them there".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        for (int written = 0; written <= other.length; written++) {
            Files.write(file(format), Arrays.copyOf(whole, boundary));
            Files.write(file(format), Arrays.copyOf(other, written), StandardOpenOption.APPEND);
            Files.write(noteFile(format), note);
            assertThat(runs(format).rid(choice(false)).asInt()).isEqualTo(4);
            goOn(format, false);
            assertThat(Files.readAllBytes(file(format))).isEqualTo(whole);
            assertThat(noteFile(format)).doesNotExist();
        }
    }

    private Path noteFile(String format) {
        return folder.resolve(".rows." + format + ".leat-undo");
    }

    private byte[] note(String format, long position) throws Exception {
        try (FileChannel data = FileChannel.open(file(format), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            new Undo(file(format)).cut(data, position);
        }
        byte[] note = Files.readAllBytes(noteFile(format));
        Files.delete(noteFile(format));
        return note;
    }

    /** The second batch replaces the tie, then fails: the tie is there again, byte for byte. */
    @ParameterizedTest
    @ValueSource(strings = {"csv", "jsonl"})
    void aFailedRunTakesItsRowsBack(String format) throws Exception {
        byte[] whole = whole(format);
        Files.write(file(format), whole);
        StreamChoice choice = choice(false);
        Feed feed = new Feed();
        feed.row(choice.stream(), "{\"text\":\"new\",\"tie\":4,\"id\":12,\"none\":null}");
        for (int i = 0; i < 2_000; i++) {
            feed.row(choice.stream(), "{\"text\":\"" + "x".repeat(1_000) + "\",\"tie\":5,\"id\":12,\"none\":null}");
        }
        feed.row(choice.stream(), "{\"text\":\"bad\",\"tie\":5,\"id\":\"not a number\",\"none\":null}");
        Runs.refused(runs(format).write(feed.complete(choice.stream()), choice), 4, "rows", "\"id\"", "not a number");
        assertThat(Files.readAllBytes(file(format))).isEqualTo(whole);
        assertThat(noteFile(format)).doesNotExist();
    }

    /** What no state covers and no RID tells does not stay. */
    @ParameterizedTest
    @ValueSource(strings = {"csv", "jsonl"})
    void aNewFileOfAFailedRunIsGone(String format) throws Exception {
        StreamChoice choice = choice(true);
        Feed feed = new Feed().row(choice.stream(), "{\"text\":1,\"tie\":5,\"id\":1,\"none\":null}");
        Runs.refused(runs(format).write(feed.complete(choice.stream()), choice), 4, "\"text\"");
        assertThat(file(format)).doesNotExist();
    }

    /** Without a RID nobody could tell which of its rows are there: a killed run's rows are taken back. */
    @ParameterizedTest
    @ValueSource(strings = {"csv", "jsonl"})
    void aKilledRunWithoutRidLeavesNothing(String format) throws Exception {
        StreamChoice choice = StreamChoice.of(choice(true).schema()).withoutTechnicalColumns();
        runs(format).deliver(choice, rows);
        byte[] before = Files.readAllBytes(file(format));
        try (LiveRun live = Runs.CONNECTOR
                .asProcess()
                .invoke("write")
                .config(runs(format).config())
                .catalog(StreamChoice.catalog(choice))
                .start()) {
            Feed feed = new Feed();
            for (int i = 0; i < 10_000; i++) {
                feed.row(choice.stream(), "{\"text\":\"" + "x".repeat(1_000) + "\",\"tie\":5,\"id\":12,\"none\":null}");
            }
            live.send(feed).awaitSent();
            assertThat(live.kill().exitCode()).isEqualTo(137);
        }
        assertThat(Files.size(file(format))).as("rows were on their way").isGreaterThan(before.length);
        runs(format).deliver(choice, List.of());
        assertThat(Files.readAllBytes(file(format))).isEqualTo(before);
        assertThat(noteFile(format)).doesNotExist();
    }
}
