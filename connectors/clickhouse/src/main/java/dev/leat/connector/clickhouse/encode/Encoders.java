package dev.leat.connector.clickhouse.encode;

import dev.leat.row.Bytes;
import dev.leat.type.Type;
import java.util.List;
import java.util.Optional;

/** Chooses how the values of a column are encoded, by its type and theirs. */
public final class Encoders {
    private static final int SHORT_LENGTH = 0x7f;

    private Encoders() {}

    /** Writes a length as the binary formats have it: seven bits a byte, the least first. */
    public static void length(int length, Bytes out) {
        int rest = length;
        while (rest > SHORT_LENGTH) {
            out.put(rest & SHORT_LENGTH | 0x80);
            rest >>>= 7;
        }
        out.put(rest);
    }

    /**
     * A column's type without null, taken apart.
     *
     * @param name what stands before its parentheses
     * @param numbers the numbers in them: digits, a length; of labels their numbers
     * @param labels of an enumeration
     * @param element of an array; null for everything else
     * @param elementNullable whether an array's element may be null
     */
    public record Shape(
            String name, List<Integer> numbers, List<String> labels, Shape element, boolean elementNullable) {}

    /**
     * What collects a column's values; empty where the column is of a kind that nothing is written to here.
     *
     * @param nullable whether one may be null
     */
    public static Optional<ColumnData> column(Shape column, boolean nullable, Type value) {
        if (column.name().equals("Array")) {
            Type element = value instanceof Type.Array(Type inner) ? inner : Type.TEXT;
            return column(column.element(), column.elementNullable(), element).map(Lists::new);
        }
        return encoder(column, value).map(encoder -> new Scalars(encoder, nullable, none(column)));
    }

    /** What stands in the place of a null: a zero, an empty text, or the first label. */
    private static byte[] none(Shape column) {
        return switch (column.name()) {
            case "Bool", "Int8", "UInt8", "String" -> new byte[Byte.BYTES];
            case "Int16", "UInt16", "Date" -> new byte[Short.BYTES];
            case "Int32", "UInt32", "Float32", "Date32", "DateTime" -> new byte[Integer.BYTES];
            case "Int64", "UInt64", "Float64", "DateTime64" -> new byte[Long.BYTES];
            case "UUID" -> new byte[16];
            case "Int128", "UInt128", "Int256", "UInt256" -> new byte[bits(column) / Byte.SIZE];
            case "Decimal" -> new byte[Numbers.decimalWidth(column.numbers().getFirst())];
            case "FixedString" -> new byte[column.numbers().getFirst()];
            case "Enum8" -> new byte[] {column.numbers().getFirst().byteValue()};
            case "Enum16" -> {
                int first = column.numbers().getFirst();
                yield new byte[] {(byte) first, (byte) (first >> Byte.SIZE)};
            }
            default -> throw new IllegalArgumentException(column.name());
        };
    }

    private static Optional<Encoder> encoder(Shape column, Type value) {
        boolean zoned = !(value instanceof Type.Timestamp(int _, boolean known)) || known;
        return Optional.ofNullable(
                switch (column.name()) {
                    case "Bool" -> bool();
                    case "Int8", "Int16", "Int32", "Int64" -> Numbers.integer(bits(column), false);
                    case "UInt8", "UInt16", "UInt32", "UInt64" -> Numbers.integer(bits(column), true);
                    case "Int128", "Int256" -> Numbers.bigInteger(bits(column), false);
                    case "UInt128", "UInt256" -> Numbers.bigInteger(bits(column), true);
                    case "Decimal" ->
                        Numbers.decimal(
                                column.numbers().get(0), column.numbers().get(1));
                    case "Float32" -> Numbers.binary(Float.BYTES);
                    case "Float64" -> Numbers.binary(Double.BYTES);
                    case "Date" -> Times.date();
                    case "Date32" -> Times.wideDate();
                    case "DateTime" -> Times.seconds(zoned);
                    case "DateTime64" -> Times.ticks(column.numbers().getFirst(), zoned);
                    case "UUID" -> Texts.uuid();
                    case "Enum8" -> Texts.label(column.labels(), column.numbers(), Byte.BYTES);
                    case "Enum16" -> Texts.label(column.labels(), column.numbers(), Short.BYTES);
                    case "String" -> string(value);
                    case "FixedString" ->
                        Texts.fixed(string(value), column.numbers().getFirst());
                    default -> null;
                });
    }

    private static int bits(Shape column) {
        return Integer.parseInt(column.name().replaceAll("\\D", ""));
    }

    private static Encoder string(Type value) {
        return switch (value) {
            case Type.Bytes _ -> Texts.bytes();
            case Type.Json _, Type.Array _ -> Texts.json();
            case Type.Decimal _, Type.Int _, Type.Float32 _, Type.Float64 _ -> Texts.number();
            case Type.Time(int fraction, boolean zoned) -> Texts.time(fraction, zoned);
            default -> Texts.text();
        };
    }

    private static Encoder bool() {
        return (json, from, to, out) -> {
            switch (json[from]) {
                case 't' -> out.put(1);
                case 'f' -> out.put(0);
                default -> throw new dev.leat.jdbc.UnfitValue("is neither true nor false");
            }
        };
    }
}
