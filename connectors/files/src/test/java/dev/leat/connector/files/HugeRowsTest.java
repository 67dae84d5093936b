package dev.leat.connector.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.Feed;
import dev.leat.testkit.Invocation;
import dev.leat.testkit.LiveRun;
import dev.leat.testkit.StreamChoice;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of 100 MB, one after the other, into a file and out of it, in the heap that connectors have. */
class HugeRowsTest {
    private static final int BYTES = 100_000_000;
    private static final int ROWS = 2;
    private static final String BEGINNING = "a quote \\\" and an end \\n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"csv", "jsonl"})
    void passThroughASmallHeap(String format) throws Exception {
        StreamSchema schema = StreamSchema.of(
                Runs.descriptor("huge"), List.of(Column.of("id", Type.INT64), Column.of("text", Type.TEXT)));
        StreamChoice choice = StreamChoice.of(schema).replace().withoutTechnicalColumns();
        Runs runs = Runs.on(folder, "format", format);
        Path pipe = Invocation.fifo();
        try (LiveRun writing = runs.process("write", choice).flag("input", pipe).start()) {
            send(pipe, choice);
            Runs.ended(writing.awaitExit(), 0);
        }
        try (LiveRun reading = runs.process("read", choice).flag("output", pipe).start()) {
            List<String> rows = received(pipe);
            Runs.ended(reading.awaitExit(), 0);
            assertThat(rows).hasSize(ROWS).allMatch(row -> row.endsWith("\"text\":\"" + BEGINNING + "z… 100000000"));
        }
    }

    /** The rows, with the number of their last letter in place of these. */
    private static List<String> received(Path pipe) throws IOException {
        List<String> rows = new ArrayList<>();
        StringBuilder beginning = new StringBuilder();
        int letters = 0;
        byte[] bytes = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(pipe)) {
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                for (int i = 0; i < count; i++) {
                    if (bytes[i] == 'z') {
                        letters++;
                    } else if (bytes[i] == '\n') {
                        rows.add(beginning + "z… " + letters);
                        beginning.setLength(0);
                        letters = 0;
                    } else if (letters == 0) {
                        beginning.append((char) bytes[i]);
                    }
                }
            }
        }
        rows.removeIf(row -> row.endsWith("… 0"));
        return rows;
    }

    private static void send(Path file, StreamChoice choice) throws IOException {
        byte[] text = new byte[BYTES];
        Arrays.fill(text, (byte) 'z');
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < ROWS; i++) {
                out.write(("{\"type\":\"RECORD\",\"record\":{\"stream\":\"huge\",\"data\":{\"id\":" + i + ",\"text\":\""
                                + BEGINNING)
                        .getBytes(StandardCharsets.US_ASCII));
                out.write(text);
                out.write("\"},\"emitted_at\":1}}\n".getBytes(StandardCharsets.US_ASCII));
            }
            out.write(new Feed().complete(choice.stream()).bytes());
        }
    }
}
