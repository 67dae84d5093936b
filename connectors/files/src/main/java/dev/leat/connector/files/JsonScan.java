package dev.leat.connector.files;

import dev.leat.type.Type;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JsonToken;

/** Goes over the lines of a JSON lines file for its RIDs. */
final class JsonScan {
    private final Path path;
    private final String ridName;
    private final boolean temporal;
    private final RidScan rids;

    /**
     * @param ridName the column of the RID; null if there is none
     * @param ridType its type; null if there is none
     */
    JsonScan(Path path, String ridName, Type ridType) {
        this.path = path;
        this.ridName = ridName;
        this.temporal =
                ridType instanceof Type.Date || ridType instanceof Type.Time || ridType instanceof Type.Timestamp;
        this.rids = ridType == null ? null : new RidScan(ridType);
    }

    FileScan scan(InputStream in) {
        LineReader lines = new LineReader(in, path);
        JsonRow row = rids == null ? null : JsonRow.of(path, List.of(ridName));
        long rowsEnd = 0;
        while (lines.next() && lines.isWhole()) {
            rowsEnd = lines.end();
            if (rids == null || lines.isBlank()) {
                continue;
            }
            row.find(lines);
            JsonToken kind = row.kind(0);
            if (kind == null || kind == JsonToken.VALUE_NULL) {
                rids.rowWithout();
            } else if (kind == JsonToken.VALUE_STRING && temporal) {
                rids.rowWithText(lines.position(), row.line(), row.start(0) + 1, row.end(0) - 1);
            } else {
                rids.row(lines.position(), row.line(), row.start(0), row.end(0));
            }
        }
        return new FileScan(rowsEnd, List.of(), rids);
    }
}
