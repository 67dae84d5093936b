package dev.leat.connector.files;

import dev.leat.protocol.ConnectorException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;

/** How CSV files are written down, checked. Delimiter and quote are ASCII, so that they are one byte each in a row. */
record CsvFormat(boolean header, char delimiter, char quote, String nullMarker, Charset charset) {

    static CsvFormat of(FilesConfig.Csv csv) {
        char delimiter = character("csv.delimiter", csv.delimiter());
        char quote = character("csv.quote", csv.quote());
        if (delimiter == quote) {
            throw ConnectorException.config(
                    "csv.delimiter and csv.quote are both \"" + quote + "\"; choose two characters");
        }
        String marker = csv.nullMarker();
        if (marker.indexOf(delimiter) >= 0
                || marker.indexOf(quote) >= 0
                || marker.indexOf('\n') >= 0
                || marker.indexOf('\r') >= 0) {
            throw ConnectorException.config("csv.null_marker is \"" + marker
                    + "\"; it must not hold the delimiter, the quote or a line end, for it stands without quotes");
        }
        return new CsvFormat(csv.header(), delimiter, quote, marker, charset(csv.encoding()));
    }

    private static char character(String key, String text) {
        char c = text.charAt(0);
        if (c >= 0x80 || c == '\n' || c == '\r' || c == 0) {
            throw ConnectorException.config(
                    key + " is \"" + text + "\"; it must be an ASCII character that ends no line");
        }
        return c;
    }

    private static Charset charset(String name) {
        try {
            Charset charset = Charset.forName(name);
            if (charset.canEncode()) {
                return charset;
            }
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            throw ConnectorException.config(unknownCharset(name), unknown);
        }
        throw ConnectorException.config(unknownCharset(name));
    }

    private static String unknownCharset(String name) {
        return "csv.encoding is \"" + name + "\", a character set that is not known here; utf-8, iso-8859-1,"
                + " windows-1252 and utf-16le are";
    }

    boolean isUtf8() {
        return charset.equals(StandardCharsets.UTF_8);
    }

    /** Whether a byte below 0x80 is always the ASCII character, so that rows can be told apart without decoding. */
    boolean hasAsciiBytes() {
        return isUtf8()
                || charset.newEncoder().maxBytesPerChar() == 1.0f
                        && new String(new byte[] {(byte) delimiter, (byte) quote, '\n', '\r'}, charset)
                                .equals("" + delimiter + quote + "\n\r");
    }
}
