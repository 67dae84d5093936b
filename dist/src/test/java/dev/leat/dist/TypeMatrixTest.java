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

    private static final List<Engine> DESTINATIONS =
            List.of(Engine.POSTGRES, Engine.SQLITE, Engine.JSON_LINES, Engine.CSV);

    static List<Engine> sources() {
        return DESTINATIONS.stream().filter(Engine::hasTypes).toList();
    }

    @ParameterizedTest
    @MethodSource("sources")
    @Execution(ExecutionMode.CONCURRENT)
    void everyValueArrivesOrIsRefused(Engine source) throws Exception {
        List<NativeType> types = NativeType.of(source.file());
        Place from = source.place(Files.createDirectory(folder.resolve("from")));
        TypePair.fill(from, types);
        Map<Engine, Map<String, Fate>> fates = new LinkedHashMap<>();
        List<String> wrong = new ArrayList<>();
        for (Engine destination : DESTINATIONS) {
            Place to = destination.place(Files.createDirectory(folder.resolve("to-" + destination.file())));
            Path run = Files.createDirectory(folder.resolve("run-" + destination.file()));
            try {
                fates.put(destination, new TypePair(run, from, to, types).carry());
            } catch (AssertionError broken) {
                wrong.add(source.title() + " to " + destination.title() + ": " + broken.getMessage());
            }
        }
        assertThat(wrong).isEmpty();
        approve(source, document(source, types, fates));
    }

    private static void approve(Engine source, String text) throws IOException {
        Path file = DOCUMENTS.resolve(source.file() + ".md");
        if ("write".equals(System.getProperty("leat.golden"))) {
            Files.createDirectories(DOCUMENTS);
            Files.writeString(file, text, StandardCharsets.UTF_8);
        }
        assertThat(file).as("renew it with -Dleat.golden=write").exists();
        assertThat(text).as("what " + file + " says").isEqualTo(Files.readString(file, StandardCharsets.UTF_8));
    }

    private static String document(Engine source, List<NativeType> types, Map<Engine, Map<String, Fate>> fates) {
        StringBuilder text = new StringBuilder("# What becomes of " + source.title() + "'s types\n\n");
        text.append("Written by `TypeMatrixTest`, which carries values at the edges of each type (those of\n")
                .append("`dist/src/test/resources/types/")
                .append(source.file())
                .append(".txt`) to each system and")
                .append(" compares them where they\narrive. ✓: all of them arrive equal. some: those named below are")
                .append(" refused, the others arrive equal. ✗: all\nare refused.\n\n| type |");
        fates.keySet()
                .forEach(destination ->
                        text.append(' ').append(destination.title()).append(" |"));
        text.append("\n|---|").append("---|".repeat(fates.size())).append('\n');
        for (NativeType type : types) {
            text.append("| `").append(type.declared()).append("` |");
            fates.values()
                    .forEach(of ->
                            text.append(' ').append(mark(of.get(type.table()))).append(" |"));
            text.append('\n');
        }
        refusals(text, types, fates);
        return text.toString();
    }

    private static String mark(Fate fate) {
        return fate.isWhole() ? "✓" : fate.isNothing() ? "✗" : "some";
    }

    /** Each value that was refused, with those who refused it for the same reason. */
    private static void refusals(StringBuilder text, List<NativeType> types, Map<Engine, Map<String, Fate>> fates) {
        Map<String, List<String>> refused = new LinkedHashMap<>();
        for (NativeType type : types) {
            fates.forEach((destination, of) -> of.get(type.table())
                    .refused()
                    .entrySet()
                    .forEach(one -> refused.computeIfAbsent(
                                    "`" + type.declared() + "` " + TypePair.shown(one, type.table()),
                                    l -> new ArrayList<>())
                            .add(destination.title())));
        }
        if (!refused.isEmpty()) {
            text.append("\n## What is refused, and why\n\n");
            refused.forEach((value, by) -> text.append("* to ")
                    .append(by.size() == fates.size() ? "all" : String.join(", ", by))
                    .append(": ")
                    .append(value)
                    .append('\n'));
        }
    }
}
