package dev.leat.connector.files;

import dev.leat.config.Nearest;
import dev.leat.protocol.ConnectorException;
import dev.leat.sdk.Emitter;
import dev.leat.type.Column;
import java.util.List;

/** A file that is read as a stream. */
interface StreamFile {

    /**
     * What a file's rows look like.
     *
     * @param rows how many there are, or -1 if not all were read
     */
    record Guess(List<ColumnGuess> columns, long rows) {}

    /** Reads rows to learn the columns and guess their types. */
    Guess guess();

    /** Puts all rows, with these columns; returns early when told to stop. */
    void read(List<Column> columns, Emitter out);

    /** Where each column lies in the file. */
    static int[] positions(Folder.DataFile file, List<Column> columns, List<String> names) {
        int[] positions = new int[columns.size()];
        for (int c = 0; c < positions.length; c++) {
            String name = columns.get(c).name();
            positions[c] = names.indexOf(name);
            if (positions[c] < 0) {
                throw ConnectorException.config(
                        file.path() + " has no column \"" + name + "\"" + Nearest.hint(name, names));
            }
        }
        return positions;
    }
}
