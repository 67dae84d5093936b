package dev.leat.dist;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A type of a source's own, with values at its edges.
 *
 * @param table a name for a table with one column of it
 * @param declared the type as the engine declares it
 * @param values expressions, as the engine writes them
 */
record NativeType(String table, String declared, List<String> values) {
    /** Before a type, or a value, that one engine alone of those that share a file has. */
    private static final Pattern ONLY = Pattern.compile("@(\\w+) (.*)");

    /**
     * Those of {@code types/FILE.txt}: a type to a line, and below it, indented, its values.
     *
     * @param engine leaves out what another engine alone has
     */
    static List<NativeType> of(String file, String engine) throws IOException {
        String resource = "/types/" + file + ".txt";
        List<NativeType> types = new ArrayList<>();
        Set<String> tables = new HashSet<>();
        boolean left = false;
        try (InputStream in = NativeType.class.getResourceAsStream(resource);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                boolean isValue = line.startsWith("  ");
                if (line.isBlank() || line.startsWith("#") || isValue && left) {
                    continue;
                }
                Optional<String> own = own(isValue ? line.strip() : line, engine);
                if (isValue) {
                    own.ifPresent(types.getLast().values::add);
                    continue;
                }
                left = own.isEmpty();
                own.ifPresent(
                        declared -> types.add(new NativeType(name(declared, tables), declared, new ArrayList<>())));
            }
        }
        return types;
    }

    private static Optional<String> own(String line, String engine) {
        Matcher only = ONLY.matcher(line);
        if (!only.matches()) {
            return Optional.of(line);
        }
        return only.group(1).equals(engine) ? Optional.of(only.group(2)) : Optional.empty();
    }

    private static String name(String declared, Set<String> taken) {
        String name = "t_" + declared.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
        while (!taken.add(name)) {
            name += "x";
        }
        return name;
    }

    /** The same in a table of which the name begins so. */
    NativeType prefixed(String prefix) {
        return new NativeType(prefix + table, declared, values);
    }

    /** One type for each value. */
    List<NativeType> split() {
        List<NativeType> single = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            single.add(new NativeType(table + "_v" + i, declared, List.of(values.get(i))));
        }
        return single;
    }

    /** The types, and beside each one for each value alone. */
    static List<NativeType> withSingles(List<NativeType> types) {
        List<NativeType> all = new ArrayList<>(types);
        types.stream().filter(type -> type.values().size() > 1).forEach(type -> all.addAll(type.split()));
        return all;
    }
}
