package dev.leat.connector.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leat.protocol.Json;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.testkit.Feed;
import dev.leat.testkit.LiveRun;
import dev.leat.testkit.Outcome;
import dev.leat.testkit.StreamChoice;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** What cannot be written, and what is said about it. */
class RefusalTest {
    @TempDir
    Path folder;

    private static StreamChoice choice(String name) {
        List<Column> columns = List.of(Column.required("id", Type.INT64), Column.of("text", Type.TEXT));
        return StreamChoice.of(StreamSchema.of(StreamDescriptor.of(name), columns))
                .incremental("id", true)
                .withoutTechnicalColumns();
    }

    private static Feed feed(StreamChoice choice, int from, int to) {
        Feed feed = new Feed();
        for (int i = from; i < to; i++) {
            feed.row(choice.stream(), "{\"id\":" + i + ",\"text\":\"" + "x".repeat(1_000) + "\"}");
        }
        return feed;
    }

    private static Outcome write(Runs runs, StreamChoice choice) throws Exception {
        return runs.write(feed(choice, 1, 9).complete(choice.stream()), choice);
    }

    @Test
    void anotherHeaderIsRefusedByItsDifference() throws Exception {
        Path file = Files.writeString(folder.resolve("orders.csv"), "id,texts\n1,a\n");
        Runs.refused(write(Runs.on(folder), choice("orders")), 2, "orders.csv", "[text]", "[texts]", "Delete the file");
        Files.writeString(file, "text,id\na,1\n");
        Runs.refused(write(Runs.on(folder), choice("orders")), 2, "another order", "[text, id]");
        Files.writeString(file, "1,a,b\n");
        Runs headerless = Runs.on(folder, "csv", Map.of("header", false));
        Runs.refused(write(headerless, choice("orders")), 2, "3 columns", "2");
        assertThat(file).hasContent("1,a,b\n");
    }

    @Test
    void aCompressedFileIsNotAppendedTo() throws Exception {
        Runs.refused(write(Runs.on(folder, "gzip", true), choice("orders")), 2, "gzip", "full-refresh");
    }

    @Test
    void aFileInTwoByteCharactersIsNotAppendedTo() throws Exception {
        Runs runs = Runs.on(folder, "csv", Map.of("encoding", "utf-16"));
        Runs.refused(write(runs, choice("orders")), 2, "UTF-16", "csv.encoding");
    }

    @Test
    void aFileInASingleByteEncodingIs() throws Exception {
        StreamChoice choice = choice("orders");
        Runs runs = Runs.on(folder, "csv", Map.of("encoding", "iso-8859-1"));
        runs.deliver(choice, List.of((ObjectNode) Json.parse("{\"id\":1,\"text\":\"é\"}")));
        assertThat(runs.rid(choice).asInt()).isEqualTo(1);
        runs.deliver(choice, List.of((ObjectNode) Json.parse("{\"id\":2,\"text\":\"ü\\n\"}")));
        assertThat(Files.readString(folder.resolve("orders.csv"), java.nio.charset.StandardCharsets.ISO_8859_1))
                .isEqualTo("id,text\n1,é\n2,\"ü\n\"\n");
    }

    @Test
    void aFileOfAnotherFormatIsInTheWay() throws Exception {
        Files.writeString(folder.resolve("orders.jsonl"), "");
        Runs.refused(write(Runs.on(folder), choice("orders")), 2, "orders.jsonl", "orders.csv");
    }

    @Test
    void aFolderIsInTheWay() throws Exception {
        Files.createDirectory(folder.resolve("orders.csv"));
        Runs.refused(write(Runs.on(folder), choice("orders")), 2, "orders.csv", "folder");
        Runs.refused(write(Runs.on(folder), choice("orders").replace()), 2, "orders.csv", "folder");
    }

    @Test
    void aMissingFolderIsMade() throws Exception {
        Runs.ended(write(Runs.on(folder.resolve("a/b")), choice("orders")), 0);
        assertThat(folder.resolve("a/b/orders.csv")).exists();
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        Runs.refused(write(Runs.on(file.resolve("below")), choice("orders")), 2, "below", "path");
    }

