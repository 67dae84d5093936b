package dev.leat.connector.clickhouse.encode;

import dev.leat.type.Type;
import java.util.List;
import java.util.Optional;

/** Chooses the encoder for a column and what is to be written to it. */
public final class Encoders {
    private Encoders() {}

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

    /** The encoder; empty where the column is of a kind that nothing is written to here. */
    public static Optional<Encoder> of(Shape column, Type value) {
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
                    case "Array" ->
                        of(column.element(), value instanceof Type.Array(Type element) ? element : Type.TEXT)
                                .map(element -> new Lists(element, column.elementNullable()))
                                .orElse(null);
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
