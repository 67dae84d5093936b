package dev.leat.connector.files;

import dev.leat.protocol.ConnectorException;
import dev.leat.row.RowWriter;
import dev.leat.sdk.Emitter;
import dev.leat.type.Column;
import dev.leat.value.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonToken;

/** A file of JSON lines as a stream. A field that a line lacks is absent from the row, which is not the same as null. */
final class JsonFile implements StreamFile {
    private final Folder.DataFile file;
    private final int inferRows;
    private final Set<String> given;

    /**
     * @param inferRows lines that columns are learned from, or 0 for all
     * @param given columns whose types are set, so that they count as known
     */
    JsonFile(Folder.DataFile file, int inferRows, Set<String> given) {
        this.file = file;
        this.inferRows = inferRows;
        this.given = given;
    }

    @Override
    public Guess guess() {
        try (InputStream in = FileInput.open(file)) {
            LineReader lines = new LineReader(in, file.path());
            JsonRow row = JsonRow.learning(file.path());
            List<ColumnGuess> guesses = new ArrayList<>();
            long rows = 0;
            boolean more = true;
            while ((inferRows == 0 || rows < inferRows) && (more = lines.next())) {
                if (lines.isBlank()) {
                    continue;
                }
                row.parse(lines);
                for (int c = 0; c < row.names().size(); c++) {
                    if (c == guesses.size()) {
                        guesses.add(new ColumnGuess(row.names().get(c)));
                        if (rows > 0) {
                            guesses.get(c).none();
                        }
                    }
                    learn(row, c, guesses.get(c));
                }
                rows++;
            }
            return new Guess(guesses, more ? -1 : rows);
        } catch (IOException e) {
            throw FileInput.failure(file.path(), 0, e);
        }
    }

    private static void learn(JsonRow row, int column, ColumnGuess guess) {
        JsonToken kind = row.kind(column);
        if (kind == null || kind == JsonToken.VALUE_NULL) {
            guess.none();
            return;
        }
        byte[] line = row.line();
        int start = row.start(column);
        int end = row.end(column);
        switch (kind) {
            case VALUE_STRING -> guess.string(line, start + 1, end - 1);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> guess.number(line, start, end);
            case VALUE_TRUE, VALUE_FALSE -> guess.bool();
            default -> guess.nested();
        }
    }

    @Override
    public void read(List<Column> columns, Emitter out) {
        try (InputStream in = FileInput.open(file)) {
            LineReader lines = new LineReader(in, file.path());
            List<String> names = columns.stream().map(Column::name).toList();
            JsonRow row = JsonRow.of(file.path(), names);
            JsonValue[] fields =
                    columns.stream().map(column -> JsonValue.of(column.type())).toArray(JsonValue[]::new);
            RowWriter writer = out.rows();
            long rows = 0;
            while (lines.next() && !out.stopping()) {
                if (lines.isBlank()) {
                    continue;
                }
                if (rows++ == inferRows && inferRows > 0) {
                    row.settle(given);
                }
                row.parse(lines);
                for (int c = 0; c < fields.length; c++) {
                    JsonToken kind = row.kind(c);
                    if (kind == null) {
                        writer.putAbsent();
                    } else if (kind == JsonToken.VALUE_NULL) {
                        writer.putNull();
                    } else if (!fields[c].put(writer, row.line(), row.start(c), row.end(c))) {
                        throw mismatch(row, c, columns.get(c), lines.number());
                    }
                }
                writer.end();
            }
            if (rows > 0 && !out.stopping()) {
                row.settle(given);
            }
        } catch (IOException e) {
            throw FileInput.failure(file.path(), 0, e);
        }
    }

    private ConnectorException mismatch(JsonRow row, int c, Column column, long line) {
        return Misfit.error(file.path().toString(), line, column.name(), column.type(), row.literal(c));
    }
}
