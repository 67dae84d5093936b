package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Json;
import dev.leat.protocol.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * Compares text that people read with the file in which it was last approved, {@code src/test/resources/golden/NAME} of
 * the module. {@code -Dleat.golden=write} approves what the code says now; look at the difference before you commit it.
 */
public final class Golden {
    private static final int WIDTH = 120;

    private Golden() {}

    /** Compares the messages of one type that a command printed, as JSON laid out for people. */
    public static void assertMatches(String name, Outcome outcome, Class<? extends Message> said) throws IOException {
        assertThat(outcome.exitCode()).as(outcome.story()).isZero();
        assertMatches(
                name,
                outcome.lines().stream()
                        .filter(line -> line.as(said).isPresent())
                        .map(line -> laidOut(Json.parse(line.text()), ""))
                        .collect(Collectors.joining("\n")));
    }

    /** What fits in a line stands in one, so that a property of a schema can be read at a glance. */
    private static String laidOut(JsonNode node, String indent) {
        String flat = node.toString();
        if (node.isEmpty() || indent.length() + flat.length() <= WIDTH) {
            return flat;
        }
        String deeper = indent + "  ";
        List<String> parts = new ArrayList<>();
        if (node.isObject()) {
            node.forEachEntry(
                    (key, value) -> parts.add(deeper + StringNode.valueOf(key) + ": " + laidOut(value, deeper)));
        } else {
            node.forEach(value -> parts.add(deeper + laidOut(value, deeper)));
        }
        String inner = "\n" + String.join(",\n", parts) + "\n" + indent;
        return node.isObject() ? "{" + inner + "}" : "[" + inner + "]";
    }

    public static void assertMatches(String name, String actual) throws IOException {
        // Surefire tells the module's folder; an IDE runs the tests in it.
        Path file = Path.of(System.getProperty("basedir", ""))
                .resolve("src/test/resources/golden")
                .resolve(name);
        String text = actual.endsWith("\n") ? actual : actual + "\n";
        if ("write".equals(System.getProperty("leat.golden"))) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text, StandardCharsets.UTF_8);
            return;
        }
        assertThat(file)
                .as("the approved text; run once with -Dleat.golden=write to make it")
                .exists();
        assertThat(text)
                .as("what " + name + " says; if it is meant, approve it with -Dleat.golden=write")
                .isEqualTo(Files.readString(file, StandardCharsets.UTF_8));
    }
}