    @Test
    void aPlaceNobodyMayWriteToIsNamed() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "no /proc on this system");
        Runs.refused(write(Runs.on("/proc/self/net"), choice("orders")), 2, "/proc/self/net");
    }

    @Test
    void aNameThatIsTooLongIsNamed() throws Exception {
        Runs.refused(write(Runs.on(folder), choice("x".repeat(300))), 2, "too long");
    }

    @Test
    void rowsOutOfOrderCannotBeContinuedInATie() throws Exception {
        Path file = Files.writeString(folder.resolve("orders.csv"), "id,text\n2,a\n1,b\n2,c\n");
        StreamChoice tied = choice("orders").incremental("id", false);
        assertThat(Runs.on(folder).rid(tied).asInt()).isEqualTo(2);
        Feed feed = feed(tied, 2, 4).complete(tied.stream());
        Runs.refused(Runs.on(folder).write(feed, tied), 2, "orders.csv", "row 2", "order", "Delete the file");
        assertThat(file).hasContent("id,text\n2,a\n1,b\n2,c\n");
        // Where no two rows share a RID there is nothing to replace, and the greatest one is enough.
        StreamChoice unique = choice("orders");
        Runs.ended(Runs.on(folder).write(feed(unique, 3, 5).complete(unique.stream()), unique), 0);
    }

    @Test
    void aFileWithoutRidsCannotBeContinued() throws Exception {
        Files.writeString(folder.resolve("orders.jsonl"), "{\"key\":1}\n");
        Runs.refused(write(Runs.on(folder, "format", "jsonl"), choice("orders")), 2, "orders.jsonl", "\"id\"");
    }

    @Test
    void technicalColumnsOfAnotherRunAreNoColumns() throws Exception {
        List<Column> columns = List.of(Column.required("id", Type.INT64), Column.of("_leat_sync_id", Type.INT64));
        StreamChoice choice = StreamChoice.of(StreamSchema.of(StreamDescriptor.of("orders"), columns));
        Runs.refused(Runs.on(folder).write(new Feed().complete(choice.stream()), choice), 2, "technical_columns");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void twoRunsCannotWriteOneStream(boolean processes) throws Exception {
        StreamChoice choice = choice("orders");
        Runs runs = Runs.on(folder);
        var connector = processes ? Runs.CONNECTOR.asProcess() : Runs.CONNECTOR;
        try (LiveRun first = connector
                .invoke("write")
                .config(runs.config())
                .catalog(StreamChoice.catalog(choice, choice("other")))
                .start()) {
            first.send(feed(choice, 1, 5).complete(choice.stream()).rid(choice.stream(), "id", Json.parse("4")));
            first.send(new Feed().rid(choice.stream(), "id", Json.parse("4")));
            waitFor(folder.resolve("orders.csv"));
            Runs.refused(write(runs, choice), 3, "another run", "orders");
            StreamChoice third = choice("third");
            Runs.ended(write(runs, third), 0);
            Outcome end = processes ? first.kill() : first.closeInput().awaitExit();
            assertThat(end.exitCode()).isEqualTo(processes ? 137 : 3);
        }
        Runs.ended(runs.write(feed(choice, 5, 9).complete(choice.stream()), choice), 0);
    }

    private static void waitFor(Path file) throws IOException, InterruptedException {
        try (var watch = file.getFileSystem().newWatchService()) {
            file.getParent().register(watch, java.nio.file.StandardWatchEventKinds.ENTRY_CREATE);
            while (!Files.exists(file)) {
                var key = watch.poll(10, java.util.concurrent.TimeUnit.SECONDS);
                assertThat(key).as("nothing was made in " + file.getParent()).isNotNull();
                key.reset();
            }
        }
    }

    /** Writes a stream of 4 MB onto a file system of 1 MB. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFullDiskTakesNothingAway(boolean replace) throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=1m", "leat-test", disk.toString()), "no tmpfs can be mounted");
        try {
            StreamChoice choice = replace ? choice("orders").replace() : choice("orders");
            Runs runs = Runs.on(disk);
            Runs.ended(runs.write(feed(choice, 1, 10).complete(choice.stream()), choice), 0);
            byte[] before = Files.readAllBytes(disk.resolve("orders.csv"));
            Outcome full = runs.write(feed(choice, 10, 4_000).complete(choice.stream()), choice);
            Runs.refused(full, 3, "orders.csv", "disk is full", "make room");
            assertThat(Files.readAllBytes(disk.resolve("orders.csv"))).isEqualTo(before);
            assertThat(disk.toFile().list()).containsExactlyInAnyOrder("orders.csv", FolderLock.NAME);
        } finally {
            run("umount", disk.toString());
        }
    }

    /** Where nothing can be mounted there is still a device that is always full. */
    @Test
    void aFullDeviceLeavesTheOldFile() throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/full")), "no /dev/full on this system");
        StreamChoice choice = choice("orders").replace();
        Runs.ended(Runs.on(folder).write(feed(choice, 1, 3).complete(choice.stream()), choice), 0);
        byte[] before = Files.readAllBytes(folder.resolve("orders.csv"));
        Files.createSymbolicLink(folder.resolve(".orders.csv.leat-tmp"), Path.of("/dev/full"));
        Runs.refused(write(Runs.on(folder), choice), 3, "disk is full");
        assertThat(Files.readAllBytes(folder.resolve("orders.csv"))).isEqualTo(before);
    }

    private static boolean run(String... command) throws Exception {
        try {
            return new ProcessBuilder(new ArrayList<>(List.of(command)))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }
}
