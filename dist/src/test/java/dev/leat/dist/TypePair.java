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
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Carries a table of every type from one system to another and tells what became of each value: it is there, equal, or
 * it was refused and why. There is no third outcome (contract C1).
 */
final class TypePair {
    private final Path folder;
    private final Place from;
    private final Place to;
    private final List<NativeType> types;

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
     * @param from a place that has a table of each type, as {@link #fill} makes them
     */
    TypePair(Path folder, Place from, Place to, List<NativeType> types) {
        this.folder = folder;
        this.from = from;
        this.to = to;
        this.types = types;
    }

    /** Makes a table of each type, and beside it one of each value alone. */
    static void fill(Place place, List<NativeType> types) throws Exception {
        for (NativeType type : types) {
            make(place, type);
            for (NativeType single : type.values().size() > 1 ? type.split() : List.<NativeType>of()) {
                make(place, single);
            }
        }
    }

    private static void make(Place place, NativeType type) throws Exception {
        place.sql().run(place.create(type.table(), type.declared()));
        for (int i = 0; i < type.values().size(); i++) {
            place.sql()
                    .run("INSERT INTO " + type.table() + " VALUES (" + (i + 1) + ", "
                            + type.values().get(i) + ")");
        }
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
                .map(type ->
                        "      - \"" + (from.namespace() == null ? "" : from.namespace() + ".") + type.table() + "\"\n")
                .collect(Collectors.joining());
        Files.writeString(
                folder.resolve("leat.yaml"),
                "connections:\n  from: " + from.connection() + "\n  to: " + to.connection()
                        + "\nreplications:\n  types:\n"
                        + "    source: from\n    destination: to\n    destination_namespace: \"\"\n"
                        + "    technical_columns: false\n    streams:\n" + streams);
        LeatRun run = Product.run(folder, Map.of(), "sync", "--progress", "none");
        Map<String, Optional<String>> outcome = new LinkedHashMap<>();
        for (JsonNode stream : run.summary().path("streams")) {
            String name = stream.path("name").asString();
            String table = from.namespace() == null
                    ? name
                    : name.substring(from.namespace().length() + 1);
            outcome.put(table, stream.has("error") ? Optional.of(refusal(table, stream)) : Optional.empty());
        }
        for (NativeType type : tables) {
            if (!outcome.containsKey(type.table())) {
                throw new AssertionError(type.table() + " is not in the summary:\n" + run.stderr());
            }
            if (outcome.get(type.table()).isEmpty()) {
                compare(type);
            }
        }
        return outcome;
    }

    /** A refusal says whose fault it is, and names stream and column. */
    private static String refusal(String table, JsonNode stream) {
        String error = stream.path("error").asString();
        String kind = stream.path("error_kind").asString();
        boolean named = error.contains(table) && error.contains("\"v\"");
        if (!named || !List.of("config", "data").contains(kind)) {
            throw new AssertionError("the refusal of " + table + " is " + kind
                    + " and must name the stream and the column \"v\": " + error);
        }
        return error;
    }

    private void compare(NativeType type) throws Exception {
        StoredTable left = from.tables().table(from.namespace(), type.table()).orElseThrow();
        StoredTable right = to.tables()
                .table(null, type.table())
                .orElseThrow(() -> new AssertionError(type.table() + " did not arrive, and nothing was said"));
        TableComparer.difference(left, right).ifPresent(difference -> {
            throw new AssertionError(type.declared() + " arrived otherwise than it was: " + difference);
        });
    }

    /** The values that were refused, shortened for a document. */
    static String shown(Entry<String, String> refused, String table) {
        String reason = refused.getValue();
        int said = reason.indexOf("its value ");
        int column = reason.indexOf("\"v\"");
        String shortened = said >= 0 ? reason.substring(said) : column >= 0 ? reason.substring(column + 3) : reason;
        shortened = shortened.replace(table, "…").strip();
        return "`" + cut(refused.getKey(), 60) + "`: " + cut(shortened.replace("\n", " "), 240);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, text.offsetByCodePoints(0, most)) + "…";
    }
}
