package dev.leat.connector.postgres;

import dev.leat.protocol.ConnectorException;
import dev.leat.row.Bytes;
import dev.leat.row.JsonText;
import java.nio.charset.StandardCharsets;

/** How each {@link Form} becomes JSON. */
final class Values {
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

    private Values() {}

    static Value of(PgType type, PostgresConfig.Infinity infinity) {
        return switch (type.form()) {
            case NUMBER -> Values::number;
            case BOOL -> Values::bool;
            case PLAIN, DATE, TIMESTAMP, INSTANT, ZONED_TIME -> quoted(Ending.of(type.form(), infinity));
            case BYTES -> new Base64Value();
            case JSON -> Values::json;
            case ARRAY ->
                new ArrayValue(of(type.element(), infinity), type.element().delimiter());
            case TEXT -> (text, from, to, out) -> JsonText.quote(out, text, from, to - from);
        };
    }

    private static void number(byte[] text, int from, int to, Bytes out) {
        if (isNumber(text, from)) {
            out.put(text, from, to - from);
        } else {
            out.put('"').put(text, from, to - from).put('"');
        }
    }

    /** PostgreSQL's digits are JSON's; what begins otherwise is NaN or an infinity, spelled as the protocol does. */
    static boolean isNumber(byte[] text, int from) {
        byte first = text[from] == '-' ? text[from + 1] : text[from];
        return first >= '0' && first <= '9';
    }

    static void bool(byte[] text, int from, int to, Bytes out) {
        out.put(text[from] == 't' ? TRUE : FALSE);
    }

    private static Value quoted(Ending ending) {
        return (text, from, to, out) -> {
            int start = out.put('"').length();
            out.put(text, from, to - from);
            ending.put(out, start);
        };
    }

    private static void json(byte[] text, int from, int to, Bytes out) {
        int i = from;
        while (text[i] <= ' ' && text[i] >= 0) {
            i++;
        }
        if (text[i] == 'n') {
            throw ConnectorException.data("its value is JSON's own null, which would arrive as no value at all; make it"
                    + " SQL's NULL, or leave the column out");
        }
        Minifier.put(text, from, to, out);
    }
}
