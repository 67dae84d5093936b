package dev.leat.connector.clickhouse;

import dev.leat.type.Type;
import tools.jackson.databind.JsonNode;

/**
 * A RID column in statements: in the order that the wire has, and its values as literals that lose nothing.
 *
 * @param ordered the expression to sort and compare by
 * @param type what the column holds
 * @param declared the column's type without null, for literals
 */
record RidExpression(String column, String ordered, Type type, ChType declared) {

    static RidExpression of(String quoted, ChType declared, Type type) {
        ChType bare = declared.bare();
        boolean text = type instanceof Type.Uuid
                || type instanceof Type.Text
                        && !bare.name().equals("String")
                        && !bare.name().equals("FixedString");
        // UUIDs are sorted by their second half here, addresses by their number: the protocol sorts their text.
        return new RidExpression(quoted, text ? "toString(" + quoted + ")" : quoted, type, bare);
    }

    /** The greatest of the rows that fulfil a condition, as the text that {@link #literal} takes. */
    String greatest(String condition) {
        String value = "maxIf(" + ordered + ", " + condition + ")";
        return type instanceof Type.Timestamp
                ? "toString(toTimeZone(" + value + ", 'UTC'))"
                : "toString(" + value + ")";
    }

    /** A condition that is true of rows that no range finds. */
    String isNowhere() {
        boolean binary = type instanceof Type.Float32 || type instanceof Type.Float64;
        String isNull = "isNull(" + column + ")";
        return binary ? "(" + isNull + " OR isNaN(" + column + "))" : isNull;
    }

    /** A literal for a value as the server wrote it, or as the wire has it without quotes. */
    String literal(String text) {
        return switch (type) {
            case Type.Int _, Type.Decimal _, Type.Float32 _, Type.Float64 _ ->
                "CAST(" + Names.text(text) + " AS " + number() + ")";
            case Type.Date _ -> "CAST(" + Names.text(text) + " AS Date32)";
            case Type.Timestamp(int fraction, boolean _) ->
                "toDateTime64(" + Names.text(text.replace('T', ' ').replace("Z", "")) + ", " + fraction + ", 'UTC')";
            default -> Names.text(text);
        };
    }

    private String number() {
        return declared.name().equals("BFloat16") ? "Float32" : declared.text();
    }

    /** A literal for a value of the wire; of a binary fraction the one below, as the rows between are dropped later. */
    String literal(JsonNode value) {
        return switch (type) {
            case Type.Float32 _ when value.isNumber() -> literal(Float.toString(Math.nextDown(value.floatValue())));
            case Type.Float64 _ when value.isNumber() -> literal(Double.toString(Math.nextDown(value.doubleValue())));
            default -> literal(value.isNumber() ? value.decimalValue().toPlainString() : value.asString());
        };
    }
}
