package dev.leat.runner;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads YAML (and JSON, which is YAML) into a {@link Document}. It works on the parser's nodes rather than through
 * Jackson's YAML module, because those know lines and columns and follow anchors.
 */
final class YamlFile {
    private static final JsonNodeFactory NODES = Json.NODES;

    private final String name;
    private final Map<String, Document.Place> places = new HashMap<>();

    private YamlFile(String name) {
        this.name = name;
    }

    static Document read(String name, Path file) {
        try {
            return parse(name, file.toAbsolutePath().getParent(), Files.readString(file));
        } catch (java.nio.file.NoSuchFileException missing) {
            throw ConnectorException.config(
                    name + ": there is no such file; name another with -f, or write a first one with: leat init",
                    missing);
        } catch (java.nio.charset.CharacterCodingException encoding) {
            throw ConnectorException.config(name + ": is not UTF-8 text; save it as UTF-8", encoding);
        } catch (IOException unreadable) {
            throw ConnectorException.config(name + ": cannot be read: " + unreadable, unreadable);
        }
    }

    static Document parse(String name, Path folder, String text) {
        YamlFile file = new YamlFile(name);
        // JSON may be indented with tabs, YAML may not; a string in JSON holds no tab as it is.
        Node top = file.compose(name.endsWith(".json") ? text.replace('\t', ' ') : text);
        if (top == null) {
            return Document.empty(name, folder);
        }
        if (!(file.tree(top, "") instanceof ObjectNode root)) {
            throw ConnectorException.config(
                    file.where(top) + ": the file must hold keys and values, such as \"connections:\"");
        }
        return new Document(name, folder, root, file.places);
    }

    /** A single value as it would be read in a file: {@code 5} is a number, {@code "5"} a text. */
    static JsonNode value(String origin, String text) {
        YamlFile file = new YamlFile(origin);
        Node top = file.compose(text);
        return top == null ? NODES.stringNode(text) : file.tree(top, "");
    }

    private Node compose(String text) {
        LoadSettings settings = LoadSettings.builder().setLabel(name).build();
        try {
            return new Compose(settings).composeString(text).orElse(null);
        } catch (MarkedYamlEngineException bad) {
            Where where = bad.getProblemMark().map(this::where).orElse(new Where(name, 1, 1));
            String context = bad.getContext() == null ? "" : " " + bad.getContext();
            String start = bad.getContextMark()
                    .map(mark -> " that starts at line " + (mark.getLine() + 1))
                    .orElse("");
            throw ConnectorException.config(
                    where + ": not valid YAML" + context + start + ": " + bad.getProblem() + "; " + advice(bad), bad);
        } catch (YamlEngineException bad) {
            throw ConnectorException.config(name + ": not valid YAML: " + bad.getMessage(), bad);
        }
    }

    private static String advice(MarkedYamlEngineException bad) {
        String problem = String.valueOf(bad.getProblem());
        if (problem.contains("TAB")) {
            return "indent with spaces, YAML knows no tabs";
        }
        return "check that keys of one level are indented alike, and that each has \": \" behind it";
    }

    private JsonNode tree(Node node, String pointer) {
        places.putIfAbsent(pointer, new Document.Place(where(node), where(node)));
        return switch (node) {
            case MappingNode mapping -> object(mapping, pointer);
            case SequenceNode sequence -> {
                ArrayNode array = NODES.arrayNode();
                for (Node item : sequence.getValue()) {
                    array.add(tree(item, pointer + "/" + array.size()));
                }
                yield array;
            }
            case ScalarNode scalar -> scalar(scalar);
            default -> NODES.nullNode();
        };
    }

    private ObjectNode object(MappingNode mapping, String pointer) {
        ObjectNode object = NODES.objectNode();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw ConnectorException.config(where(tuple.getKeyNode()) + ": a key must be plain text");
            }
            String child = Document.child(pointer, key.getValue());
            if (object.has(key.getValue())) {
                throw ConnectorException.config(where(key) + ": \"" + key.getValue() + "\" stands here twice, first at "
                        + places.get(child).key() + "; remove one");
            }
            places.put(child, new Document.Place(where(key), where(tuple.getValueNode())));
            object.set(key.getValue(), tree(tuple.getValueNode(), child));
        }
        return object;
    }

    private static JsonNode scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        try {
            if (tag.equals(Tag.NULL)) {
                return NODES.nullNode();
            } else if (tag.equals(Tag.BOOL)) {
                return NODES.booleanNode(Boolean.parseBoolean(text));
            } else if (tag.equals(Tag.INT)) {
                return NODES.numberNode(new BigInteger(text));
            } else if (tag.equals(Tag.FLOAT)) {
                return NODES.numberNode(new BigDecimal(text));
            }
        } catch (NumberFormatException notJson) {
            return NODES.stringNode(text);
        }
        return NODES.stringNode(text);
    }

    private Where where(Node node) {
        return node.getStartMark().map(this::where).orElse(new Where(name, 1, 1));
    }

    private Where where(Mark mark) {
        return new Where(name, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
