package dev.leat.testkit;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/** Reads CSV as RFC 4180 has it, character by character. */
final class CsvReader {
    private final Reader in;
    private final char delimiter;
    private final String nullMarker;
    private int c;

    CsvReader(Reader in, char delimiter, String nullMarker) throws IOException {
        this.in = in;
        this.delimiter = delimiter;
        this.nullMarker = nullMarker;
        c = in.read();
    }

    /** The next row, null where a value is the null marker; null at the end. */
    List<String> next() throws IOException {
        if (c < 0) {
            return null;
        }
        List<String> row = new ArrayList<>();
        row.add(value());
        while (c == delimiter) {
            c = in.read();
            row.add(value());
        }
        if (c == '\r') {
            c = in.read();
        }
        if (c >= 0 && c != '\n') {
            throw new IOException("after a value in quotes comes \"" + (char) c + "\"");
        }
        c = in.read();
        return row;
    }

    private String value() throws IOException {
        StringBuilder text = new StringBuilder();
        if (c == '"') {
            quoted(text);
            return text.toString();
        }
        while (c >= 0 && c != delimiter && c != '\n' && c != '\r') {
            text.append((char) c);
            c = in.read();
        }
        return text.toString().equals(nullMarker) ? null : text.toString();
    }

    private void quoted(StringBuilder text) throws IOException {
        while (true) {
            c = in.read();
            if (c < 0) {
                throw new IOException("the file ends inside quotes");
            }
            if (c == '"') {
                c = in.read();
                if (c != '"') {
                    return;
                }
            }
            text.append((char) c);
        }
    }
}
