package dev.leat.row;

import dev.leat.protocol.ConnectorException;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import tools.jackson.core.JacksonException;

/**
 * A cursor over consecutive rows of one stream, as they lie in the bytes received: {@link #next} moves on, the accessors
 * read the current row. Nothing is decoded before it is asked for, and nothing is allocated but what an accessor
 * returns. Everything a connector gets from a batch is good until the next {@link #next}; the batch itself only until
 * the {@code write} it was passed to returns.
 *
 * <p>A value that does not fit its column is a DATA error that names stream, key and column.
 */
public final class Batch {
    private final StreamSchema schema;
    private FastRecord fast;
    private final ForeignRecord foreign;
    private final Map<String, Integer> columns = new HashMap<>();
    private final Fields fields;
    private final Slice view = new Slice();
    private final Bytes unescaped;
    private final LeftOut leftOut = new LeftOut();
    private LongSupplier lineNumber = () -> 0;
    private byte[] buffer;
    private int position;
    /** The line that was read already, and is not counted twice. */
    private int rewoundTo = -1;

    private int limit;
    private long rows;
    /** Whether the row is written as {@link RowWriter} writes it. */
    private boolean canonical;

    private RidProgress progress;
    private int ridColumn = -1;
    private int perColumn = -1;
    private final RidSpan rid = new RidSpan();

    Batch(StreamSchema schema, ForeignRecord foreign, Bytes unescaped) {
        this.schema = schema;
        this.foreign = foreign;
        this.unescaped = unescaped;
        this.fast = new FastRecord(RowForm.record(schema));
        this.fields = new Fields(schema.columns().size());
        for (int c = 0; c < schema.columns().size(); c++) {
            columns.put(schema.columns().get(c).name(), c);
        }
    }

    /** A batch of its own, for tests and tools; the write loop shares its parts between batches. */
    public Batch(StreamSchema schema) {
        this(schema, new ForeignRecord(), new Bytes(256));
    }

    /** Begins with the line at {@code from}; the bytes up to {@code to} are whole lines. */
    public void reset(byte[] buffer, int from, int to) {
        this.buffer = buffer;
        this.position = from;
        this.limit = to;
        this.rewoundTo = -1;
        this.rows = 0;
        unescaped.clear();
        unescaped.shrink();
    }

    /**
     * Holds the rows to the order of their RID: {@link #next} throws DATA for one that is out of order.
     *
     * @param perColumn position of the column that the RID is counted per, or -1
     */
    public void follow(int ridColumn, int perColumn, RidProgress progress) {
        this.ridColumn = ridColumn;
        this.perColumn = perColumn;
        this.progress = progress;
    }

    /** No longer looks at RIDs: whoever goes through the rows now does not write them. */
    public void unfollow() {
        progress = null;
    }

    /** Goes back to an earlier line of the batch, which {@link #position} told. */
    public void rewind(int position) {
        this.position = position;
        this.rewoundTo = position;
        this.rows = 0;
    }

    /** What to say of fields that were no columns; nothing if there were none. */
    Optional<String> leftOut() {
        return leftOut.told(schema.stream());
    }

    /** Compares a field with a JSON literal. */
    public int compare(int column, RidOrder order, byte[] literal) {
        return order.compare(buffer, fields.start[column], fields.end[column], literal, 0, literal.length);
    }

    /** From now on the rows come as lists of values, the stream under a number. */
    void expectList(int number) {
        fast = new FastRecord(RowForm.list(schema, number));
    }

    void lineNumbers(LongSupplier lineNumber) {
        this.lineNumber = lineNumber;
    }

    /** Whether the line at {@code at} is a row of this stream as our own connectors write it. */
    boolean begins(byte[] buffer, int at, int limit) {
        return fast.begins(buffer, at, limit);
    }

    /** The index of the first line that {@link #next} did not take. */
    public int position() {
        return position;
    }

    /** How many rows {@link #next} has moved over since the batch began. */
    public long rows() {
        return rows;
    }

    public StreamSchema schema() {
        return schema;
    }

