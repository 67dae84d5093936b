package dev.leat.connector.files;

import dev.leat.protocol.ConnectorException;
import dev.leat.type.Type;
import dev.leat.value.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rows of a CSV file from its first to its last in UTF-8, and the names of their columns. */
final class CsvInput implements AutoCloseable {
    private final Path path;
    private final CsvFormat format;
    private final InputStream in;
    private final CsvRows rows;
    private final List<String> names = new ArrayList<>();
    private boolean pending;

    /** @param given names for the columns of a file that has no header, from the first on */
    CsvInput(Folder.DataFile file, CsvFormat format, Set<String> given) {
        this.path = file.path();
        this.format = format;
        this.in = Recoded.of(FileInput.open(file), format.charset());
        this.rows = new CsvRows(in, format, path);
        try {
            pending = rows.next();
            header(given);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void header(Set<String> given) {
        int width = pending ? rows.fields() : 0;
        if (!format.header()) {
            names.addAll(given);
            for (int c = names.size(); c < width; c++) {
                names.add("column" + (c + 1));
            }
            return;
        }
        Set<String> seen = new HashSet<>();
        for (int c = 0; c < width; c++) {
            check(c);
            String name = rows.start(c) == rows.end(c) ? "column" + (c + 1) : text(c);
            if (!seen.add(name)) {
                throw ConnectorException.config(
                        path + ": two columns are named \"" + name + "\"; rename one of them in the file's first row");
            }
            names.add(name);
        }
        pending = false;
    }

    /** The columns' names in the order of the file; none in a file that is empty. */
    List<String> names() {
        return names;
    }

    /** The next row, the same object each time; null after the last. */
    CsvRows next() {
        while (pending || rows.next()) {
            pending = false;
            // A line with nothing in it is a row only where one empty field can be one.
            if (rows.isEmpty() && names.size() != 1) {
                continue;
            }
            if (rows.isOpen()) {
                throw ConnectorException.data(
                        path + ": the file ends inside the quotes of a field, in the row that begins in" + " line "
                                + rows.line() + "; fetch the file again, or correct csv.quote");
            }
            if (rows.fields() != names.size()) {
                throw ConnectorException.data(path + ", line " + rows.line() + ": the row has " + rows.fields()
                        + " fields, the file " + names.size() + " columns; mend the row, or correct csv.delimiter and"
                        + " csv.quote");
            }
            for (int c = 0; c < names.size() && !rows.isAscii(); c++) {
                check(c);
            }
            return rows;
        }
        return null;
    }

    private void check(int field) {
        if (!Utf8.isValid(rows.buffer(), rows.start(field), rows.end(field))) {
            throw ConnectorException.data(path + ", line " + rows.line() + ", field " + (field + 1)
                    + ": its bytes are not UTF-8; set csv.encoding, or mend the file");
        }
    }

    private String text(int field) {
        return rows.text(field, StandardCharsets.UTF_8);
    }

    /** The error for a field of the current row that is no value of the column's type. */
    ConnectorException mismatch(int field, Type type) {
        return Misfit.error(path.toString(), rows.line(), names.get(field), type, '"' + text(field) + '"');
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw FileFailure.of("close " + path, e);
        }
    }
}
