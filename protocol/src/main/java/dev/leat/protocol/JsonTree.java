package dev.leat.protocol;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Between trees and texts; the parser and the generator bound how deep they nest. */
final class JsonTree {
    private JsonTree() {}

    /** The one value there is; a missing node if there is none. */
    static JsonNode read(JsonParser from) {
        JsonToken first = from.nextToken();
        if (first == null) {
            return Json.NODES.missingNode();
        }
        JsonNode tree = value(from, first);
        if (from.nextToken() != null) {
            throw new StreamReadException(from, "there is more after the end of the value");
        }
        return tree;
    }

    private static JsonNode value(JsonParser from, JsonToken token) {
        return switch (token) {
            case START_OBJECT -> object(from);
            case START_ARRAY -> array(from);
            case VALUE_STRING -> Json.NODES.stringNode(from.getString());
            case VALUE_NUMBER_INT -> whole(from);
            case VALUE_NUMBER_FLOAT -> Json.NODES.numberNode(from.getDecimalValue());
            case VALUE_TRUE -> Json.NODES.booleanNode(true);
            case VALUE_FALSE -> Json.NODES.booleanNode(false);
            case VALUE_NULL -> Json.NODES.nullNode();
            default -> throw new StreamReadException(from, "there is no value");
        };
    }

    private static ObjectNode object(JsonParser from) {
        ObjectNode object = Json.object();
        for (String name = from.nextName(); name != null; name = from.nextName()) {
            object.set(name, value(from, from.nextToken()));
        }
        return object;
    }

    private static ArrayNode array(JsonParser from) {
        ArrayNode array = Json.array();
        for (JsonToken token = from.nextToken(); token != JsonToken.END_ARRAY; token = from.nextToken()) {
            array.add(value(from, token));
        }
        return array;
    }

    private static JsonNode whole(JsonParser from) {
        return switch (from.getNumberType()) {
            case INT -> Json.NODES.numberNode(from.getIntValue());
            case LONG -> Json.NODES.numberNode(from.getLongValue());
            default -> Json.NODES.numberNode(from.getBigIntegerValue());
        };
    }

    static void write(JsonNode tree, JsonGenerator to) {
        switch (tree.getNodeType()) {
            case OBJECT -> {
                to.writeStartObject();
                tree.forEachEntry((name, value) -> {
                    to.writeName(name);
                    write(value, to);
                });
                to.writeEndObject();
            }
            case ARRAY -> {
                to.writeStartArray();
                tree.forEach(element -> write(element, to));
                to.writeEndArray();
            }
            case STRING -> to.writeString(tree.stringValue());
            case NUMBER -> number(tree, to);
            case BOOLEAN -> to.writeBoolean(tree.booleanValue());
            case NULL, MISSING -> to.writeNull();
            case BINARY, POJO -> throw new IllegalArgumentException("no JSON: " + tree.getNodeType());
        }
    }

    private static void number(JsonNode number, JsonGenerator to) {
        switch (number.numberType()) {
            case INT, LONG -> to.writeNumber(number.longValue());
            case BIG_INTEGER -> to.writeNumber(number.bigIntegerValue());
            case FLOAT, DOUBLE -> to.writeNumber(number.doubleValue());
            case BIG_DECIMAL -> to.writeNumber(number.decimalValue());
        }
    }
}
