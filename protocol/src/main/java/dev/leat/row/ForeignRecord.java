package dev.leat.row;

import dev.leat.protocol.Json;
import dev.leat.protocol.StreamDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * Reads any valid RECORD line, whatever its key order and spacing: a full parser tells where the fields lie, so that
 * the rows of foreign connectors go the same way from there on as our own.
 */
final class ForeignRecord {
    private String stream;
    private String namespace;
    private boolean delete;
    private boolean record;
    private final List<String> names = new ArrayList<>();
    private int[] starts = new int[64];

    /**
     * Reads the line in {@code [from, to)}; false if it is valid JSON but no RECORD.
     *
     * @throws JacksonException if it is not valid JSON
     */
    boolean read(byte[] buffer, int from, int to) {
        stream = null;
        namespace = null;
        delete = false;
        record = false;
        names.clear();
        boolean typed = false;
        try (JsonParser parser = Json.FACTORY.createParser(ObjectReadContext.empty(), buffer, from, to - from)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            String field;
            while ((field = parser.nextName()) != null) {
                JsonToken value = parser.nextToken();
                if (field.equals("type")) {
                    typed = "RECORD".equals(parser.getString());
                } else if (field.equals("record") && value == JsonToken.START_OBJECT) {
                    body(parser, from);
                } else {
                    parser.skipChildren();
                }
            }
            parser.nextToken();
        }
        return typed && record;
    }

    /**
     * Finds the values of a row that is a list, in {@code [from, to)}; false if they are not as many as the columns.
     *
     * @throws JacksonException if it is not valid JSON
     */
    boolean list(byte[] buffer, int from, int to, Fields fields) {
        int column = -2;
        try (JsonParser parser = Json.FACTORY.createParser(ObjectReadContext.empty(), buffer, from, to - from)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (column >= fields.start.length) {
                    return false;
                }
                if (column >= 0) {
                    field(buffer, from + (int) parser.currentTokenLocation().getByteOffset(), column, fields);
                }
                parser.skipChildren();
                column++;
            }
            return parser.nextToken() == null && column == fields.start.length;
        }
    }

    private void body(JsonParser parser, int from) {
        String field;
        while ((field = parser.nextName()) != null) {
            JsonToken value = parser.nextToken();
            switch (field) {
                case "stream" -> stream = parser.getString();
                case "namespace" -> namespace = value == JsonToken.VALUE_NULL ? null : parser.getString();
                case "data" -> {
                    record = value == JsonToken.START_OBJECT;
                    data(parser, from, record);
                }
                case "leat" -> annotations(parser, value);
                default -> parser.skipChildren();
            }
        }
    }

    private void data(JsonParser parser, int from, boolean object) {
        if (!object) {
            parser.skipChildren();
            return;
        }
        String field;
        while ((field = parser.nextName()) != null) {
            parser.nextToken();
            if (names.size() == starts.length) {
                starts = java.util.Arrays.copyOf(starts, 2 * starts.length);
            }
            starts[names.size()] = from + (int) parser.currentTokenLocation().getByteOffset();
            names.add(field);
            parser.skipChildren();
        }
    }

    private void annotations(JsonParser parser, JsonToken value) {
        if (value != JsonToken.START_OBJECT) {
            return;
        }
        String field;
        while ((field = parser.nextName()) != null) {
            parser.nextToken();
            if (field.equals("op")) {
                delete = "delete".equals(parser.getString());
            }
            parser.skipChildren();
        }
    }

    /** The stream that the line read last belongs to; null if it names none. */
    StreamDescriptor stream() {
        return stream == null ? null : new StreamDescriptor(stream, namespace);
    }

    /** Whether the line read last marks a deletion. */
    boolean isDelete() {
        return delete;
    }

    /** Tells where the columns of the line read last lie; true if there are fields besides, which are left out. */
    boolean fields(byte[] buffer, Map<String, Integer> columns, Fields fields) {
        fields.clear();
        boolean others = false;
        for (int i = 0; i < names.size(); i++) {
            Integer column = columns.get(names.get(i));
            if (column != null) {
                field(buffer, starts[i], column, fields);
            } else {
                others = true;
            }
        }
        return others;
    }

    /** Names the fields of the line read last that are no columns. */
    void others(Map<String, Integer> columns, LeftOut leftOut) {
        for (String name : names) {
            if (!columns.containsKey(name)) {
                leftOut.field(name);
            }
        }
        leftOut.row();
    }

    /** The parser has seen a valid value here; only its end and its escapes are still to be found. */
    private static void field(byte[] buffer, int at, int column, Fields fields) {
        byte kind = ValueScanner.kindAt(buffer, at);
        if (kind == ValueScanner.TEXT && buffer[ValueScanner.plainEnd(buffer, at + 1)] != '"') {
            kind = ValueScanner.ESCAPED_TEXT;
        }
        fields.start[column] = at;
        fields.kind[column] = kind;
        fields.end[column] = switch (kind) {
            case ValueScanner.TEXT, ValueScanner.ESCAPED_TEXT -> ValueScanner.textEnd(buffer, at);
            case ValueScanner.NUMBER -> ValueScanner.numberEnd(buffer, at);
            case ValueScanner.OBJECT, ValueScanner.ARRAY -> ValueScanner.nestedEnd(buffer, at);
            default -> ValueScanner.literalEnd(buffer, at, kind);
        };
    }
}
