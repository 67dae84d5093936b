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
    private final RidScans rids;

    /**
     * @param rid null if there is none
     */
    JsonScan(Path path, Rid rid) {
        this.path = path;
        this.rid = rid;
        this.rids = rid == null ? null : new RidScans(rid, path);
    }

    FileScan scan(InputStream in) {
        LineReader lines = new LineReader(in, path);
        JsonRow row = rids == null ? null : JsonRow.of(path, names());
        long rowsEnd = 0;
        while (lines.next() && lines.isWhole()) {
            rowsEnd = lines.end();
            if (rids == null || lines.isBlank()) {
                continue;
            }
            row.find(lines);
            row(lines, row);
        }
        return new FileScan(rowsEnd, List.of(), rids);
    }

    private List<String> names() {
        return rid.per().map(per -> List.of(rid.name(), per.name())).orElse(List.of(rid.name()));
    }

    private void row(LineReader lines, JsonRow row) {
        RidScan scan = rid.per().isEmpty() ? rids.whole() : partition(row);
        JsonToken kind = row.kind(0);
        if (kind == null || kind == JsonToken.VALUE_NULL) {
            scan.rowWithout();
        } else if (kind == JsonToken.VALUE_STRING && scan.temporal()) {
            scan.rowWithText(lines.position(), row.line(), row.start(0) + 1, row.end(0) - 1);
        } else {
            scan.row(lines.position(), row.line(), row.start(0), row.end(0));
        }
    }

    private RidScan partition(JsonRow row) {
        boolean has = row.kind(1) != null;
        // A row without it is told like one that has no number there.
        return rids.of(row.line(), has ? row.start(1) : 0, has ? row.end(1) : 0);
    }
}