    /** Moves to the next row; false when the next line is no row of this stream, or there is none. */
    public boolean next() {
        if (position >= limit) {
            return false;
        }
        int end = ValueScanner.SURPRISE;
        if (fast.begins(buffer, position, limit)) {
            end = fast.scan(buffer, position, limit, fields);
        }
        canonical = end != ValueScanner.SURPRISE;
        if (!canonical) {
            end = foreign();
        }
        if (end < 0) {
            return false;
        }
        position = end;
        rows++;
        if (progress != null) {
            follow();
        }
        return true;
    }

    private void follow() {
        requireRid(ridColumn);
        rid.from = fields.start[ridColumn];
        rid.to = fields.end[ridColumn];
        if (perColumn >= 0) {
            requireRid(perColumn);
            rid.perFrom = fields.start[perColumn];
            rid.perTo = fields.end[perColumn];
        }
        progress.accept(buffer, rid);
    }

    private void requireRid(int column) {
        if (isAbsent(column)) {
            throw ConnectorException.data("stream \"" + schema.stream() + "\", " + location() + ": the row has no \""
                    + schema.columns().get(column).name() + "\", its RID; no row can be resumed without it");
        }
    }

    private int foreign() {
        int end = Lines.end(buffer, position, limit);
        try {
            if (fast.isList() && fast.begins(buffer, position, limit)) {
                return foreign.list(buffer, position, end, fields) ? end + 1 : ValueScanner.SURPRISE;
            }
            if (!foreign.read(buffer, position, end) || !schema.stream().equals(foreign.stream())) {
                return ValueScanner.SURPRISE;
            }
        } catch (JacksonException invalid) {
            // The write loop reads the line again and says which one it is.
            return ValueScanner.SURPRISE;
        }
        if (foreign.isDelete()) {
            throw ConnectorException.data("stream \"" + schema.stream() + "\", " + location()
                    + ": the row is the mark of a deletion, which only a mode that merges by key can carry out");
        }
        boolean others = foreign.fields(buffer, columns, fields);
        if (others && position != rewoundTo) {
            foreign.others(columns, leftOut);
        }
        return end + 1;
    }

    /** Whether the row has no such field, which in a merge is not the same as null. */
    public boolean isAbsent(int column) {
        return fields.kind[column] == ValueScanner.ABSENT;
    }

    /** Whether the field is null or absent. */
    public boolean isNull(int column) {
        return fields.kind[column] <= ValueScanner.NULL;
    }

    /** Whether the field is a JSON string, such as {@code "NaN"} in a column of numbers. */
    public boolean isText(int column) {
        byte kind = fields.kind[column];
        return kind == ValueScanner.TEXT || kind == ValueScanner.ESCAPED_TEXT;
    }

    /** Whether the field is a JSON string in which no byte is escaped, so that its bytes are the text's. */
    public boolean isPlainText(int column) {
        return fields.kind[column] == ValueScanner.TEXT;
    }

    /** The array in which the row's literals lie, each from {@link #from} to {@link #to}: for whoever does it by bytes. */
    public byte[] json() {
        return buffer;
    }

    /** Where the field's JSON literal begins, quote included. At least eight bytes lie before it. */
    public int from(int column) {
        return fields.start[column];
    }

    /** The index after the field's JSON literal. */
    public int to(int column) {
        return fields.end[column];
    }

    /**
     * The names and values of all fields as they were sent, without the braces around them; null unless every column is
     * there, named, in order, and nothing else, spaces included.
     */
    public Slice fieldsAsSent() {
        if (!canonical || fast.isList() || fields.end.length == 0) {
            return null;
        }
        int from = fields.start[0] - fast.firstNameLength();
        return view.set(buffer, from, fields.end[fields.end.length - 1] - from);
    }

    /** The field's JSON literal as it was sent, quotes included. */
    public Slice rawAt(int column) {
        return view.set(buffer, fields.start[column], fields.end[column] - fields.start[column]);
    }

