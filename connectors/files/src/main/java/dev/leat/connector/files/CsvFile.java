package dev.leat.connector.files;

import dev.leat.row.RowWriter;
import dev.leat.sdk.Emitter;
import dev.leat.type.Column;
import dev.leat.value.TextValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A CSV file as a stream. */
final class CsvFile implements StreamFile {
    private final Folder.DataFile file;
    private final CsvFormat format;
    private final int inferRows;
    private final Set<String> given;
    private final byte[] nullMarker;

    /**
     * @param inferRows rows that types are guessed from, or 0 for all
     * @param given names for the columns of a file that has no header
     */
    CsvFile(Folder.DataFile file, CsvFormat format, int inferRows, Set<String> given) {
        this.file = file;
        this.format = format;
        this.inferRows = inferRows;
        this.given = given;
        this.nullMarker = format.nullMarker().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Guess guess() {
        try (CsvInput in = new CsvInput(file, format, given)) {
            List<ColumnGuess> guesses = new ArrayList<>();
            in.names().forEach(name -> guesses.add(new ColumnGuess(name)));
            long rows = 0;
            CsvRows row = null;
            while ((inferRows == 0 || rows < inferRows) && (row = in.next()) != null) {
                for (int c = 0; c < guesses.size(); c++) {
                    if (row.isBare(c, nullMarker)) {
                        guesses.get(c).none();
                    } else {
                        guesses.get(c).text(row.buffer(), row.start(c), row.end(c));
                    }
                }
                rows++;
            }
            return new Guess(guesses, row == null || inferRows == 0 ? rows : -1);
        }
    }

    @Override
    public void read(List<Column> columns, Emitter out) {
        try (CsvInput in = new CsvInput(file, format, given)) {
            int[] fields = StreamFile.positions(file, columns, in.names());
            TextValue[] values =
                    columns.stream().map(column -> TextValue.of(column.type())).toArray(TextValue[]::new);
            RowWriter writer = out.rows();
            CsvRows row;
            while ((row = in.next()) != null && !out.stopping()) {
                byte[] buffer = row.buffer();
                for (int c = 0; c < fields.length; c++) {
                    int field = fields[c];
                    if (row.isBare(field, nullMarker)) {
                        writer.putNull();
                    } else if (!values[c].put(writer, buffer, row.start(field), row.end(field))) {
                        throw in.mismatch(field, columns.get(c).type());
                    }
                }
                writer.end();
            }
        }
    }
}
