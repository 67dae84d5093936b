package dev.leat.protocol;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ContainerNode;
import tools.jackson.databind.node.ObjectNode;

/** Between trees and texts, however deep they nest: the parser and the generator bound that, not the stack. */
final class JsonTree {
    private JsonTree() {}

    /** The one value there is; a missing node if there is none. */
    static JsonNode read(JsonParser from) {
        JsonToken first = from.nextToken();
        if (first == null) {
            return Json.NODES.missingNode();
        }
        JsonNode tree = begun(from, first);
        if (tree instanceof ContainerNode<?> container) {
            fill(container, from);
        }
        if (from.nextToken() != null) {
            throw new StreamReadException(from, "there is more after the end of the value");
        }
        return tree;
    }

    private static void fill(ContainerNode<?> outermost, JsonParser from) {
        Deque<ContainerNode<?>> open = new ArrayDeque<>();
        open.push(outermost);
        while (!open.isEmpty()) {
            JsonToken token = from.nextToken();
            if (token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) {
                open.pop();
            } else if (token != JsonToken.PROPERTY_NAME) {
                JsonNode value = begun(from, token);
                if (open.peek() instanceof ObjectNode object) {
                    object.set(from.currentName(), value);
                } else if (open.peek() instanceof ArrayNode array) {
                    array.add(value);
                }
                if (value instanceof ContainerNode<?> container) {
                    open.push(container);
                }
            }
        }
    }

    /** A single value, or a container with nothing in it yet. */
    private static JsonNode begun(JsonParser from, JsonToken token) {
        return switch (token) {
            case START_OBJECT -> Json.object();
            case START_ARRAY -> Json.array();
            case VALUE_STRING -> Json.NODES.stringNode(from.getString());
            case VALUE_NUMBER_INT -> whole(from);
            case VALUE_NUMBER_FLOAT -> Json.NODES.numberNode(from.getDecimalValue());
            case VALUE_TRUE -> Json.NODES.booleanNode(true);
            case VALUE_FALSE -> Json.NODES.booleanNode(false);
            case VALUE_NULL -> Json.NODES.nullNode();
            default -> throw new StreamReadException(from, "there is no value");
        };
    }

    private static JsonNode whole(JsonParser from) {
        return switch (from.getNumberType()) {
            case INT -> Json.NODES.numberNode(from.getIntValue());
            case LONG -> Json.NODES.numberNode(from.getLongValue());
            default -> Json.NODES.numberNode(from.getBigIntegerValue());
        };
    }

    static void write(JsonNode tree, JsonGenerator to) {
        Deque<Iterator<?>> open = new ArrayDeque<>();
        begin(tree, to, open);
        while (!open.isEmpty()) {
            if (!open.peek().hasNext()) {
                open.pop();
                end(to);
                continue;
            }
            Object next = open.peek().next();
            if (next instanceof Map.Entry<?, ?> property) {
                to.writeName((String) property.getKey());
                next = property.getValue();
            }
            begin((JsonNode) next, to, open);
        }
    }

    private static void begin(JsonNode node, JsonGenerator to, Deque<Iterator<?>> open) {
        switch (node.getNodeType()) {
            case OBJECT -> {
                to.writeStartObject();
                open.push(node.properties().iterator());
            }
            case ARRAY -> {
                to.writeStartArray();
                open.push(node.iterator());
            }
            case STRING -> to.writeString(node.stringValue());
            case NUMBER -> number(node, to);
            case BOOLEAN -> to.writeBoolean(node.booleanValue());
            case NULL, MISSING -> to.writeNull();
            case BINARY, POJO -> throw new IllegalArgumentException("no JSON: " + node.getNodeType());
        }
    }

    private static void end(JsonGenerator to) {
        if (to.streamWriteContext().inObject()) {
            to.writeEndObject();
        } else {
            to.writeEndArray();
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
