package dev.leat.dist;

import dev.leat.testkit.StoredTable;
import dev.leat.testkit.TableComparer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Carries a table of every type from one system to another and tells what became of each value: it is there, equal, or
 * it was refused and why. There is no third outcome (contract C1).
 */
final class TypePair {
    /** The column of the values: of a table's, of a message's field, or of a whole message. */
    private static final Pattern COLUMN = Pattern.compile("\"(v|value|data)\"");

    private final Path folder;
    private final TypedSource from;
    private final Place to;
    private final List<NativeType> types;
    private final String mode;

    /**
     * What became of a type's values.
     *
     * @param refused values that were not taken, with the reason
     */
    record Fate(int values, Map<String, String> refused) {
        boolean isWhole() {
            return refused.isEmpty();
        }

        boolean isNothing() {
            return refused.size() == values;
        }
    }

    /**
     * @param folder for the settings of the runs; empty
     * @param replaces whether the destination can be given what replaces what was there
     */
    TypePair(Path folder, TypedSource from, Place to, boolean replaces) {
        this.folder = folder;
        this.from = from;
        this.to = to;
        this.types = from.types();
        this.mode = from.mode(replaces);
    }

    /** What became of each type, by the name of its table. */
    Map<String, Fate> carry() throws Exception {
        Map<String, Optional<String>> whole = sync(types);
        List<NativeType> singles = new ArrayList<>();
        for (NativeType type : types) {
            if (whole.get(type.table()).isPresent() && type.values().size() > 1) {
                singles.addAll(type.split());
            }
        }
        Map<String, Optional<String>> one = singles.isEmpty() ? Map.of() : sync(singles);
        Map<String, Fate> fates = new LinkedHashMap<>();
        for (NativeType type : types) {
            fates.put(type.table(), fate(type, whole.get(type.table()), one));
        }
        return fates;
    }

    private static Fate fate(NativeType type, Optional<String> refusal, Map<String, Optional<String>> one) {
        Map<String, String> refused = new LinkedHashMap<>();
        if (refusal.isPresent() && type.values().size() == 1) {
            refused.put(type.values().getFirst(), refusal.get());
        } else if (refusal.isPresent()) {
            for (NativeType single : type.split()) {
                one.get(single.table())
                        .ifPresent(reason -> refused.put(single.values().getFirst(), reason));
            }
            if (refused.isEmpty()) {
                throw new AssertionError(
                        type.declared() + " is refused as a whole and no value of it is: " + refusal.get());
            }
        }
        return new Fate(type.values().size(), refused);
    }

    /** Carries the tables; answers for each why it was refused, or nothing if it is there and equal. */
    private Map<String, Optional<String>> sync(List<NativeType> tables) throws Exception {
        String streams = tables.stream()
                .map(type -> "      - { name: \"" + from.place().stream(type.table()) + "\", " + mode + " }\n")
                .collect(Collectors.joining());
        Files.writeString(
                folder.resolve("leat.yaml"),
                "connections:\n  from: " + from.place().connection() + "\n  to: " + to.connection()
                        + "\nreplications:\n  types:\n"
                        + "    source: from\n    destination: to\n    destination_namespace: \"\"\n"
                        + "    technical_columns: false\n    streams:\n" + streams);
        LeatRun run = Product.run(folder, Map.of(), "sync", "--progress", "none");
        Map<String, JsonNode> told = new LinkedHashMap<>();
        run.summary()
                .path("streams")
                .forEach(stream -> told.put(stream.path("name").asString(), stream));
        Map<String, Optional<String>> outcome = new LinkedHashMap<>();
        List<String> wrong = new ArrayList<>();
        for (NativeType type : tables) {
            JsonNode stream = told.get(from.place().stream(type.table()));
            if (stream == null) {
                outcome.put(type.table(), Optional.of(refusedAsAStream(type, run)));
                continue;
            }
            try {
                outcome.put(type.table(), outcome(type, stream));
            } catch (AssertionError broken) {
                wrong.add(broken.getMessage());
            }
        }
        if (!wrong.isEmpty()) {
            throw new AssertionError(String.join("\n", wrong));
        }
        return outcome;
    }

    private Optional<String> outcome(NativeType type, JsonNode stream) throws Exception {
        if (stream.has("error")) {
            return Optional.of(refusal(type.table(), stream));
        }
        compare(type);
        return Optional.empty();
    }

    /** What was said of a stream before anything was read of it: that is about no column. */
    private String refusedAsAStream(NativeType type, LeatRun run) throws Exception {
        String named = ": " + from.place().stream(type.table()) + ": ";
        String said = run.stderr();
        return said.lines()
                .filter(line -> run.exitCode() == 2 && line.contains(named))
                .map(line -> line.substring(line.indexOf(named) + named.length()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(type.table() + " is not in the summary:\n" + said));
    }

    /** A refusal says whose fault it is, and names stream and column. */
    private static String refusal(String table, JsonNode stream) {
        String error = stream.path("error").asString();
        String kind = stream.path("error_kind").asString();
        boolean named = error.contains(table) && COLUMN.matcher(error).find();
        if (!named || !List.of("config", "data").contains(kind)) {
            throw new AssertionError(
                    "the refusal of " + table + " is " + kind + " and must name the stream and the column: " + error);
        }
        return error;
    }

    private void compare(NativeType type) throws Exception {
        Place source = from.place();
        StoredTable left =
                source.tables().table(source.namespace(), type.table()).orElseThrow();
        StoredTable right = to.tables()
                .table(null, type.table())
                .orElseThrow(() -> new AssertionError(type.table() + " did not arrive, and nothing was said"));
        TableComparer.difference(left, right).ifPresent(difference -> {
            throw new AssertionError(type.declared() + " arrived otherwise than it was: " + difference);
        });
    }

    /** A value that was refused, shortened for a document. */
    static String shown(Entry<String, String> refused, String table) {
        return "`" + cut(refused.getKey(), 60) + "`: " + reason(refused.getValue(), table);
    }

    /** Why, shortened for a document. */
    static String reason(String reason, String table) {
        int said = reason.indexOf("its value ");
        var column = COLUMN.matcher(reason);
        String shortened = said >= 0 ? reason.substring(said) : column.find() ? reason.substring(column.end()) : reason;
        // What an engine says itself stands behind the place where it says it.
        shortened = shortened
                .replaceFirst("^\\) to the table .*? in \\S+: ", "")
                .replaceAll(Pattern.quote(table) + "(_v\\d+)?", "…")
                .strip();
        return cut(shortened.replace("\n", " "), 240);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, text.offsetByCodePoints(0, most)) + "…";
    }
}
