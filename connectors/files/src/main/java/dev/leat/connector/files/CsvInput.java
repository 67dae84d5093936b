package dev.leat.connector.files;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.leat.protocol.ConnectorException;
import dev.leat.type.Type;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rows of a CSV file from its first to its last, and the names of their columns. */
final class CsvInput implements AutoCloseable {
    private static final int BYTE_ORDER_MARK = 0xfeff;

    /** The most characters of one field; a row of 100 MB must pass. */
    private static final int FIELD_CHARS_MAX = 1 << 29;

    private final Path path;
    private final CsvFormat format;
    private final InputStream in;
    private final CloseableIterator<CsvRow> rows;
    private final List<String> names = new ArrayList<>();
    private CsvRow row;
    private boolean pending;

    /** @param given names for the columns of a file that has no header, from the first on */
    CsvInput(Folder.DataFile file, CsvFormat format, Set<String> given) {
        this.path = file.path();
        this.format = format;
        this.in = FileInput.open(file);
        try {
            Reader reader = new InputStreamReader(
                    in,
                    format.charset()
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT));
            rows = CsvReader.builder()
                    .fieldSeparator(format.delimiter())
                    .quoteCharacter(format.quote())
                    .skipEmptyLines(false)
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .allowUnclosedQuote(false)
                    .maxBufferSize(FIELD_CHARS_MAX)
                    .build(new CsvRow(), withoutMark(reader))
                    .iterator();
            pending = hasNext();
            header(given);
        } catch (IOException e) {
            close();
            throw FileInput.failure(path, 1, e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Excel begins a file in UTF-8 with a mark that is not part of the first name. */
    private static Reader withoutMark(Reader reader) throws IOException {
        PushbackReader in = new PushbackReader(reader, 1);
        int first = in.read();
        if (first >= 0 && first != BYTE_ORDER_MARK) {
            in.unread(first);
        }
        return in;
    }

    private void header(Set<String> given) {
        int width = row == null ? 0 : row.fields();
        if (!format.header()) {
            names.addAll(given);
            for (int c = names.size(); c < width; c++) {
                names.add("column" + (c + 1));
            }
            return;
        }
        Set<String> seen = new HashSet<>();
        for (int c = 0; c < width; c++) {
            String name = row.length(c) == 0 ? "column" + (c + 1) : row.text(c);
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
    CsvRow next() {
        while (pending || hasNext()) {
            pending = false;
            // A line with nothing in it is a row only where one empty field can be one.
            if (row.isEmpty() && names.size() != 1) {
                continue;
            }
            if (row.fields() != names.size()) {
                throw ConnectorException.data(path + ", line " + row.line() + ": the row has " + row.fields()
                        + " fields, the file " + names.size() + " columns; mend the row, or correct csv.delimiter and"
                        + " csv.quote");
            }
            return row;
        }
        return null;
    }

    private boolean hasNext() {
        try {
            if (!rows.hasNext()) {
                row = null;
                return false;
            }
            row = rows.next();
            return true;
        } catch (CsvParseException e) {
            if (e.getCause() instanceof IOException io) {
                throw FileInput.failure(path, line(), io);
            }
            throw ConnectorException.data(path + ": " + e.getMessage() + "; mend the file, or correct csv.quote", e);
        } catch (UncheckedIOException e) {
            throw FileInput.failure(path, line(), e.getCause());
        }
    }

    private long line() {
        return row == null ? 1 : row.line();
    }

    /** The error for a field of the current row that is no value of the column's type. */
    ConnectorException mismatch(int field, Type type) {
        return TextValue.mismatch(path.toString(), row.line(), names.get(field), type, '"' + row.text(field) + '"');
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
