package dev.leat.connector.postgres;

import dev.leat.protocol.ConnectorException;
import dev.leat.row.Bytes;
import java.nio.charset.StandardCharsets;

/**
 * Makes a JSON string of a value that was copied, after its opening quote, as PostgreSQL shows it: changes what JSON
 * shows otherwise, and closes it. One per column, chosen before the first row.
 */
interface Ending {
    int ERA_LENGTH = " BC".length();

    /** @param start where the value begins in {@code out}, after its quote; it goes to the end */
    void put(Bytes out, int start);

    static Ending of(Form form, PostgresConfig.Infinity infinity) {
        return switch (form) {
            case PLAIN -> Ending::plain;
            case DATE -> finite(infinity, Ending::plain);
            case TIMESTAMP -> finite(infinity, Ending::timestamp);
            case INSTANT -> finite(infinity, Ending::instant);
            case ZONED_TIME -> Ending::zonedTime;
            case NUMBER, BOOL, BYTES, JSON, ARRAY, TEXT ->
                throw new IllegalArgumentException(form + " is not shown as a plain string");
        };
    }

    private static void plain(Bytes out, int start) {
        out.put('"');
    }

    private static Ending finite(PostgresConfig.Infinity infinity, Ending finite) {
        return (out, start) -> {
            // infinity or -infinity; no date begins like that.
            byte first = out.array()[start];
            if (first != 'i' && first != '-') {
                finite.put(out, start);
                return;
            }
            switch (infinity) {
                case TEXT -> out.put('"');
                case NULL -> {
                    out.truncate(start - 1);
                    out.putAscii("null");
                }
                case REFUSE ->
                    throw ConnectorException.data("its value " + ascii(out, start)
                            + " is no point in time that other systems know; give it a finite value, or set \"infinity\" to"
                            + " \"text\" or \"null\" in the source's configuration");
            }
        };
    }

    private static void timestamp(Bytes out, int start) {
        markTime(out, start);
        out.put('"');
    }

    /** {@code 2026-11-20 13:45:00.5+00 BC} to {@code 2026-11-20T13:45:00.5Z BC}. */
    private static void instant(Bytes out, int start) {
        markTime(out, start);
        byte[] text = out.array();
        int end = out.length();
        boolean era = text[end - 1] == 'C';
        int zone = end - (era ? ERA_LENGTH : 0) - "+00".length();
        if (text[zone] != '+' || text[zone + 1] != '0' || text[zone + 2] != '0') {
            throw ConnectorException.internal("the session's time zone is not UTC: " + ascii(out, start));
        }
        text[zone] = 'Z';
        out.truncate(zone + 1);
        if (era) {
            out.putAscii(" BC");
        }
        out.put('"');
    }

    /** The year has four digits or more. */
    private static void markTime(Bytes out, int start) {
        byte[] text = out.array();
        int i = start + "0000-00-00".length();
        while (text[i] != ' ') {
            i++;
        }
        text[i] = 'T';
    }

    /** {@code 13:45:00+02} to {@code 13:45:00+02:00}; offsets with minutes, and old ones with seconds, stay. */
    private static void zonedTime(Bytes out, int start) {
        byte sign = out.array()[out.length() - 3];
        if (sign == '+' || sign == '-') {
            out.putAscii(":00");
        }
        out.put('"');
    }

    private static String ascii(Bytes out, int start) {
        return new String(out.array(), start, out.length() - start, StandardCharsets.US_ASCII);
    }
}
