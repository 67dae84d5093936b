package dev.leat.dist;

import dev.leat.dist.TypePair.Fate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What became of types, for people: a page per source, and a table over all of them. */
final class TypeDocument {
    private static final String WHOLE = "✓";
    private static final String PARTLY = "some";
    private static final String NOTHING = "✗";
    private static final String ROW = "| `";

    private TypeDocument() {}

    /** The page of a source. */
    static String of(Engine source, List<NativeType> types, Map<Engine, Map<String, Fate>> fates) {
        StringBuilder text = new StringBuilder("# What becomes of " + source.title() + "'s types\n\n");
        text.append("Written by `TypeMatrixTest`, which carries values at the edges of each type (those of\n")
                .append("`dist/src/test/resources/types/")
                .append(source.types())
                .append(".txt`) to each system and")
                .append(" compares them where they\narrive. ✓: all of them arrive equal. some: those named below are")
                .append(" refused, the others arrive equal. ✗: all\nare refused. [The other sources](README.md).")
                .append("\n\n| type |");
        fates.keySet()
                .forEach(destination ->
                        text.append(' ').append(destination.title()).append(" |"));
        text.append("\n|---|").append("---|".repeat(fates.size())).append('\n');
        for (NativeType type : types) {
            text.append(ROW).append(type.declared()).append("` |");
            fates.values()
                    .forEach(of ->
                            text.append(' ').append(mark(of.get(type.table()))).append(" |"));
            text.append('\n');
        }
        refusals(text, types, fates);
        return text.toString();
    }

    private static String mark(Fate fate) {
        return fate.isWhole() ? WHOLE : fate.isNothing() ? NOTHING : PARTLY;
    }

    /** Each value that was refused, with those who refused it for the same reason. */
    private static void refusals(StringBuilder text, List<NativeType> types, Map<Engine, Map<String, Fate>> fates) {
        Map<String, List<String>> refused = new LinkedHashMap<>();
        Map<Engine, Optional<String>> everything = new LinkedHashMap<>();
        fates.forEach((destination, of) -> everything.put(destination, everything(types, of)));
        for (NativeType type : types) {
            fates.forEach((destination, of) -> of.get(type.table()).refused().entrySet().stream()
                    .map(one -> everything
                            .get(destination)
                            .orElseGet(() -> "`" + type.declared() + "` " + TypePair.shown(one, type.table())))
                    .map(value -> refused.computeIfAbsent(value, l -> new ArrayList<>()))
                    .filter(by -> !by.contains(destination.title()))
                    .forEach(by -> by.add(destination.title())));
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

    /** The one reason for which nothing at all is taken, if there is such a one. */
    private static Optional<String> everything(List<NativeType> types, Map<String, Fate> of) {
        Set<String> reasons = new HashSet<>();
        for (NativeType type : types) {
            of.get(type.table())
                    .refused()
                    .values()
                    .forEach(reason -> reasons.add(TypePair.reason(reason, type.table())));
        }
        boolean nothing = of.values().stream().allMatch(Fate::isNothing) && reasons.size() == 1;
        return nothing ? Optional.of("everything: " + reasons.iterator().next()) : Optional.empty();
    }

    /** How the pages of all sources end, in numbers. */
    static String overview(Path folder, List<Engine> sources, List<Engine> destinations) throws IOException {
        StringBuilder text = new StringBuilder("# What becomes of types\n\n");
        text.append("Each source's types, carried to each destination by `TypeMatrixTest` with values at their edges:")
                .append(" how many types\narrive with all their values / with some of them, the others being refused /")
                .append(" not at all. A value arrives equal or is\nrefused with stream, column and reason; there is no")
                .append(
                        " third outcome. Each source's page says which types, which values\nand why.\n\n| from \\ to |");
        destinations.forEach(
                destination -> text.append(' ').append(destination.title()).append(" |"));
        text.append("\n|---|").append("---|".repeat(destinations.size())).append('\n');
        for (Engine source : sources) {
            String page = source.file() + ".md";
            text.append("| [").append(source.title()).append("](").append(page).append(") |");
            for (int[] counted : counts(folder.resolve(page), destinations.size())) {
                text.append(' ')
                        .append(counted[0])
                        .append(" / ")
                        .append(counted[1])
                        .append(" / ")
                        .append(counted[2])
                        .append(" |");
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** For each destination how many types arrive whole, partly, and not at all. */
    private static int[][] counts(Path page, int destinations) throws IOException {
        int[][] counts = new int[destinations][3];
        List<String> marks = List.of(WHOLE, PARTLY, NOTHING);
        for (String line : Files.readAllLines(page, StandardCharsets.UTF_8)) {
            if (line.startsWith(ROW)) {
                String[] cells = line.substring(line.lastIndexOf('`')).split("\\|", -1);
                for (int d = 0; d < destinations; d++) {
                    counts[d][marks.indexOf(cells[d + 1].strip())]++;
                }
            }
        }
        return counts;
    }
}
