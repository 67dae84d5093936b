package dev.leat.connector.kafka;

import dev.leat.row.Batch;
import dev.leat.row.Bytes;
import dev.leat.row.JsonText;
import dev.leat.row.Slice;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import dev.leat.value.FieldCheck;
import java.nio.charset.StandardCharsets;

/**
 * Rows as messages: the value is the row as a JSON object, byte for byte as it was sent where its values are what their
 * columns say; a field that the row lacks is left out. The key is the primary key: the value itself if it is one column,
 * an object of the key's columns if there are several.
 */
final class RowJson {
    private static final byte[] NOTHING = {};

    private final FieldCheck[] checks;
    /** Columns of text, most of all: they take any string. */
    private final boolean[] strings;

    private final byte[][] names;
    private final int[] key;
    private final Bytes out = new Bytes(1 << 10);

    RowJson(StreamSchema schema) {
        int columns = schema.columns().size();
        checks = new FieldCheck[columns];
        strings = new boolean[columns];
        names = new byte[columns][];
        for (int c = 0; c < columns; c++) {
            checks[c] = FieldCheck.of(schema.columns().get(c).type());
            strings[c] = schema.columns().get(c).type() instanceof Type.Text;
            names[c] = name(schema.columns().get(c).name());
        }
        key = schema.key().stream().mapToInt(schema::indexOf).toArray();
    }

    private static byte[] name(String column) {
        byte[] text = column.getBytes(StandardCharsets.UTF_8);
        Bytes quoted = new Bytes(text.length + 8);
        JsonText.quote(quoted, text, 0, text.length);
        return quoted.put(':').copy();
    }

    /** The value of the batch's current row; throws DATA for one that is not what its column says. */
    byte[] value(Batch rows) {
        Slice asSent = fitsAsSent(rows) ? rows.fieldsAsSent() : null;
        if (asSent != null) {
            byte[] value = new byte[asSent.length + 2];
            value[0] = '{';
            System.arraycopy(asSent.array, asSent.offset, value, 1, asSent.length);
            value[value.length - 1] = '}';
            return value;
        }
        out.clear();
        out.shrink();
        out.put('{');
        for (int c = 0; c < checks.length; c++) {
            if (!rows.isAbsent(c)) {
                field(rows, c);
            }
        }
        return out.put('}').copy();
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

    /** The key of the batch's current row; null if the stream has none. */
    byte[] key(Batch rows) {
        if (key.length == 0) {
            return null;
        }
        out.clear();
        if (key.length == 1) {
            literal(rows, key[0]);
            return out.copy();
        }
        out.put('{');
        for (int column : key) {
            field(rows, column);
        }
        return out.put('}').copy();
    }

    private void field(Batch rows, int column) {
        if (out.length() > 1) {
            out.put(',');
        }
        out.put(names[column]);
        literal(rows, column);
    }

    private void literal(Batch rows, int column) {
        if (rows.isNull(column)) {
            out.putAscii("null");
            return;
        }
        Bytes replaced = checks[column].check(rows, column);
        if (replaced == null) {
            Slice raw = rows.rawAt(column);
            out.put(raw.array, raw.offset, raw.length);
            return;
        }
        // Text, or a number written otherwise: the quotes are those the field came with.
        byte[] quote = rows.isText(column) ? new byte[] {'"'} : NOTHING;
        out.put(quote).put(replaced.array(), 0, replaced.length()).put(quote);
    }
}
