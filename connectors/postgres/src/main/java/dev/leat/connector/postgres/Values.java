package dev.leat.connector.postgres;

import dev.leat.protocol.ConnectorException;
import dev.leat.row.Bytes;
import dev.leat.row.JsonText;
import java.nio.charset.StandardCharsets;

/** How each {@link Form} becomes JSON. */
final class Values {
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final int ERA_LENGTH = " BC".length();

    private Values() {}

    static Value of(PgType type, PostgresConfig.Infinity infinity) {
        return switch (type.form()) {
            case NUMBER -> Values::number;
            case BOOL -> (text, from, to, out) -> out.put(text[from] == 't' ? TRUE : FALSE);
            case PLAIN -> Values::quoted;
            case DATE -> finite(infinity, Values::quoted);
            case TIMESTAMP -> finite(infinity, Values::timestamp);
            case INSTANT -> finite(infinity, Values::instant);
            case ZONED_TIME -> Values::zonedTime;
            case BYTES -> new Base64Value();
            case JSON -> Values::json;
            case ARRAY ->
                new ArrayValue(of(type.element(), infinity), type.element().delimiter());
            case TEXT -> (text, from, to, out) -> JsonText.quote(out, text, from, to - from);
        };
    }

    /** PostgreSQL's digits are JSON's; what begins otherwise is NaN or an infinity, spelled as the protocol does. */
    private static void number(byte[] text, int from, int to, Bytes out) {
        byte first = text[from] == '-' ? text[from + 1] : text[from];
        if (first >= '0' && first <= '9') {
            out.put(text, from, to - from);
        } else {
            quoted(text, from, to, out);
        }
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

    private static void quoted(byte[] text, int from, int to, Bytes out) {
        out.put('"').put(text, from, to - from).put('"');
    }

    private static Value finite(PostgresConfig.Infinity infinity, Value finite) {
        return (text, from, to, out) -> {
            // infinity or -infinity; no date begins like that.
            if (text[from] != 'i' && text[from] != '-') {
                finite.put(text, from, to, out);
                return;
            }
            switch (infinity) {
                case TEXT -> quoted(text, from, to, out);
                case NULL -> out.put(NULL);
                case REFUSE ->
                    throw ConnectorException.data("its value " + ascii(text, from, to)
                            + " is no point in time that other systems know; give it a finite value, or set \"infinity\" to"
                            + " \"text\" or \"null\" in the source's configuration");
            }
        };
    }

    private static void timestamp(byte[] text, int from, int to, Bytes out) {
        markTime(text, from);
        quoted(text, from, to, out);
    }

    /** {@code 2026-11-20 13:45:00.5+00 BC} to {@code 2026-11-20T13:45:00.5Z BC}. */
    private static void instant(byte[] text, int from, int to, Bytes out) {
        markTime(text, from);
        boolean era = text[to - 1] == 'C';
        int zone = to - (era ? ERA_LENGTH : 0) - "+00".length();
        if (text[zone] != '+' || text[zone + 1] != '0' || text[zone + 2] != '0') {
            throw ConnectorException.internal("the session's time zone is not UTC: " + ascii(text, from, to));
        }
        text[zone] = 'Z';
        if (era) {
            System.arraycopy(text, to - ERA_LENGTH, text, zone + 1, ERA_LENGTH);
        }
        quoted(text, from, to - 2, out);
    }

    /** The year has four digits or more. */
    private static void markTime(byte[] text, int from) {
        int i = from + "0000-00-00".length();
        while (text[i] != ' ') {
            i++;
        }
        text[i] = 'T';
    }

    /** {@code 13:45:00+02} to {@code 13:45:00+02:00}; offsets with minutes, and old ones with seconds, stay. */
    private static void zonedTime(byte[] text, int from, int to, Bytes out) {
        out.put('"').put(text, from, to - from);
        byte sign = text[to - 3];
        if (sign == '+' || sign == '-') {
            out.putAscii(":00");
        }
        out.put('"');
    }

    private static String ascii(byte[] text, int from, int to) {
        return new String(text, from, to - from, StandardCharsets.US_ASCII);
    }
}
