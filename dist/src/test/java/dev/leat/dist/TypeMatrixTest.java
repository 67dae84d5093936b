package dev.leat.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.dist.TypePair.Fate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Contract C1: a value of any type of any system arrives in any other as what it was, or is refused with stream, column
 * and reason. What becomes of each is written down in {@code docs/types}, which {@code -Dleat.golden=write} renews.
 */
class TypeMatrixTest {
    private static final Path DOCUMENTS = Path.of(System.getProperty("leat.root"), "docs", "types");

    @TempDir
    Path folder;

    static Stream<Engine> sources() {
        return Stream.of(Engine.values()).filter(Engine::hasTypes);
    }

    @ParameterizedTest
    @MethodSource("sources")
    @Execution(ExecutionMode.CONCURRENT)
    void everyValueArrivesOrIsRefused(Engine source) throws Exception {
        TypedSource from =
                source.typed(Files.createDirectory(folder.resolve("from"))).readOnce();
        Map<Engine, Map<String, Fate>> fates = new LinkedHashMap<>();
        List<String> wrong = new ArrayList<>();
        for (Engine destination : Engine.values()) {
            Place to = destination.place(Files.createDirectory(folder.resolve("to-" + destination.file())));
            Path run = Files.createDirectory(folder.resolve("run-" + destination.file()));
            try {
                fates.put(destination, new TypePair(run, from, to, destination.replaces()).carry());
            } catch (AssertionError broken) {
                wrong.add(source.title() + " to " + destination.title() + ": " + broken.getMessage());
            }
        }
        assertThat(wrong).isEmpty();
        approve(source.file(), TypeDocument.of(source, from.types(), fates));
    }

    /** Written from the documents, so that it says what they say whichever of them were looked at in this run. */
    @AfterAll
    static void theOverviewIsTheDocuments() throws IOException {
        approve("README", TypeDocument.overview(DOCUMENTS, sources().toList(), List.of(Engine.values())));
    }

    private static void approve(String name, String text) throws IOException {
        Path file = DOCUMENTS.resolve(name + ".md");
        if ("write".equals(System.getProperty("leat.golden"))) {
            Files.createDirectories(DOCUMENTS);
            Files.writeString(file, text, StandardCharsets.UTF_8);
        }
        assertThat(file).as("renew it with -Dleat.golden=write").exists();
        // Lines: of a difference, these are said first.
        List<String> approved = Files.readAllLines(file, StandardCharsets.UTF_8);
        assertThat(text.lines().filter(line -> !approved.contains(line)))
                .as("what " + file + " does not say")
                .isEmpty();
        assertThat(text).as("what " + file + " says").isEqualTo(Files.readString(file, StandardCharsets.UTF_8));
    }
}
