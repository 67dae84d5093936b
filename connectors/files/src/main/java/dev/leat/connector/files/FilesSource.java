package dev.leat.connector.files;

import dev.leat.config.Nearest;
import dev.leat.connector.files.Folder.DataFile;
import dev.leat.connector.files.StreamFile.Guess;
import dev.leat.protocol.Catalog.RidCandidate;
import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.sdk.Emitter;
import dev.leat.sdk.ReadPlan;
import dev.leat.sdk.Source;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads a folder: each file a stream. */
final class FilesSource implements Source {
    private final FilesConfig config;
    private final Path root;
    private final CsvFormat csv;

    private FilesSource(FilesConfig config) {
        this.config = config.checked();
        this.root = config.folder();
        this.csv = CsvFormat.of(config.csv());
    }

    /** Checks what the configuration says, and that there is a folder. */
    static FilesSource open(FilesConfig config) {
        FilesSource source = new FilesSource(config);
        if (!Files.isDirectory(source.root)) {
            throw ConnectorException.config(
                    "there is no folder " + source.root + "; correct path, or put the files there");
        }
        return source;
    }

    @Override
    public List<StreamSchema> discover() {
        List<StreamSchema> schemas = new ArrayList<>();
        for (DataFile file : streams().values()) {
            Map<String, Type> types = config.types(file.stream());
            schemas.add(schema(file, types, open(file, types).guess()));
        }
        return schemas;
    }

    private TreeMap<StreamDescriptor, DataFile> streams() {
        return Folder.streams(root);
    }

    private StreamFile open(DataFile file, Map<String, Type> types) {
        return switch (file.format()) {
            case CSV -> new CsvFile(file, csv, config.inferRows(), types.keySet());
            case JSONL -> new JsonFile(file, config.inferRows(), types.keySet());
        };
    }

    private static StreamSchema schema(DataFile file, Map<String, Type> types, Guess guess) {
        Map<String, Type> unseen = new LinkedHashMap<>(types);
        List<Column> columns = new ArrayList<>();
        List<RidCandidate> strict = new ArrayList<>();
        List<RidCandidate> tied = new ArrayList<>();
        for (ColumnGuess column : guess.columns()) {
            unseen.remove(column.name());
            Type type = types.getOrDefault(column.name(), column.type());
            columns.add(Column.of(column.name(), type));
            if (column.canBeRid(type)) {
                // Never unique: the file may yet grow by a row that shares its last value.
                RidCandidate candidate = new RidCandidate(column.name(), false, false);
                (column.isStrict() ? strict : tied).add(candidate);
            }
        }
        addUnseen(file, columns, unseen);
        strict.addAll(tied);
        return StreamSchema.of(file.stream(), columns).withRids(strict).withRowEstimate(guess.rows());
    }

    /** Columns whose types are set and that no row read has had: a line of JSON may yet have them. */
    private static void addUnseen(DataFile file, List<Column> columns, Map<String, Type> unseen) {
        if (file.format() == Format.CSV && !unseen.isEmpty() && !columns.isEmpty()) {
            String name = unseen.keySet().iterator().next();
            List<String> names = columns.stream().map(Column::name).toList();
            throw ConnectorException.config("streams." + file.stream() + ".columns names \"" + name + "\", which "
                    + file.path() + " does not have" + Nearest.hint(name, names));
        }
        unseen.forEach((name, type) -> columns.add(Column.of(name, type)));
    }

    @Override
    public void read(ReadPlan plan, Emitter out) {
        TreeMap<StreamDescriptor, DataFile> streams = streams();
        DataFile file = streams.get(plan.schema().stream());
        if (file == null) {
            String wanted = plan.schema().stream().toString();
            List<String> known =
                    streams.keySet().stream().map(StreamDescriptor::toString).toList();
            throw ConnectorException.config(
                    "there is no file of the stream \"" + wanted + "\" in " + root + Nearest.hint(wanted, known));
        }
        open(file, config.types(file.stream())).read(plan.schema().columns(), out);
    }
}
