package dev.leat.connector.postgres;

import dev.leat.connector.postgres.encode.Encoder;
import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Batch;
import dev.leat.row.Bytes;
import dev.leat.type.Type;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** COPY's binary format: the number of fields, then each field's length and bytes. */
final class BinaryForm implements RowForm {
    private static final int SHOWN_BYTES = 80;
    private static final int NULL_LENGTH = -1;
    private static final int END = -1;
    /** A signature that text conversions on the way would spoil. Flags and the length of an extension follow. */
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};

    private static final int HEAD_BYTES = SIGNATURE.length + 2 * Integer.BYTES;

    private final Encoder[] encoders;
    private final Type[] types;
    private final int width;
    private final byte[] rowEnd;

    /**
     * @param types of the columns, for messages
     * @param width how many fields a row has, the technical ones included
     * @param rowEnd the technical fields, which are the same in all rows of a run
     */
    BinaryForm(Encoder[] encoders, Type[] types, int width, byte[] rowEnd) {
        this.encoders = encoders;
        this.types = types;
        this.width = width;
        this.rowEnd = rowEnd;
    }

    @Override
    public void begin(Bytes to) {
        to.put(SIGNATURE).putInt32(0).putInt32(0);
    }

    @Override
    public void row(Batch rows, Bytes to) {
        Encoder[] fields = encoders;
        byte[] json = rows.json();
        to.putInt16(width);
        int c = 0;
        try {
            for (; c < fields.length; c++) {
                if (rows.isNull(c)) {
                    to.putInt32(NULL_LENGTH);
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
        to.putInt16(END);
    }

    @Override
    public int next(Bytes sent, int at) {
        int row = skipHead(sent, at);
        return field(sent, row + Short.BYTES, width, ByteBuffer.wrap(sent.array()));
    }

    private static int skipHead(Bytes sent, int at) {
        return at == 0 && sent.length() > 0 && sent.array()[0] == SIGNATURE[0] ? HEAD_BYTES : at;
    }

    /** The index of a field's length. */
    private static int field(Bytes sent, int first, int column, ByteBuffer view) {
        int i = first;
        for (int c = 0; c < column && i + Integer.BYTES <= sent.length(); c++) {
            i += Integer.BYTES + Math.max(view.getInt(i), 0);
        }
        return i;
    }

    @Override
    public String field(Bytes sent, int at, int column) {
        ByteBuffer view = ByteBuffer.wrap(sent.array());
        int i = field(sent, skipHead(sent, at) + Short.BYTES, column, view);
        int length = view.getInt(i);
        int from = i + Integer.BYTES;
        if (length < 0) {
            return "null";
        }
        return switch (types[column]) {
            case Type.Int _ when length == Short.BYTES -> String.valueOf(view.getShort(from));
            case Type.Int _ when length == Integer.BYTES -> String.valueOf(view.getInt(from));
            case Type.Int _ -> String.valueOf(view.getLong(from));
            case Type.Text _, Type.Enumeration _ ->
                new String(sent.array(), from, Math.min(length, SHOWN_BYTES), StandardCharsets.UTF_8);
            // Keys are seldom anything else.
            default -> "(" + length + " bytes)";
        };
    }
}