    /** The field's text as UTF-8: a string's content, the digits of a number, the JSON of anything else. */
    public Slice utf8At(int column) {
        int start = fields.start[column];
        int end = fields.end[column];
        return switch (fields.kind[column]) {
            case ValueScanner.TEXT -> view.set(buffer, start + 1, end - start - 2);
            case ValueScanner.ESCAPED_TEXT -> {
                unescaped.clear();
                appendUtf8(column, unescaped);
                yield view.set(unescaped.array(), 0, unescaped.length());
            }
            default -> view.set(buffer, start, end - start);
        };
    }

    /** Appends what {@link #utf8At} answers to a buffer of one's own: long text is then not held once more. */
    public void appendUtf8(int column, Bytes to) {
        if (fields.kind[column] == ValueScanner.ESCAPED_TEXT) {
            int start = fields.start[column];
            JsonText.unescape(to, buffer, start + 1, fields.end[column] - start - 2);
        } else {
            Slice text = utf8At(column);
            to.put(text.array, text.offset, text.length);
        }
    }

    public String textAt(int column) {
        Slice text = utf8At(column);
        return new String(text.array, text.offset, text.length, StandardCharsets.UTF_8);
    }

    /** A whole number that fits 64 signed bits. */
    public long longAt(int column) {
        if (fields.kind[column] != ValueScanner.NUMBER) {
            throw mismatch(column, "is not a whole number", null);
        }
        int i = fields.start[column];
        int end = fields.end[column];
        boolean negative = buffer[i] == '-';
        if (negative) {
            i++;
        }
        if (end - i > 18 || end == i) {
            return longLong(column);
        }
        long value = 0;
        for (; i < end; i++) {
            int digit = buffer[i] - '0';
            if (digit < 0 || digit > 9) {
                return longLong(column);
            }
            value = 10 * value + digit;
        }
        return negative ? -value : value;
    }

    /** The numbers that are not up to 18 digits: {@code 9223372036854775807}, {@code 1.0}, {@code 1e3}. */
    private long longLong(int column) {
        try {
            return decimalAt(column).longValueExact();
        } catch (ArithmeticException inexact) {
            throw mismatch(column, "is not a whole number of 64 bits", inexact);
        }
    }

    /** The double next to the number; {@code "NaN"} and the infinities are understood. */
    public double doubleAt(int column) {
        try {
            return Double.parseDouble(textAt(column));
        } catch (NumberFormatException notANumber) {
            throw mismatch(column, "is not a number", notANumber);
        }
    }

    public BigDecimal decimalAt(int column) {
        try {
            return new BigDecimal(textAt(column));
        } catch (NumberFormatException notANumber) {
            throw mismatch(column, "is not a number", notANumber);
        }
    }

    public boolean booleanAt(int column) {
        return switch (fields.kind[column]) {
            case ValueScanner.TRUE -> true;
            case ValueScanner.FALSE -> false;
            default -> throw mismatch(column, "is neither true nor false", null);
        };
    }

    /** The bytes of a column of bytes. */
    public byte[] bytesAt(int column) {
        Slice text = utf8At(column);
        try {
            return Base64.getDecoder().decode(text.copy());
        } catch (IllegalArgumentException notBase64) {
            throw mismatch(column, "is not base64", notBase64);
        }
    }

    /** The error for a field that cannot be taken; {@code reason} goes on from "its value". */
    public ConnectorException mismatch(int column, String reason, Throwable cause) {
        Column c = schema.columns().get(column);
        Slice raw = rawAt(column);
        String shown =
                raw.length > 80 ? new String(raw.array, raw.offset, 80, StandardCharsets.UTF_8) + "…" : raw.toString();
        return ConnectorException.data(
                "stream \"" + schema.stream() + "\", " + location() + ", column \"" + c.name() + "\": its value "
                        + shown + " " + reason + " (the column is " + c.type() + ")",
                cause);
    }

    /** The current row's line among those received, the first being 1. */
    public long line() {
        return lineNumber.getAsLong() + rows;
    }

    /** Which row this is, for messages: its key, and its line among those received. */
    public String location() {
        List<String> key = schema.key();
        StringBuilder text = new StringBuilder("line ").append(line());
        for (String name : key) {
            Integer c = columns.get(name);
            if (c != null && !isAbsent(c)) {
                text.append(", ").append(name).append(" = ").append(rawAt(c));
            }
        }
        return text.toString();
    }
}
