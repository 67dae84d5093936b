package dev.leat.protocol;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.JsonNodeException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Between trees and records, by these rules. A component {@code cursorField} is the property {@code cursor_field}, or
 * one of the component's own name where there is no such. What is null, a {@code boolean} that is false, and a property
 * that is absent are the same. A text where a record is expected is the record's first component. Words of an enum are
 * read in any case, with {@code -} or {@code _} in them, and written as {@link Word} says.
 */
final class Binding {
    /** What is known of a record once it was looked at. */
    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return Shape.of(type);
        }
    };

    /** What a primitive is where there is nothing. */
    private static final Map<Class<?>, Object> NOTHING = Map.of(boolean.class, false, int.class, 0, long.class, 0L);

    private Binding() {}

    private record Shape(String[] names, Type[] types, Method[] accessors, Constructor<?> constructor) {
        static Shape of(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            String[] names = new String[components.length];
            Type[] types = new Type[components.length];
            Class<?>[] classes = new Class<?>[components.length];
            Method[] accessors = new Method[components.length];
            for (int i = 0; i < components.length; i++) {
                names[i] = snakeCase(components[i].getName());
                types[i] = components[i].getGenericType();
                classes[i] = components[i].getType();
                accessors[i] = components[i].getAccessor();
                accessors[i].trySetAccessible();
            }
            try {
                Constructor<?> constructor = type.getDeclaredConstructor(classes);
                constructor.trySetAccessible();
                return new Shape(names, types, accessors, constructor);
            } catch (NoSuchMethodException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    private static String snakeCase(String name) {
        StringBuilder snake = new StringBuilder(name.length() + 4);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                snake.append('_').append((char) (c + ('a' - 'A')));
            } else {
                snake.append(c);
            }
        }
        return snake.toString();
    }

    /** Null for nothing, and then what a primitive begins with. */
    static Object value(JsonNode node, Type type) {
        if (type instanceof ParameterizedType many) {
            return isNothing(node) ? null : many(node, many);
        }
        Class<?> kind = (Class<?>) type;
        if (JsonNode.class.isAssignableFrom(kind)) {
            return tree(node, kind);
        }
        return isNothing(node) ? NOTHING.get(kind) : single(node, kind);
    }

    private static boolean isNothing(JsonNode node) {
        return node == null || node.isNull() || node.isMissingNode();
    }

    private static Object tree(JsonNode node, Class<?> kind) {
        if (kind.isInstance(node)) {
            return node;
        }
        if (isNothing(node)) {
            return null;
        }
        throw JsonNodeException.from(
                node, "it is " + shown(node) + ", not an " + (kind == ArrayNode.class ? "array" : "object"));
    }

    private static Object many(JsonNode node, ParameterizedType type) {
        Type[] of = type.getActualTypeArguments();
        if (type.getRawType() == List.class && node.isArray()) {
            List<Object> list = new ArrayList<>(node.size());
            for (int i = 0; i < node.size(); i++) {
                list.add(within(list, i, node.get(i), of[0]));
            }
            return list;
        }
        if (type.getRawType() == Map.class && node.isObject()) {
            Map<String, Object> map = new LinkedHashMap<>();
            node.forEachEntry((name, element) -> map.put(name, within(map, name, element, of[1])));
            return map;
        }
        throw JsonNodeException.from(
                node, "it is " + shown(node) + ", not an " + (type.getRawType() == List.class ? "array" : "object"));
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Object single(JsonNode node, Class<?> kind) {
        if (kind == String.class) {
            return node.asString();
        } else if (kind == boolean.class || kind == Boolean.class) {
            return node.asBoolean();
        } else if (kind == int.class || kind == Integer.class) {
            return node.asInt();
        } else if (kind == long.class || kind == Long.class) {
            return node.asLong();
        } else if (kind == BigDecimal.class) {
            return node.asDecimal();
        } else if (kind == Path.class) {
            return Path.of(node.asString());
        } else if (kind.isEnum()) {
            return word(node, (Class) kind);
        }
        return record(node, kind);
    }

    private static <E extends Enum<E>> E word(JsonNode node, Class<E> kind) {
        String name = node.asString().replace('-', '_').toUpperCase(Locale.ROOT);
        for (E constant : kind.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        String known = Arrays.stream(kind.getEnumConstants()).map(Binding::word).collect(Collectors.joining(", "));
        throw JsonNodeException.from(node, "it is " + shown(node) + ", none of " + known);
    }

    private static Object record(JsonNode node, Class<?> kind) {
        if (!kind.isRecord()) {
            throw new IllegalArgumentException("a record's component cannot be a " + kind.getName());
        }
        if (!node.isObject() && !node.isString()) {
            throw JsonNodeException.from(node, "it is " + shown(node) + ", not an object");
        }
        Shape shape = SHAPES.get(kind);
        Object[] values = new Object[shape.names.length];
        for (int i = 0; i < values.length; i++) {
            JsonNode property = node.isObject() ? property(node, shape, i) : i == 0 ? node : null;
            values[i] = within(kind, shape.names[i], property, shape.types[i]);
        }
        return made(node, shape.constructor, values);
    }

    /** The value of a part, and the way to it, should it not fit: its name or its index. */
    private static Object within(Object whole, Object part, JsonNode node, Type type) {
        try {
            return value(node, type);
        } catch (JsonNodeException unfit) {
            throw part instanceof Integer index
                    ? unfit.prependPath(whole, index)
                    : unfit.prependPath(whole, (String) part);
        }
    }

    /** Of what does not fit: {@code streams[0].sync_mode}. */
    static String way(JacksonException unfit) {
        StringBuilder way = new StringBuilder();
        for (JacksonException.Reference step : unfit.getPath()) {
            if (step.getPropertyName() == null) {
                way.append('[').append(step.getIndex()).append(']');
            } else {
                way.append(way.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return way.toString();
    }

    private static JsonNode property(JsonNode node, Shape shape, int component) {
        JsonNode property = node.get(shape.names[component]);
        return property != null ? property : node.get(shape.accessors[component].getName());
    }

    private static Object made(JsonNode node, Constructor<?> constructor, Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException refused) {
            throw (JsonNodeException)
                    JsonNodeException.from(node, refused.getCause().getMessage())
                            .initCause(refused.getCause());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String shown(JsonNode node) {
        String text = Json.text(node);
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }

    static JsonNode tree(Object value) {
        return switch (value) {
            case null -> Json.NODES.nullNode();
            case JsonNode tree -> tree;
            case String text -> Json.NODES.stringNode(text);
            case Boolean truth -> Json.NODES.booleanNode(truth);
            case Integer number -> Json.NODES.numberNode(number);
            case Long number -> Json.NODES.numberNode(number);
            case Double number -> Json.NODES.numberNode(number);
            case BigDecimal number -> Json.NODES.numberNode(number);
            case Enum<?> constant -> Json.NODES.stringNode(word(constant));
            case Path path -> Json.NODES.stringNode(path.toString());
            case Collection<?> many -> {
                ArrayNode array = Json.array();
                many.forEach(element -> array.add(tree(element)));
                yield array;
            }
            case Map<?, ?> many -> {
                ObjectNode object = Json.object();
                many.forEach((name, element) -> object.set((String) name, tree(element)));
                yield object;
            }
            case Record record -> properties(record);
            default ->
                throw new IllegalArgumentException(
                        "there is no JSON for a " + value.getClass().getName());
        };
    }

    private static String word(Enum<?> constant) {
        return constant instanceof Word word ? word.wire() : constant.name();
    }

    static ObjectNode properties(Record record) {
        Shape shape = SHAPES.get(record.getClass());
        ObjectNode object = Json.object();
        try {
            for (int i = 0; i < shape.names.length; i++) {
                Object value = shape.accessors[i].invoke(record);
                boolean isFalse = shape.types[i] == boolean.class && Boolean.FALSE.equals(value);
                if (value != null && !isFalse) {
                    object.set(shape.names[i], tree(value));
                }
            }
            return object;
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
