package dev.leat.row;

import dev.leat.protocol.StreamDescriptor;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How the lines of a stream's rows look, but for the values. Writer and fast reader must agree on it. There are two forms:
 * RECORD lines, which name each column, and lists of values ({@code ["ROW",0,7,"x"]}), whose columns a {@link
 * dev.leat.protocol.Message.Columns} has named.
 *
 * @param head everything before the first column; of a list it is long enough for eight bytes to lie before each value
 * @param names what stands before the columns' values, without the comma: a name with its colon, or nothing
 * @param list whether it is a list
 */
record RowForm(byte[] head, byte[][] names, boolean list) {
    static final byte[] TAIL = "},\"emitted_at\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTHING = {};

    /** RECORD lines. */
    static RowForm record(StreamSchema schema) {
        StreamDescriptor stream = schema.stream();
        Bytes head = new Bytes(128);
        head.putAscii("{\"type\":\"RECORD\",\"record\":{\"stream\":").put(JsonText.quoted(stream.name()));
        if (stream.namespace() != null) {
            head.putAscii(",\"namespace\":").put(JsonText.quoted(stream.namespace()));
        }
        head.putAscii(",\"data\":{");
        byte[][] names = new byte[schema.columns().size()][];
        for (int c = 0; c < names.length; c++) {
            names[c] = name(schema.columns().get(c));
        }
        return new RowForm(head.copy(), names, false);
    }

    private static byte[] name(Column column) {
        return new Bytes(column.name().length() + 8)
                .put(JsonText.quoted(column.name()))
                .put(':')
                .copy();
    }

    /** Lists, of a stream that goes by a number. */
    static RowForm list(StreamSchema schema, int number) {
        byte[][] names = new byte[schema.columns().size()][];
        Arrays.fill(names, NOTHING);
        return new RowForm(("[\"ROW\"," + number + ",").getBytes(StandardCharsets.US_ASCII), names, true);
    }

    /** Everything after the last column. */
    void tail(Bytes out, long emittedAt) {
        if (list) {
            out.putAscii("]\n");
        } else {
            out.put(TAIL).putLong(emittedAt).putAscii("}}\n");
        }
    }
}
