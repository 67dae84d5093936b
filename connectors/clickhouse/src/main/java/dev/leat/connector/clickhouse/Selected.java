package dev.leat.connector.clickhouse;

import dev.leat.connector.clickhouse.decode.Decoder;
import dev.leat.connector.clickhouse.decode.Decoders;
import dev.leat.connector.clickhouse.decode.TimeDecoders;
import dev.leat.type.Type;

/**
 * How a column is asked for and its bytes are read. What has a form of its own on the wire is sent in binary; the rest is
 * turned to text or JSON by the server.
 *
 * @param expression stands in the SELECT
 */
record Selected(String expression, Decoder decoder) {

    /** @param type what the column was found, or chosen, to hold */
    static Selected of(String column, ChType declared, Type type) {
        boolean whole = type.equals(Type.JSON) && !declared.bare().name().equals("String");
        String expression = whole ? json(column, declared) : expression(column, declared.bare(), 0);
        Decoder value = whole ? Decoders.string(Type.JSON, 0) : decoder(declared.bare(), type);
        return new Selected(expression, declared.isNullable() ? Decoders.nullable(value) : value);
    }

    private static String json(String column, ChType declared) {
        return "CAST(toJSONString(" + column + ") AS " + (declared.isNullable() ? "Nullable(String)" : "String") + ")";
    }

    private static String expression(String value, ChType bare, int depth) {
        return switch (bare.name()) {
            case "Array" -> {
                String element = "x" + depth;
                String inner = expression(element, bare.argument(0).bare(), depth + 1);
                yield inner.equals(element) ? value : "arrayMap(" + element + " -> " + inner + ", " + value + ")";
            }
            case "BFloat16" -> "toFloat32(" + value + ")";
            default -> isBinary(bare) ? value : "toString(" + value + ")";
        };
    }

    private static boolean isBinary(ChType bare) {
        return switch (bare.name()) {
            case "Bool", "String", "FixedString", "UUID", "Date", "Date32", "DateTime", "DateTime64", "Decimal" -> true;
            case "Float32", "Float64" -> true;
            default -> bare.name().matches("U?Int(8|16|32|64|128|256)");
        };
    }

    private static Decoder decoder(ChType bare, Type type) {
        boolean zoned = !(type instanceof Type.Timestamp(int _, boolean known)) || known;
        return switch (bare.name()) {
            case "Bool" -> Decoders.bool();
            case "Int8", "Int16", "Int32", "Int64" -> Decoders.integer(bits(bare), false);
            case "UInt8", "UInt16", "UInt32", "UInt64" -> Decoders.integer(bits(bare), true);
            case "Int128", "Int256" -> Decoders.bigInteger(bits(bare), false);
            case "UInt128", "UInt256" -> Decoders.bigInteger(bits(bare), true);
            case "Decimal" -> Decoders.decimal(bare.number(0), bare.number(1));
            case "Float32", "BFloat16" -> Decoders.float32();
            case "Float64" -> Decoders.float64();
            case "Date" -> TimeDecoders.date();
            case "Date32" -> TimeDecoders.wideDate();
            case "DateTime" -> TimeDecoders.seconds(zoned);
            case "DateTime64" -> TimeDecoders.ticks(bare.number(0), zoned);
            case "UUID" -> Decoders.uuid();
            case "FixedString" -> Decoders.string(type, bare.number(0));
            case "Array" -> {
                ChType element = bare.argument(0);
                Type of = type instanceof Type.Array(Type inner) ? inner : Type.TEXT;
                Decoder value = decoder(element.bare(), of);
                yield Decoders.array(element.isNullable() ? Decoders.nullable(value) : value);
            }
            default -> Decoders.string(type, 0);
        };
    }

    private static int bits(ChType bare) {
        return Integer.parseInt(bare.name().replaceAll("\\D", ""));
    }
}
