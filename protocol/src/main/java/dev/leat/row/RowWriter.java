package dev.leat.row;

import dev.leat.protocol.ConnectorException;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Base64;
import java.util.List;

/**
 * Writes the rows of one stream as RECORD lines, or as lists: one {@code put…} per column in the schema's order, then
 * {@link #end}. Nothing is kept of what is passed in; nothing is allocated per row. One thread at a time.
 *
 * <p>{@link #putAbsent} leaves a column out of the row, which is not the same as null: in a merge it keeps the old
 * value. What is put must be of the column's type; it is not checked here but by the suites every connector inherits.
 */
public final class RowWriter {
    private static final byte[] NULL = ascii("null");
    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");

    /** Characters, or threes of bytes, that are taken at a time of a value that is read. */
    private static final int PIECE = 16 << 10;

    private final Bytes out;
    private final RowGate gate;
    /** What stands before each column's value: a comma and its name. Before the first, the line's head. */
    private final byte[][] prefixes;
    /** What the prefixes begin with. */
    private final long[] words;

    private final List<Column> columns;
    private final RowForm form;
    private final int ridColumn;
    private final int perColumn;
    private final RidSpan rid = new RidSpan();
    private final Bytes tail = new Bytes(64);
    private long tailEmittedAt;
    private int rowStart;
    private int column;
    /** No value was put yet, though columns were left out: the next has no comma before it. */
    private boolean bare;

    private char[] piece;

    /**
     * @param out where lines are gathered; whoever owns it empties it between rows
     * @param ridColumn position of the RID column, or -1
     * @param perColumn position of the column that the RID is counted per, or -1
     * @param gate told of every finished row; may send it back
     */
    public RowWriter(StreamSchema schema, Bytes out, int ridColumn, int perColumn, RowGate gate) {
        this(schema, RowForm.record(schema), out, ridColumn, perColumn, gate);
    }

    /**
     * Writes the rows as lists of values, the stream under the given number: for who has been told the columns' names.
     * Then no column can be left out.
     */
    public static RowWriter ofLists(
            StreamSchema schema, int number, Bytes out, int ridColumn, int perColumn, RowGate gate) {
        return new RowWriter(schema, RowForm.list(schema, number), out, ridColumn, perColumn, gate);
    }

