package dev.leat.connector.mysql.encode;

import dev.leat.jdbc.Table;
import dev.leat.protocol.ConnectorException;
import dev.leat.type.Type;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Chooses the encoder for a column, from what the stream sends and what the column is. */
public final class Encoders {
    private static final Pattern LENGTH = Pattern.compile("\\((\\d+)");
    private static final long NO_LIMIT = Integer.MAX_VALUE;

    /** What the types that have one limit hold, in bytes. */
    private static final Map<String, Long> BYTES_MAX = Map.of(
            "tinytext",
            255L,
            "text",
            65_535L,
            "mediumtext",
            16_777_215L,
            "longtext",
            NO_LIMIT,
            "tinyblob",
            255L,
            "blob",
            65_535L,
            "mediumblob",
            16_777_215L,
            "longblob",
            NO_LIMIT);

    private Encoders() {}

    /**
     * The encoder for values of a stream's column.
     *
     * @param sent the stream's type
     * @param kept the column, known to hold it
     * @param parsesJson whether the server's JSON is a type of its own
     * @param labels those of an ENUM or SET
     */
    public static Encoder of(Type sent, Table.Column kept, boolean parsesJson, List<String> labels) {
        String name = name(kept.declared());
        if (name.equals("enum") || name.equals("set")) {
            return new LabelEncoder(labels, name.equals("set"));
        }
        if (name.equals("year")) {
            return IntegerEncoder.years();
        }
        return switch (sent) {
            case Type.Bool _ -> new BoolEncoder();
            case Type.Decimal decimal when kept.type() instanceof Type.Text -> new DigitsEncoder(decimal);
            case Type.Int _, Type.Decimal _, Type.Float32 _, Type.Float64 _ -> number(kept.type());
            case Type.Text _, Type.Enumeration _ -> text(kept);
            case Type.Uuid _ -> new UuidEncoder();
            case Type.Bytes _ -> bytes(kept);
            case Type.Date _ ->
                kept.type() instanceof Type.Date ? new TimeEncoder(TimeEncoder.Kind.DATE, 0) : text(kept);
            case Type.Time _ ->
                kept.type() instanceof Type.Time(int fraction, boolean _)
                        ? new TimeEncoder(TimeEncoder.Kind.TIME, fraction)
                        : text(kept);
            case Type.Timestamp _ -> timestamp(kept);
            case Type.Json _, Type.Array _ ->
                new JsonEncoder(
                        !name.equals("json") ? null : parsesJson ? JsonCheck.ofMysql() : JsonCheck.ofMariadb(),
                        BYTES_MAX.getOrDefault(name, NO_LIMIT));
        };
    }

    /** A type's bare name: {@code varchar} of {@code varchar(40) CHARACTER SET utf8mb4}. */
    public static String name(String declared) {
        int end = 0;
        while (end < declared.length() && Character.isLetterOrDigit(declared.charAt(end))) {
            end++;
        }
        return declared.substring(0, end);
    }

    private static Encoder number(Type kept) {
        return switch (kept) {
            case Type.Int(int bits, boolean unsigned) -> IntegerEncoder.of(bits, unsigned);
            case Type.Decimal(int precision, int scale) -> new DecimalEncoder(precision, scale);
            case Type.Float32 _ -> new FloatEncoder(true);
            case Type.Float64 _ -> new FloatEncoder(false);
            default -> throw ConnectorException.internal("no number is kept as " + kept);
        };
    }

    private static Encoder text(Table.Column kept) {
        Long bytes = BYTES_MAX.get(name(kept.declared()));
        return bytes != null ? new TextEncoder(0, bytes) : new TextEncoder(length(kept), NO_LIMIT);
    }

    private static Encoder bytes(Table.Column kept) {
        String name = name(kept.declared());
        Long bytes = BYTES_MAX.get(name);
        int length = length(kept);
        return new BytesEncoder(name.equals("binary") ? length : 0, bytes != null ? bytes : length);
    }

    private static int length(Table.Column kept) {
        Matcher length = LENGTH.matcher(kept.declared());
        return length.find() ? Integer.parseInt(length.group(1)) : 0;
    }

    private static Encoder timestamp(Table.Column kept) {
        if (!(kept.type() instanceof Type.Timestamp(int fraction, boolean zoned))) {
            return text(kept);
        }
        boolean isTimestamp = name(kept.declared()).equals("timestamp");
        TimeEncoder.Kind kind =
                isTimestamp ? TimeEncoder.Kind.TIMESTAMP : zoned ? TimeEncoder.Kind.INSTANT : TimeEncoder.Kind.DATETIME;
        return new TimeEncoder(kind, fraction);
    }
}
