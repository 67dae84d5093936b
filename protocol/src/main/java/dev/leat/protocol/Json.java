package dev.leat.protocol;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON on the control plane: texts, trees and records. Numbers are exact (never a double), unknown properties are
 * ignored by records and kept by trees, and no input size is refused here: the line limit is the codec's business. All
 * of it is stateless and thread-safe.
 *
 * <p>Jackson's parser, generator and trees do the work, without its mapper: a program that reads ten messages and ends
 * would spend a third of its time on finding out how (measured, see {@code bench/README.md}).
 *
 * <p>Rows do not pass through here: see {@code dev.leat.row}.
 */
public final class Json {
    /** Digits of the longest number literal accepted; PostgreSQL's {@code numeric} reaches 147,455. */
    public static final int NUMBER_DIGITS_MAX = 200_000;

    /** Levels of nesting accepted in one value. */
    public static final int NESTING_MAX = 2_000;

    public static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(NUMBER_DIGITS_MAX)
                    .maxNestingDepth(NESTING_MAX)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(NESTING_MAX)
                    .build())
            .disable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    /** Makes the nodes of trees. */
    public static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Json() {}

    public static ObjectNode object() {
        return NODES.objectNode();
    }

    public static ArrayNode array() {
        return NODES.arrayNode();
    }

    /**
     * Reads one value, and nothing after it but space; a missing node if there is only space.
     *
     * @throws JacksonException if it is not valid JSON
     */
    public static JsonNode parse(byte[] json, int offset, int length) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json, offset, length)) {
            return JsonTree.read(parser);
        }
    }

    /** As {@link #parse(byte[], int, int)}. */
    public static JsonNode parse(byte[] json) {
        return parse(json, 0, json.length);
    }

    /** As {@link #parse(byte[], int, int)}. */
    public static JsonNode parse(String json) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            return JsonTree.read(parser);
        }
    }

    /** As {@link #parse(byte[], int, int)}; the stream is the caller's to close. */
    public static JsonNode parse(InputStream json) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            return JsonTree.read(parser);
        }
    }

    /** Writes a tree, or what {@link #tree} makes one of, on one line. */
    public static byte[] bytes(Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator to = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            JsonTree.write(tree(value), to);
        }
        return bytes.toByteArray();
    }

    /** The same as text. */
    public static String text(Object value) {
        return new String(bytes(value), StandardCharsets.UTF_8);
    }

    /** The same, laid out for people. */
    public static String pretty(Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator to = FACTORY.createGenerator(new Indented(), text)) {
            JsonTree.write(tree(value), to);
        }
        return text.toString();
    }

    /** Makes a tree of a list, a map or a single value, as {@link Binding} says; a tree stays what it is. */
    public static JsonNode tree(Object value) {
        return Binding.tree(value);
    }

    /** Makes a tree of a record. */
    public static ObjectNode tree(Record record) {
        return Binding.properties(record);
    }

    /**
     * Makes a record of a tree, as {@link Binding} says.
     *
     * @throws JacksonException if the tree does not fit; its message says where
     */
    public static <T extends Record> T bind(JsonNode tree, Class<T> type) {
        try {
            return type.cast(Binding.value(tree, type));
        } catch (JacksonException unfit) {
            String way = Binding.way(unfit);
            throw new JacksonException(
                    way.isEmpty() ? unfit.getOriginalMessage() : way + ": " + unfit.getOriginalMessage(), unfit) {};
        }
    }

    private static final class Indented extends ObjectWriteContext.Base {
        @Override
        public tools.jackson.core.PrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter();
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    }
}
