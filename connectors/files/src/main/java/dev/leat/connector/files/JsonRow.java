package dev.leat.connector.files;

import dev.leat.config.Nearest;
import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * Where the fields of one JSON object lie in its line. The parser checks the line and finds its fields; the values stay
 * the bytes they are, so that numbers keep their digits and text its escapes.
 */
final class JsonRow {
    private final Path path;
    private final Map<String, Integer> columns = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final Set<String> passedOver = new HashSet<>();
    private final boolean grows;
    private final Set<String> wanted = new HashSet<>();
    private boolean settled;
    private JsonToken[] kinds;
    private int[] starts;
    private int[] ends;
    private byte[] line;

    private JsonRow(Path path, List<String> names, boolean grows) {
        this.path = path;
        this.grows = grows;
        this.names.addAll(names);
        names.forEach(name -> columns.put(name, columns.size()));
        int room = Math.max(columns.size(), 16);
        kinds = new JsonToken[room];
        starts = new int[room];
        ends = new int[room];
    }

    /** Finds these columns; others are passed over, until {@link #settle}. */
    static JsonRow of(Path path, List<String> names) {
        JsonRow row = new JsonRow(path, names, false);
        row.wanted.addAll(names);
        return row;
    }

    /** Finds all columns, and learns their names as they come. */
    static JsonRow learning(Path path) {
        return new JsonRow(path, List.of(), true);
    }

    /**
     * Says that the lines so far have shown all columns there are. From now on a name that was in none of them is an
     * error, for nobody could have chosen it; so is a column that was chosen and was in none.
     *
     * @param given columns that may yet come
     */
    void settle(Set<String> given) {
        settled = true;
        wanted.removeAll(given);
        if (!wanted.isEmpty()) {
            String name = wanted.iterator().next();
            Set<String> known = new TreeSet<>(columns.keySet());
            known.addAll(passedOver);
            known.removeAll(wanted);
            throw ConnectorException.config(path + " has no column \"" + name + "\"" + Nearest.hint(name, known));
        }
    }

    /** The columns known, by their position. */
    List<String> names() {
        return names;
    }

    /** Reads the line that the reader is at. */
    void parse(LineReader lines) {
        parse(lines, 0);
    }

    /** @param enough after how many columns to stop; 0 to go on to the end of the line */
    private void parse(LineReader lines, int enough) {
        int found = 0;
        line = lines.buffer();
        Arrays.fill(kinds, null);
        int from = lines.from();
        int length = lines.to() - from;
        try (JsonParser parser = Json.FACTORY.createParser(ObjectReadContext.empty(), line, from, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw invalid(lines, "is no JSON object", null);
            }
            String name;
            while ((name = parser.nextName()) != null) {
                JsonToken kind = parser.nextToken();
                Integer column = column(name, lines);
                int start = from + (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                if (column != null) {
                    if (!settled) {
                        wanted.remove(name);
                    }
                    kinds[column] = kind;
                    starts[column] = start;
                    ends[column] = kind.isStructStart()
                            ? from + (int) parser.currentTokenLocation().getByteOffset() + 1
                            : scalarEnd(start);
                    if (++found == enough) {
                        return;
                    }
                }
            }
            if (parser.nextToken() != null) {
                throw invalid(lines, "has more after its JSON object", null);
            }
        } catch (JacksonException e) {
            // The parser goes on about its buffers; what it expected comes first.
            String reason = e.getOriginalMessage().replaceFirst(" \\(start marker.*", "");
            throw invalid(lines, "is not valid JSON (" + reason + ")", e);
        }
    }

    /** Reads the line only until the columns that are looked for are found. */
    void find(LineReader lines) {
        parse(lines, names.size());
    }

    private Integer column(String name, LineReader lines) {
        Integer column = columns.get(name);
        if (column == null && !grows && (!settled || passedOver.contains(name))) {
            passedOver.add(name);
        } else if (column == null && !grows) {
            throw ConnectorException.data(
                    path + ", line " + lines.number() + ": \"" + name + "\" is in none of the lines"
                            + " that were read to learn the columns; set its type under streams in the configuration, or read"
                            + " more lines (infer_rows, 0 for all)");
        } else if (column == null) {
            column = columns.size();
            columns.put(name, column);
            names.add(name);
            if (column == kinds.length) {
                kinds = Arrays.copyOf(kinds, 2 * column);
                starts = Arrays.copyOf(starts, 2 * column);
                ends = Arrays.copyOf(ends, 2 * column);
            }
        }
        return column;
    }

    /** The index after a scalar that the parser has found to be valid. */
    private int scalarEnd(int start) {
        int i = start;
        if (line[i] == '"') {
            for (i++; line[i] != '"'; i++) {
                if (line[i] == '\\') {
                    i++;
                }
            }
            return i + 1;
        }
        while (i < line.length && line[i] > ' ' && line[i] != ',' && line[i] != '}') {
            i++;
        }
        return i;
    }

    private ConnectorException invalid(LineReader lines, String what, Throwable cause) {
        int shown = Math.min(lines.to() - lines.from(), 80);
        String begin = new String(lines.buffer(), lines.from(), shown, StandardCharsets.UTF_8);
        return ConnectorException.data(
                path + ", line " + lines.number() + " " + what + "; it begins " + begin
                        + ". Mend the line, or remove it",
                cause);
    }

    /** What kind of value the field has; null if the line has no such field. */
    JsonToken kind(int column) {
        return kinds[column];
    }

    /** Where the field's value begins in the line's buffer, a string with its quote. */
    int start(int column) {
        return starts[column];
    }

    /** The index after the field's value. */
    int end(int column) {
        return ends[column];
    }

    byte[] line() {
        return line;
    }

    String literal(int column) {
        return new String(line, starts[column], ends[column] - starts[column], StandardCharsets.UTF_8);
    }
}
