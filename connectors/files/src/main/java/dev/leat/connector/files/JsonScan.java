package dev.leat.connector.files;

import dev.leat.sdk.Rid;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JsonToken;

/** Goes over the lines of a JSON lines file for its RIDs. */
final class JsonScan {
    private final Path path;
    private final Rid rid;
    private final RidScan rids;

    /**
     * @param rid null if there is none
     */
    JsonScan(Path path, Rid rid) {
        this.path = path;
        this.rid = rid;
        this.rids = rid == null ? null : RidScan.of(rid, path);
    }

    FileScan scan(InputStream in) {
        LineReader lines = new LineReader(in, path);
        JsonRow row = rids == null ? null : JsonRow.of(path, List.of(rid.name()));
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
            } else if (kind == JsonToken.VALUE_STRING && rids.temporal()) {
                rids.rowWithText(lines.position(), row.line(), row.start(0) + 1, row.end(0) - 1);
            } else {
                rids.row(lines.position(), row.line(), row.start(0), row.end(0));
            }
        }
        return new FileScan(rowsEnd, List.of(), rids);
    }
}
