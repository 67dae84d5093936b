package dev.leat.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tables that are files of a folder, read with plain readers: {@code name.csv} or {@code name.jsonl}. */
public final class FileTables implements StoredTables {
    private final Path folder;
    private final String ending;
    private final char delimiter;
    private final String nullMarker;

    private FileTables(Path folder, String ending, char delimiter, String nullMarker) {
        this.folder = folder;
        this.ending = ending;
        this.delimiter = delimiter;
        this.nullMarker = nullMarker;
    }

    /** CSV with a header, in UTF-8; a value that is the marker, and not in quotes, is null. */
    public static FileTables csv(Path folder, char delimiter, String nullMarker) {
        return new FileTables(folder, ".csv", delimiter, nullMarker);
    }

    /** One JSON object per line. */
    public static FileTables jsonLines(Path folder) {
        return new FileTables(folder, ".jsonl", '\0', null);
    }

    @Override
    public Optional<StoredTable> table(String namespace, String name) {
        Path file = (namespace == null ? folder : folder.resolve(namespace)).resolve(name + ending);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return Optional.of(ending.equals(".csv") ? new Csv(file, delimiter, nullMarker) : new JsonLines(file));
    }

    @Override
    public Set<String> names() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return new TreeSet<>(files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .toList());
        }
    }

    private static List<StoredTable.Column> texts(Iterable<String> names) {
        List<StoredTable.Column> columns = new ArrayList<>();
        names.forEach(name -> columns.add(new StoredTable.Column(name, Shape.TEXT)));
        return columns;
    }

    private record Csv(Path file, char delimiter, String nullMarker) implements StoredTable {
        @Override
        public List<Column> columns() throws IOException {
            try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                List<String> names = new CsvReader(in, delimiter, null).next();
                return names == null ? List.of() : texts(names);
            }
        }

        @Override
        public void scan(Consumer<Object[]> rows) throws IOException {
            try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                CsvReader reader = new CsvReader(in, delimiter, nullMarker);
                List<String> row = reader.next();
                while (row != null && (row = reader.next()) != null) {
                    rows.accept(row.toArray());
                }
            }
        }
    }

    private record JsonLines(Path file) implements StoredTable {
        private static final JsonMapper MAPPER = Canonical.JSON;

        @Override
        public List<Column> columns() throws IOException {
            Set<String> names = new LinkedHashSet<>();
            lines(line -> names.addAll(line.propertyNames()));
            return texts(names);
        }

        @Override
        public void scan(Consumer<Object[]> rows) throws IOException {
            List<Column> columns = columns();
            lines(line ->
                    rows.accept(columns.stream().map(c -> line.get(c.name())).toArray()));
        }

        private void lines(Consumer<JsonNode> consumer) throws IOException {
            try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                String line;
                while ((line = in.readLine()) != null) {
                    consumer.accept(MAPPER.readTree(line));
                }
            }
        }
    }
}
