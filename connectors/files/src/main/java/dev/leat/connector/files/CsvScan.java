package dev.leat.connector.files;

import dev.leat.row.Bytes;
import dev.leat.type.Type;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Goes over a CSV file's bytes and tells its rows apart, the whole file from its first byte on: whether a line end is
 * one, or part of a text in quotes, cannot be told from the end of a file that a crash may have cut anywhere.
 */
final class CsvScan {
    private static final int BUFFER_BYTES = 1 << 18;

    private enum Place {
        FIELD_START,
        BARE,
        QUOTED,
        QUOTE_IN_QUOTED
    }

    private final CsvFormat format;
    private final byte delimiter;
    private final byte quote;
    private final int ridField;
    private final byte[] nullMarker;
    private final RidScan rids;
    private final boolean oneColumn;
    private final List<String> first = new ArrayList<>();
    private final Bytes field = new Bytes(256);
    private final Bytes rid = new Bytes(64);
    private boolean ridNull = true;

    private Place place = Place.FIELD_START;
    private int column;
    private boolean fieldQuoted;
    private boolean inFirst = true;
    private boolean afterReturn;
    private long rowStart;
    private long rowsEnd;

    /**
     * @param columns how many columns the file should have
     * @param ridField the column of the RID, or -1
     * @param ridType its type; null without RID
     */
    CsvScan(CsvFormat format, int columns, int ridField, Type ridType) {
        this.format = format;
        this.delimiter = (byte) format.delimiter();
        this.quote = (byte) format.quote();
        this.ridField = ridField;
        this.oneColumn = columns == 1;
        this.nullMarker = format.nullMarker().getBytes(format.charset());
        this.rids = ridType == null ? null : new RidScan(ridType);
    }

    FileScan scan(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long offset = 0;
        int count;
        while ((count = in.read(buffer)) >= 0) {
            bytes(buffer, count, offset);
            offset += count;
        }
        return new FileScan(rowsEnd, rowsEnd > 0 ? first : List.of(), rids);
    }

    private void bytes(byte[] buffer, int count, long offset) {
        for (int i = 0; i < count; i++) {
            byte b = buffer[i];
            switch (place) {
                case FIELD_START, BARE -> bare(b, offset + i);
                case QUOTED -> {
                    if (b == quote) {
                        place = Place.QUOTE_IN_QUOTED;
                    } else {
                        keep(b);
                    }
                }
                case QUOTE_IN_QUOTED -> {
                    if (b == quote) {
                        place = Place.QUOTED;
                        keep(b);
                    } else {
                        bare(b, offset + i);
                    }
                }
            }
        }
    }

    private void bare(byte b, long at) {
        if (b == '\n' || b == '\r') {
            rowEnd(b, at);
        } else if (b == delimiter) {
            fieldEnd();
            column++;
            place = Place.FIELD_START;
        } else if (b == quote && place == Place.FIELD_START) {
            fieldQuoted = true;
            place = Place.QUOTED;
        } else {
            place = Place.BARE;
            keep(b);
        }
    }

    private void keep(byte b) {
        if (inFirst || column == ridField) {
            field.put(b);
        }
    }

    private void fieldEnd() {
        if (inFirst) {
            first.add(new String(field.array(), 0, field.length(), format.charset()));
        }
        if (column == ridField) {
            rid();
        }
        field.clear();
        fieldQuoted = false;
    }

    private void rowEnd(byte b, long at) {
        boolean blank = at == rowStart;
        if (blank && b == '\n' && afterReturn) {
            // The second half of a line end; the row was taken at the first.
            afterReturn = false;
        } else if (!blank || oneColumn) {
            fieldEnd();
            if (!(inFirst && format.header()) && rids != null) {
                row();
            }
            inFirst = false;
            afterReturn = b == '\r';
        }
        ridNull = true;
        column = 0;
        place = Place.FIELD_START;
        rowStart = at + 1;
        rowsEnd = rowStart;
    }

    private void row() {
        if (ridNull) {
            rids.rowWithout();
        } else {
            rids.rowWithText(rowStart, rid.array(), 0, rid.length());
        }
    }

    private void rid() {
        ridNull = !fieldQuoted && Arrays.equals(field.array(), 0, field.length(), nullMarker, 0, nullMarker.length);
        rid.clear();
        if (format.isUtf8()) {
            rid.put(field.array(), 0, field.length());
        } else {
            rid.putUtf8(new String(field.array(), 0, field.length(), format.charset()));
        }
    }
}
