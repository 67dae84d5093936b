package dev.leat.runner;

import dev.leat.protocol.Json;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.row.Bytes;
import dev.leat.row.JsonText;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * What a line says at its top, whatever the order of its keys: its type and, for a RECORD, the stream. The data is
 * skipped over, never built.
 *
 * @param type null if the line is not JSON or has no type
 * @param stream null if it is no RECORD
 * @param name where the stream's name stands in the line
 * @param namespace where the namespace stands; null if there is none
 */
record RecordPeek(String type, StreamDescriptor stream, Span name, Span namespace) {

    /** The bytes of a value, from the line's start. */
    private record Span(int from, int to) {}

    private static final RecordPeek NOTHING = new RecordPeek(null, null, null, null);

    static RecordPeek at(byte[] line, int start, int length) {
        int first = start;
        while (first < start + length && line[first] <= ' ' && line[first] >= 0) {
            first++;
        }
        if (first == start + length || line[first] != '{') {
            return NOTHING;
        }
        try (JsonParser parser = Json.FACTORY.createParser(ObjectReadContext.empty(), line, start, length)) {
            return read(parser);
        } catch (JacksonException notJson) {
            return NOTHING;
        }
    }

    /** The stream of a row of which only the beginning is there; empty if it does not say. */
    static String streamOf(byte[] beginning) {
        try (JsonParser parser = Json.FACTORY.createParser(ObjectReadContext.empty(), beginning, 0, beginning.length)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.PROPERTY_NAME && parser.currentName().equals("stream")) {
                    return parser.nextToken() == JsonToken.VALUE_STRING ? parser.getString() : "";
                }
            }
        } catch (JacksonException cutOff) {
            return "";
        }
        return "";
    }

    private static RecordPeek read(JsonParser parser) {
        String type = null;
        RecordPeek record = NOTHING;
        parser.nextToken();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            if (key.equals("type") && value == JsonToken.VALUE_STRING) {
                type = parser.getString();
            } else if (key.equals("record") && value == JsonToken.START_OBJECT) {
                record = readRecord(parser);
            } else {
                parser.skipChildren();
            }
        }
        if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
            return NOTHING;
        }
        return new RecordPeek(type, record.stream, record.name, record.namespace);
    }

    private static RecordPeek readRecord(JsonParser parser) {
        String stream = null;
        String namespace = null;
        Span name = null;
        Span space = null;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            if (key.equals("stream") && value == JsonToken.VALUE_STRING) {
                stream = parser.getString();
                name = span(parser);
            } else if (key.equals("namespace") && !value.isStructStart()) {
                namespace = value == JsonToken.VALUE_STRING ? parser.getString() : null;
                space = span(parser);
            } else {
                parser.skipChildren();
            }
        }
        return new RecordPeek(null, stream == null ? null : new StreamDescriptor(stream, namespace), name, space);
    }

    private static Span span(JsonParser parser) {
        return new Span((int) parser.currentTokenLocation().getByteOffset(), (int)
                parser.currentLocation().getByteOffset());
    }

    /** Writes the line under another stream's name; everything else stays byte for byte. */
    void rename(StreamDescriptor to, byte[] line, int start, int length, Bytes out) {
        boolean spaceFirst = namespace != null && namespace.from < name.from;
        int at = start;
        if (spaceFirst) {
            at = replaceNamespace(to, line, start, at, out);
        }
        out.put(line, at, start + name.from - at);
        JsonText.quote(out, to.name());
        at = start + name.to;
        if (namespace == null && to.namespace() != null) {
            JsonText.quote(out.putAscii(",\"namespace\":"), to.namespace());
        } else if (namespace != null && !spaceFirst) {
            at = replaceNamespace(to, line, start, at, out);
        }
        out.put(line, at, start + length - at).put('\n');
    }

    private int replaceNamespace(StreamDescriptor to, byte[] line, int start, int at, Bytes out) {
        out.put(line, at, start + namespace.from - at);
        if (to.namespace() == null) {
            // To the protocol, null is the same as no namespace.
            out.putAscii("null");
        } else {
            JsonText.quote(out, to.namespace());
        }
        return start + namespace.to;
    }
}
