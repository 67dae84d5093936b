package dev.leat.connector.postgres;

import dev.leat.connector.postgres.encode.Encoder;
import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Batch;
import dev.leat.row.Bytes;
import java.nio.charset.StandardCharsets;

/** COPY's text format: fields between tabs, a row a line. */
final class TextForm implements RowForm {
    private static final int SHOWN_BYTES = 80;

    private final Encoder[] encoders;
    private final byte[] rowEnd;

    /** @param rowEnd the end of every row's line: the technical columns, which are the same in all rows of a run */
    TextForm(Encoder[] encoders, byte[] rowEnd) {
        this.encoders = encoders;
        this.rowEnd = rowEnd;
    }

    @Override
    public void begin(Bytes to) {
        // It begins with the first row.
    }

    @Override
    public void row(Batch rows, Bytes to) {
        Encoder[] fields = encoders;
        byte[] json = rows.json();
        int c = 0;
        try {
            for (; c < fields.length; c++) {
                if (c > 0) {
                    to.put('\t');
                }
                if (rows.isNull(c)) {
                    to.put('\\').put('N');
                } else {
                    int from = rows.from(c);
                    int end = rows.to(c);
                    if (rows.isPlainText(c)) {
                        fields[c].putPlain(json, from, end, to);
                    } else {
                        fields[c].put(json, from, end, to);
                    }
                }
            }
        } catch (UnfitValue unfit) {
            throw rows.mismatch(c, unfit.getMessage(), unfit);
        }
        to.put(rowEnd);
    }

    @Override
    public void end(Bytes to) {
        // It ends with the last row.
    }

    @Override
    public int next(Bytes sent, int at) {
        int i = at;
        while (i < sent.length() && sent.array()[i] != '\n') {
            i++;
        }
        return i + 1;
    }

    @Override
    public String field(Bytes sent, int at, int column) {
        byte[] array = sent.array();
        int from = at;
        for (int c = 0; c < column; c++) {
            while (array[from] != '\t') {
                from++;
            }
            from++;
        }
        int to = from;
        while (array[to] != '\t' && array[to] != '\n') {
            to++;
        }
        return new String(array, from, Math.min(to - from, SHOWN_BYTES), StandardCharsets.UTF_8);
    }
}
