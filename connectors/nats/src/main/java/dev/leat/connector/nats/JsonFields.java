package dev.leat.connector.nats;

import dev.leat.protocol.Json;
import dev.leat.value.Utf8;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * Sees that a payload is one JSON value, and finds fields of it. Values stay the bytes they are, so that numbers keep their
 * digits and text its escapes. What the quick scan does not take, a parser judges, and says what is wrong.
 */
final class JsonFields {
    private final JsonScan scan;
    private final Map<String, Integer> places = new HashMap<>();
    private final int[] starts;
    private final int[] ends;
    private byte[] json;

    /** @param names fields to find; without any, the value need not be an object */
    JsonFields(List<String> names) {
        scan = new JsonScan(names);
        names.forEach(name -> places.put(name, places.size()));
        starts = new int[names.size()];
        ends = new int[names.size()];
    }

    /** Reads a payload; answers what is wrong with it, to go on from "its payload", or null. */
    String read(byte[] payload) {
        json = payload;
        if (!Utf8.isValid(payload, 0, payload.length)) {
            return "is not UTF-8";
        }
        if (scan.take(payload)) {
            for (int field = 0; field < starts.length; field++) {
                starts[field] = scan.start(field);
                ends[field] = scan.end(field);
            }
            flatten();
            return null;
        }
        return parse(payload);
    }

    private String parse(byte[] payload) {
        Arrays.fill(ends, 0);
        try (JsonParser parser = Json.FACTORY.createParser(ObjectReadContext.empty(), payload, 0, payload.length)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return "is blank";
            }
            if (starts.length == 0) {
                parser.skipChildren();
            } else if (first == JsonToken.START_OBJECT) {
                fields(parser);
            } else {
                return "is no JSON object, which columns could be taken from";
            }
            if (parser.nextToken() != null) {
                return "goes on after its JSON value";
            }
        } catch (JacksonException e) {
            // The parser goes on about its buffers; what it expected comes first.
            return "is not valid JSON (" + e.getOriginalMessage().replaceFirst(" \\(start marker.*", "") + ")";
        }
        flatten();
        return null;
    }

    private void fields(JsonParser parser) {
        String name;
        while ((name = parser.nextName()) != null) {
            JsonToken kind = parser.nextToken();
            Integer place = places.get(name);
            int start = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            if (place != null) {
                starts[place] = start;
                ends[place] = kind.isStructStart()
                        ? (int) parser.currentTokenLocation().getByteOffset() + 1
                        : scalarEnd(start);
            }
        }
    }

    /** The index after a scalar that the parser has seen, or is about to find invalid. */
    private int scalarEnd(int start) {
        int i = start;
        if (json[i] == '"') {
            for (i++; i < json.length && json[i] != '"'; i++) {
                if (json[i] == '\\') {
                    i++;
                }
            }
            return i + 1;
        }
        while (i < json.length && json[i] > ' ' && json[i] != ',' && json[i] != '}') {
            i++;
        }
        return i;
    }

    /** Inside strings line ends are escaped; between tokens any blank does, and a row is one line. */
    private void flatten() {
        for (int i = 0; i < json.length; i++) {
            if (json[i] == '\n' || json[i] == '\r') {
                json[i] = ' ';
            }
        }
    }

    /** The payload, on one line. */
    byte[] json() {
        return json;
    }

    boolean isAbsent(int field) {
        return ends[field] == 0;
    }

    boolean isNull(int field) {
        return json[starts[field]] == 'n';
    }

    int start(int field) {
        return starts[field];
    }

    int end(int field) {
        return ends[field];
    }
}
