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
import java.util.Set;

/**
 * A type of a source's own, with values at its edges.
 *
 * @param table a name for a table with one column of it
 * @param declared the type as the engine declares it
 * @param values expressions, as the engine writes them
 */
record NativeType(String table, String declared, List<String> values) {

    /** Those of {@code types/ENGINE.txt}: a type to a line, and below it, indented, its values. */
    static List<NativeType> of(String engine) throws IOException {
        String resource = "/types/" + engine + ".txt";
        List<NativeType> types = new ArrayList<>();
        Set<String> tables = new HashSet<>();
        try (InputStream in = NativeType.class.getResourceAsStream(resource);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("  ")) {
                    types.getLast().values.add(line.strip());
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    String table = "t_" + line.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
                    while (!tables.add(table)) {
                        table += "x";
                    }
                    types.add(new NativeType(table, line, new ArrayList<>()));
                }
            }
        }
        return types;
    }

    /** One type for each value. */
    List<NativeType> split() {
        List<NativeType> single = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            single.add(new NativeType(table + "_v" + i, declared, List.of(values.get(i))));
        }
        return single;
    }
}
