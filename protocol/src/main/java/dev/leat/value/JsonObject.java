package dev.leat.value;

import dev.leat.row.Batch;
import dev.leat.row.Bytes;
import dev.leat.row.JsonText;
import dev.leat.row.Slice;
import dev.leat.type.Column;
import dev.leat.type.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Received rows as JSON objects: the values as they came, byte for byte, each held to its column's type. A field that the
 * row lacks is left out. One per stream; not thread-safe.
 */
public final class JsonObject {
    private static final byte[] QUOTE = {'"'};
    private static final byte[] NOTHING = {};

    private final FieldCheck[] checks;
    /** Columns of text, most of all: they take any string. */
    private final boolean[] strings;

    private final byte[][] names;
    private final byte[] tail;

    /** @param tail what stands behind the columns in each object, such as {@code "run":7}; empty for nothing */
    public JsonObject(List<Column> columns, byte[] tail) {
        checks = new FieldCheck[columns.size()];
        strings = new boolean[checks.length];
        names = new byte[checks.length][];
        for (int c = 0; c < checks.length; c++) {
            checks[c] = FieldCheck.of(columns.get(c).type());
            strings[c] = columns.get(c).type() instanceof Type.Text;
            names[c] = name(columns.get(c).name());
        }
        this.tail = tail;
    }

    /** A name as it stands before its value, colon included. */
    public static byte[] name(String column) {
        byte[] text = column.getBytes(StandardCharsets.UTF_8);
        Bytes quoted = new Bytes(text.length + 8);
        JsonText.quote(quoted, text, 0, text.length);
        return quoted.put(':').copy();
    }

    /** Appends the row that the batch is at; throws DATA for a value that is none of its column's type. */
    public void append(Batch rows, Bytes out) {
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
        out.put('}');
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
