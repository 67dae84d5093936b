package dev.leat.connector.files;

import dev.leat.row.Bytes;
import dev.leat.sdk.Rid;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Goes over a CSV file for its RIDs and its end, from its first byte on: whether a line end is one, or part of a text in
 * quotes, cannot be told from the end of a file that a crash may have cut anywhere.
 */
final class CsvScan {
    private final CsvFormat format;
    private final Path path;
    private final int columns;
    private final Rid rid;
    private final byte[] nullMarker;
    private final RidScans rids;
    private final Bytes text = new Bytes(64);

    /**
     * @param columns how many columns the file should have
     * @param rid null if there is none
     */
    CsvScan(CsvFormat format, Path path, int columns, Rid rid) {
        this.format = format;
        this.path = path;
        this.columns = columns;
        this.rid = rid;
        this.nullMarker = format.nullMarker().getBytes(format.charset());
        this.rids = rid == null ? null : new RidScans(rid, path);
    }

    FileScan scan(InputStream in) {
        CsvRows rows = new CsvRows(in, format, path);
        List<String> first = new ArrayList<>();
        long rowsEnd = 0;
        while (rows.next() && rows.isWhole()) {
            rowsEnd = rows.end();
            if (rows.isEmpty() && columns != 1) {
                continue;
            }
            boolean header = first.isEmpty() && format.header();
            if (first.isEmpty()) {
                for (int c = 0; c < rows.fields(); c++) {
                    first.add(rows.text(c, format.charset()));
                }
            }
            if (!header && rids != null) {
                row(rows);
            }
        }
        return new FileScan(rowsEnd, first, rids);
    }

    private void row(CsvRows rows) {
        RidScan scan = rid.per().map(per -> partition(rows, per.column())).orElseGet(rids::whole);
        int ridField = rid.column();
        if (ridField >= rows.fields() || rows.isBare(ridField, nullMarker)) {
            scan.rowWithout();
        } else if (format.isUtf8()) {
            scan.rowWithText(rows.position(), rows.buffer(), rows.start(ridField), rows.end(ridField));
        } else {
            text.clear();
            text.putUtf8(rows.text(ridField, format.charset()));
            scan.rowWithText(rows.position(), text.array(), 0, text.length());
        }
    }

    private RidScan partition(CsvRows rows, int field) {
        text.clear();
        text.putUtf8(field < rows.fields() ? rows.text(field, format.charset()) : "");
        return rids.of(text.array(), 0, text.length());
    }
}
