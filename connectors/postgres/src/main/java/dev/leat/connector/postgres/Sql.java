package dev.leat.connector.postgres;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.StreamDescriptor;
import java.util.List;
import java.util.stream.Collectors;

/** Names and values as parts of SQL text, for statements that take no parameters (COPY, DDL). */
final class Sql {
    private Sql() {}

    /** A name, always quoted. */
    static String name(String name) {
        return quoted(name, '"');
    }

    /** A table's name with its schema. */
    static String table(StreamDescriptor stream) {
        return table(stream.namespace(), stream.name());
    }

    /** A table's name with its schema; {@code public} if none is given. */
    static String table(String schema, String table) {
        return name(schema == null ? "public" : schema) + "." + name(table);
    }

    /** Names, separated by commas. */
    static String names(List<String> names) {
        return names.stream().map(Sql::name).collect(Collectors.joining(", "));
    }

    /** A text literal. Relies on standard_conforming_strings, which {@link PostgresSession} turns on. */
    static String literal(String text) {
        return quoted(text, '\'');
    }

    private static String quoted(String text, char quote) {
        if (text.indexOf(0) >= 0) {
            throw ConnectorException.data(
                    "PostgreSQL cannot hold a NUL character, which " + text.replace("\0", "\\0") + " has");
        }
        String mark = String.valueOf(quote);
        return mark + text.replace(mark, mark + mark) + mark;
    }
}
