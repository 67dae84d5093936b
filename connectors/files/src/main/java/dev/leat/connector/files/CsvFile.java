package dev.leat.connector.files;

import dev.leat.row.RowWriter;
import dev.leat.sdk.Emitter;
import dev.leat.type.Column;
import dev.leat.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A CSV file as a stream. */
final class CsvFile implements StreamFile {
    private final Folder.DataFile file;
    private final CsvFormat format;
    private final int inferRows;
    private final Set<String> given;

    /**
     * @param inferRows rows that types are guessed from, or 0 for all
     * @param given names for the columns of a file that has no header
     */
    CsvFile(Folder.DataFile file, CsvFormat format, int inferRows, Set<String> given) {
        this.file = file;
        this.format = format;
        this.inferRows = inferRows;
        this.given = given;
    }

    @Override
    public Guess guess() {
        try (CsvInput in = new CsvInput(file, format, given)) {
            List<ColumnGuess> guesses = new ArrayList<>();
            in.names().forEach(name -> guesses.add(new ColumnGuess(name)));
            long rows = 0;
            CsvRow row = null;
            while ((inferRows == 0 || rows < inferRows) && (row = in.next()) != null) {
                for (int c = 0; c < guesses.size(); c++) {
                    if (row.isNull(c, format.nullMarker())) {
                        guesses.get(c).none();
                    } else {
                        guesses.get(c).text(row.utf8(c));
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
            Field[] values = new Field[fields.length];
            for (int c = 0; c < fields.length; c++) {
                values[c] = field(columns.get(c).type());
            }
            RowWriter writer = out.rows();
            String nullMarker = format.nullMarker();
            CsvRow row;
            while ((row = in.next()) != null && !out.stopping()) {
                for (int c = 0; c < fields.length; c++) {
                    int field = fields[c];
                    if (row.isNull(field, nullMarker)) {
                        writer.putNull();
                    } else if (!values[c].put(writer, row, field)) {
                        throw in.mismatch(field, columns.get(c).type());
                    }
                }
                writer.end();
            }
        }
    }

    /** Puts one field of a row; false if it is no value of the column's type. */
    @FunctionalInterface
    private interface Field {
        boolean put(RowWriter out, CsvRow row, int field);
    }

    /** Text goes from characters to JSON at once; what is ASCII by nature needs no decoding; the rest is rare. */
    private static Field field(Type type) {
        TextValue value = TextValue.of(type);
        return switch (type) {
            case Type.Text(int lengthMax, boolean _)
            when lengthMax == 0 -> {
                CsvRow.Characters view = new CsvRow.Characters();
                yield (out, row, field) -> {
                    out.putText(row.view(field, view));
                    return true;
                };
            }
            case Type.Text _, Type.Enumeration _, Type.Json _, Type.Array _ ->
                (out, row, field) -> {
                    byte[] text = row.utf8(field);
                    return value.put(out, text, 0, text.length);
                };
            default -> (out, row, field) -> value.put(out, row.ascii(field), 0, row.length(field));
        };
    }
}
