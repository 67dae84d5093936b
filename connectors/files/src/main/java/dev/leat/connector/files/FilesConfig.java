package dev.leat.connector.files;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.type.Type;
import dev.leat.value.TypeName;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The connector's configuration; {@code spec-schemas/connectors/files.json} describes it.
 *
 * @param format of the files written
 * @param inferRows rows read to guess types; 0 for all
 * @param streams options of single streams, by the stream's full name
 */
public record FilesConfig(
        String path, Format format, boolean gzip, int inferRows, Csv csv, Map<String, StreamOptions> streams) {

    /** How a CSV file is written down. */
    public record Csv(boolean header, String delimiter, String quote, String nullMarker, String encoding) {}

    /** @param columns column names and the names of their types */
    public record StreamOptions(Map<String, String> columns) {}

    /** The folder; it need not exist, but must not be something else. */
    Path folder() {
        Path folder;
        try {
            folder = Path.of(path);
        } catch (InvalidPathException e) {
            throw ConnectorException.config(
                    "path \"" + path + "\" cannot be the name of a folder: " + e.getReason(), e);
        }
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw ConnectorException.config(
                    "path " + folder + " is a file, not a folder; name the folder the files are in");
        }
        return folder;
    }

    /** Refuses types that there are not, before anything is read. */
    FilesConfig checked() {
        streams.keySet().forEach(this::types);
        return this;
    }

    /** The types set for a stream's columns, in the order given. */
    Map<String, Type> types(StreamDescriptor stream) {
        return types(stream.toString());
    }

    private Map<String, Type> types(String stream) {
        Map<String, Type> types = new LinkedHashMap<>();
        StreamOptions options = streams.get(stream);
        if (options != null && options.columns() != null) {
            options.columns().forEach((column, name) -> types.put(column, TypeName.parse(name, stream, column)));
        }
        return types;
    }
}