    private RowWriter(StreamSchema schema, RowForm form, Bytes out, int ridColumn, int perColumn, RowGate gate) {
        this.out = out;
        this.gate = gate;
        this.columns = schema.columns();
        this.ridColumn = ridColumn;
        this.perColumn = perColumn;
        this.form = form;
        this.prefixes = new byte[columns.size()][];
        this.words = new long[prefixes.length];
        for (int i = 0; i < prefixes.length; i++) {
            byte[] name = form.names()[i];
            prefixes[i] = i == 0
                    ? new Bytes(256).put(form.head()).put(name).copy()
                    : new Bytes(256).put(',').put(name).copy();
            words[i] = Words.of(prefixes[i]);
        }
        form.tail(tail, tailEmittedAt);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    /** Begins the value of the next column: writes what stands before it. */
    private Bytes value() {
        int c = column++;
        if (c == 0) {
            rowStart = out.length();
        } else {
            markRid(c);
        }
        if (c >= prefixes.length) {
            throw wrongCount();
        }
        byte[] prefix = prefixes[c];
        if (bare) {
            bare = false;
            out.put(prefix, 1, prefix.length - 1);
        } else if (prefix.length <= Long.BYTES) {
            out.putWord(words[c], prefix.length);
        } else {
            out.put(prefix);
        }
        if (c == ridColumn) {
            rid.from = out.length();
        } else if (c == perColumn) {
            rid.perFrom = out.length();
        }
        return out;
    }

    private ConnectorException wrongCount() {
        return ConnectorException.internal(
                "a row has " + column + " values, its stream " + prefixes.length + " columns");
    }

    private void markRid(int next) {
        if (next - 1 == ridColumn) {
            rid.to = out.length();
        } else if (next - 1 == perColumn) {
            rid.perTo = out.length();
        }
    }

    public RowWriter putNull() {
        value().put(NULL);
        return this;
    }

    /** Leaves the column out of this row. */
    public RowWriter putAbsent() {
        if (form.list()) {
            throw ConnectorException.internal("a column is left out of a row whose columns have no names");
        }
        int c = column++;
        if (c == 0) {
            rowStart = out.length();
            bare = true;
            out.put(form.head());
        } else {
            markRid(c);
        }
        if (c == ridColumn || c == perColumn) {
            throw ConnectorException.data(
                    "a row has no value for its RID column \"" + columns.get(c).name() + "\"");
        }
        return this;
    }

    public RowWriter putBoolean(boolean value) {
        value().put(value ? TRUE : FALSE);
        return this;
    }

    public RowWriter putLong(long value) {
        value().putLong(value);
        return this;
    }

    public RowWriter putDouble(double value) {
        if (Double.isFinite(value)) {
            value().putAscii(Double.toString(value));
        } else {
            putSpecial(Double.isNaN(value), value > 0);
        }
        return this;
    }

    public RowWriter putFloat(float value) {
        if (Float.isFinite(value)) {
            value().putAscii(Float.toString(value));
        } else {
            putSpecial(Float.isNaN(value), value > 0);
        }
        return this;
    }

    private void putSpecial(boolean nan, boolean positive) {
        value().putAscii(nan ? "\"NaN\"" : positive ? "\"Infinity\"" : "\"-Infinity\"");
    }

    /** The digits of the value, all of them, without an exponent. */
    public RowWriter putDecimal(BigDecimal value) {
        value().putAscii(value.toPlainString());
        return this;
    }

    /** A JSON number literal, taken as it is. */
    public RowWriter putNumber(byte[] literal, int offset, int length) {
        value().put(literal, offset, length);
        return this;
    }

    public RowWriter putText(CharSequence value) {
        JsonText.quote(value(), value);
        return this;
    }

    /**
     * The same of text that is read to its end: a large one is never held as a whole beside its line.
     *
     * @param length of it in characters, so that there is room at once
     */
    public RowWriter putText(Reader value, int length) throws IOException {
        if (piece == null) {
            piece = new char[PIECE];
        }
        Bytes to = value();
        to.room(length);
        JsonText.quote(to, value, piece);
        return this;
    }

    /** Text given as valid UTF-8. */
    public RowWriter putUtf8(byte[] text, int offset, int length) {
        JsonText.quote(value(), text, offset, length);
        return this;
    }

    /** Text that holds nothing but ASCII without quotes, backslashes and control characters, such as a date or a UUID. */
    public RowWriter putPlain(byte[] text, int offset, int length) {
        value().put('"').put(text, offset, length).put('"');
        return this;
    }

    /** Bytes of a {@code Bytes} column, sent in base64. */
    public RowWriter putBytes(byte[] value) {
        byte[] text = Base64.getEncoder().encode(value);
        return putPlain(text, 0, text.length);
    }

    /**
     * The same of bytes that are read to their end: many are never held as a whole beside their line.
     *
     * @param length of them, so that there is room at once
     */
    public RowWriter putBytes(InputStream value, int length) throws IOException {
        Bytes to = value().put('"');
        to.room((int) Math.min(Integer.MAX_VALUE, (length + 2L) / 3 * 4));
        byte[] bytes;
        // Threes of bytes are encoded for themselves: all pieces but the last are full.
        while ((bytes = value.readNBytes(3 * PIECE)).length > 0) {
            to.put(Base64.getEncoder().encode(bytes));
        }
        to.put('"');
        return this;
    }

    /** A JSON value, taken as it is. It must be valid and without line ends. */
    public RowWriter putJson(byte[] json, int offset, int length) {
        value().put(json, offset, length);
        return this;
    }

    public RowWriter putDate(LocalDate value) {
        Bytes to = value().put('"');
        TemporalText.date(to, value);
        TemporalText.era(to, value.getYear()).put('"');
        return this;
    }

    public RowWriter putTime(LocalTime value) {
        Bytes to = value().put('"');
        TemporalText.time(to, value).put('"');
        return this;
    }

    /** A timestamp without zone. */
    public RowWriter putTimestamp(LocalDateTime value) {
        Bytes to = value().put('"');
        TemporalText.date(to, value.toLocalDate()).put('T');
        TemporalText.time(to, value.toLocalTime());
        TemporalText.era(to, value.getYear()).put('"');
        return this;
    }

    /** A timestamp with zone: an instant, sent in UTC. */
    public RowWriter putInstant(Instant value) {
        LocalDateTime utc =
                LocalDateTime.ofEpochSecond(value.getEpochSecond(), value.getNano(), java.time.ZoneOffset.UTC);
        Bytes to = value().put('"');
        TemporalText.date(to, utc.toLocalDate()).put('T');
        TemporalText.time(to, utc.toLocalTime()).put('Z');
        TemporalText.era(to, utc.getYear()).put('"');
        return this;
    }

    /** The buffer to write the next value into oneself, as valid JSON without line ends; for transcoders. */
    public Bytes next() {
        return value();
    }

    /** Ends the row. Every column must have been put. The row may be on its way, or gone, when this returns. */
    public void end() {
        if (column != prefixes.length) {
            throw wrongCount();
        }
        if (column == 0) {
            rowStart = out.length();
            out.put(form.head());
        } else {
            markRid(column);
        }
        boolean admitted = gate.admit(out, rid);
        column = 0;
        bare = false;
        if (admitted) {
            out.put(tail(gate.emittedAt()).array, 0, tail.length);
            gate.sent();
        } else {
            out.truncate(rowStart);
        }
    }

    /** The time stays the same for many rows. */
    private Bytes tail(long emittedAt) {
        if (emittedAt != tailEmittedAt) {
            tail.clear();
            form.tail(tail, emittedAt);
            tailEmittedAt = emittedAt;
        }
        return tail;
    }

    /**
     * What a value may have of bytes at the most: with one that is longer the row is a DATA error in any case. Where the
     * remote system tells a value's length before the value, one that does not fit the heap need not be loaded to see that.
     */
    public int valueBytesMax() {
        return out.bytesMax;
    }

    /**
     * The row at hand as far as it is written, for messages about its size.
     *
     * @param whole whether all its columns are put
     */
    public LongRow longRow(boolean whole) {
        return LongRow.of(columns, form.names(), out, rowStart + form.head().length, column - 1, whole);
    }

    /** Forgets a row that was begun and not ended, or that was not admitted; does nothing between rows. */
    public void abandon() {
        if (column > 0) {
            out.truncate(rowStart);
            column = 0;
            bare = false;
        }
    }
}
