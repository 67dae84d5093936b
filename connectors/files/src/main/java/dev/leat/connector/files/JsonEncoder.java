package dev.leat.connector.files;

import dev.leat.row.Batch;
import dev.leat.row.Bytes;
import dev.leat.row.JsonText;
import dev.leat.row.Slice;
import dev.leat.sdk.WritePlan;
import dev.leat.type.Column;
import dev.leat.type.Type;
import dev.leat.value.FieldCheck;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Rows as JSON lines: the values as they came, byte for byte. A field that the row lacks is left out. */
final class JsonEncoder implements RowEncoder {
    private static final byte[] QUOTE = {'"'};
    private static final byte[] NOTHING = {};

    private final FieldCheck[] checks;
    /** Columns of text, most of all: they take any string. */
    private final boolean[] strings;

    private final byte[][] names;
    private final byte[] tail;

    /** @param stamp values of the technical columns; null if there are none */
    JsonEncoder(List<Column> columns, Stamp stamp) {
        checks = new FieldCheck[columns.size()];
        strings = new boolean[checks.length];
        names = new byte[checks.length][];
        for (int c = 0; c < checks.length; c++) {
            checks[c] = FieldCheck.of(columns.get(c).type());
            strings[c] = columns.get(c).type() instanceof Type.Text;
            names[c] = name(columns.get(c).name());
        }
        Bytes end = new Bytes(96);
        if (stamp != null) {
            end.put(name(WritePlan.SYNCED_AT)).put('"').put(stamp.syncedAt()).put('"');
            end.put(',').put(name(WritePlan.SYNC_ID)).put(stamp.syncId());
        }
        tail = end.copy();
    }

    private static byte[] name(String column) {
        byte[] text = column.getBytes(StandardCharsets.UTF_8);
        Bytes quoted = new Bytes(text.length + 8);
        JsonText.quote(quoted, text, 0, text.length);
        return quoted.put(':').copy();
    }

    @Override
    public void head(Bytes out) {
        // The names stand in each line.
    }

    @Override
    public void row(Batch rows, Bytes out) {
        Slice asSent = fitsAsSent(rows) ? rows.fieldsAsSent() : null;
        out.put('{');
        if (asSent == null) {
            each(rows, out);
        } else {
            out.put(asSent.array, asSent.offset, asSent.length);
            if (tail.length > 0) {
                out.put(',').put(tail);
            }
        }
        out.put('}').put('\n');
    }

    private boolean fitsAsSent(Batch rows) {
        for (int c = 0; c < checks.length; c++) {
            boolean fits = strings[c] && rows.isText(c) || rows.isNull(c) || checks[c].check(rows, c) == null;
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private void each(Batch rows, Bytes out) {
        boolean first = true;
        for (int c = 0; c < checks.length; c++) {
            if (rows.isAbsent(c)) {
                continue;
            }
            if (!first) {
                out.put(',');
            }
            first = false;
            out.put(names[c]);
            Bytes replaced = rows.isNull(c) ? null : checks[c].check(rows, c);
            if (replaced != null) {
                // Text, or a number written otherwise: the quotes are those the field came with.
                boolean text = rows.isText(c);
                out.put(text ? QUOTE : NOTHING);
                out.put(replaced.array(), 0, replaced.length()).put(text ? QUOTE : NOTHING);
            } else {
                Slice raw = rows.rawAt(c);
                out.put(raw.array, raw.offset, raw.length);
            }
        }
        if (tail.length > 0) {
            if (!first) {
                out.put(',');
            }
            out.put(tail);
        }
    }
}
