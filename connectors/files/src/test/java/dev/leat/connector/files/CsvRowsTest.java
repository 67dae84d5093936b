package dev.leat.connector.files;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.leat.protocol.ConnectorException;
import dev.leat.testkit.RowGenerator;
import dev.leat.value.Utf8;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What this finds in a file is what another reader finds, whatever the file holds and however it comes in. */
class CsvRowsTest {
    private static final String BROKEN = "broken";
    private static final CsvFormat FORMAT = new CsvFormat(false, ',', '"', "", StandardCharsets.UTF_8);

    private static List<Object> ours(String text, int bufferBytes) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        CsvRows rows = new CsvRows(new ByteArrayInputStream(bytes), FORMAT, Path.of("t.csv"), bufferBytes);
        List<Object> found = new ArrayList<>();
        try {
            while (rows.next()) {
                found.add(rows.line());
                for (int c = 0; c < rows.fields(); c++) {
                    found.add(rows.text(c, StandardCharsets.UTF_8));
                }
                if (rows.isOpen()) {
                    return List.of(BROKEN);
                }
            }
            return found;
        } catch (ConnectorException e) {
            return List.of(BROKEN);
        }
    }

    private static List<Object> theirs(String text) {
        List<Object> found = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .skipEmptyLines(false)
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)) {
            for (CsvRecord row : reader) {
                found.add(row.getStartingLineNumber());
                found.addAll(row.getFields());
            }
            return found;
        } catch (CsvParseException e) {
            return List.of(BROKEN);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void findsWhatAnotherReaderFinds() {
        RowGenerator generator = new RowGenerator();
        Random random = generator.random();
        List<String> pieces = List.of(",", "\"", "\"\"", "\n", "\r\n", "\r", "a", "é", "🦆", " ", ",\"", "\",", "\"\n");
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(14); n > 0; n--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            List<Object> expected = theirs(text.toString());
            for (int bufferBytes : new int[] {1, 2 + random.nextInt(8), 4096}) {
                assertThat(ours(text.toString(), bufferBytes))
                        .as(
                                "%s in a buffer of %d, from %s",
                                Arrays.toString(text.toString().getBytes(StandardCharsets.UTF_8)),
                                bufferBytes,
                                generator)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void aMarkAtTheBeginningIsNoText() {
        assertThat(ours("\ufeff\"a\",b\n\ufeffc", 2)).containsExactly(1L, "a", "b", 2L, "\ufeffc");
        assertThat(ours("\ufeff", 1)).containsExactly(1L, "");
    }

    @Test
    void rowsKnowTheirPlace() {
        byte[] bytes = "id\r\n1,\"x\ny\"\n\r2,b".getBytes(StandardCharsets.UTF_8);
        CsvRows rows = new CsvRows(new ByteArrayInputStream(bytes), FORMAT, Path.of("t.csv"), 3);
        List<Long> places = new ArrayList<>();
        while (rows.next()) {
            places.addAll(List.of(rows.position(), rows.end(), rows.line(), rows.isWhole() ? 1L : 0L));
        }
        assertThat(places).containsExactly(0L, 4L, 1L, 1L, 4L, 12L, 2L, 1L, 12L, 13L, 4L, 1L, 13L, 16L, 5L, 0L);
    }

    @Test
    void knowsUtf8() {
        List<byte[]> texts = new ArrayList<>();
        for (String text : List.of("", "a", "é", "東京", "🦆", "\u0000", "\ud7ff\ue000\uffff", "0123456é", "01234567é")) {
            texts.add(text.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(texts).allMatch(text -> Utf8.isValid(text, 0, text.length));
        Random random = new Random(7);
        for (int i = 0; i < 200_000; i++) {
            byte[] text = new byte[1 + random.nextInt(5)];
            for (int b = 0; b < text.length; b++) {
                text[b] = (byte) (random.nextBoolean() ? 0x80 | random.nextInt(128) : 0xc0 | random.nextInt(64));
            }
            boolean valid =
                    Arrays.equals(new String(text, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8), text);
            assertThat(Utf8.isValid(text, 0, text.length))
                    .as(Arrays.toString(text))
                    .isEqualTo(valid);
        }
    }
}
