package dev.leat.testkit;

import dev.leat.type.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.StringNode;

/** The order of RIDs, told anew: what the SDK does with them is under test. */
final class RidKey {
    private RidKey() {}

    /** The order of a column's values on the wire. */
    static Comparator<JsonNode> order(Type type) {
        return switch (TypeShape.of(type).kind()) {
            case NUMBER, DOUBLE, FLOAT -> Comparator.comparing(JsonNode::decimalValue);
            case DATE, TIMESTAMP, INSTANT -> Comparator.comparing(value -> moment(value.stringValue()));
            case TIME -> Comparator.comparing(value -> CanonicalTime.text(Shape.Kind.TIME, value.stringValue()));
            // A char per byte: the order of the bytes of UTF-8, which is not the order of Java's chars.
            default ->
                Comparator.comparing(value ->
                        new String(value.stringValue().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        };
    }

    private static LocalDateTime moment(String text) {
        String canonical = CanonicalTime.text(Shape.Kind.INSTANT, text);
        String plain = canonical.replace(" BC", "");
        LocalDateTime moment = LocalDateTime.parse(plain.indexOf('-') > 4 ? "+" + plain : plain);
        return canonical.endsWith(" BC") ? moment.withYear(1 - moment.getYear()) : moment;
    }

    /** Rows with this RID or a greater one; {@code strictly}: only greater ones. */
    static <T extends JsonNode> List<T> from(List<T> rows, String column, Type type, JsonNode rid, boolean strictly) {
        Comparator<JsonNode> order = order(type);
        return rows.stream()
                .filter(row -> {
                    int compared = order.compare(row.path(column), rid);
                    return strictly ? compared > 0 : compared >= 0;
                })
                .toList();
    }

    /** A RID that no row has reached. */
    static JsonNode future(Type type) {
        return switch (type) {
            case Type.Int(int bits, boolean unsigned) ->
                DecimalNode.valueOf(new BigDecimal(java.math.BigInteger.ONE
                        .shiftLeft(unsigned ? bits : bits - 1)
                        .subtract(java.math.BigInteger.ONE)));
            case Type.Decimal(int precision, int scale) ->
                DecimalNode.valueOf(
                        precision == 0
                                ? new BigDecimal("1" + "0".repeat(30))
                                : new BigDecimal(
                                        java.math.BigInteger.TEN.pow(precision).subtract(java.math.BigInteger.ONE),
                                        scale));
            case Type.Float32 _, Type.Float64 _ -> DecimalNode.valueOf(new BigDecimal("1000000000000000000000"));
            case Type.Date _ -> StringNode.valueOf("9999-12-31");
            case Type.Timestamp(int _, boolean zoned) -> StringNode.valueOf("9999-12-31T23:59:59" + (zoned ? "Z" : ""));
            case Type.Time _ -> StringNode.valueOf("23:59:59");
            case Type.Uuid _ -> StringNode.valueOf("ffffffff-ffff-ffff-ffff-ffffffffffff");
            default -> StringNode.valueOf("\uffee");
        };
    }
}
