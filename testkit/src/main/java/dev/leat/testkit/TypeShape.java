package dev.leat.testkit;

import dev.leat.type.Type;

/** How values of a type on the wire are compared with what is stored. */
final class TypeShape {
    private TypeShape() {}

    static Shape of(Type type) {
        return switch (type) {
            case Type.Bool _ -> Shape.of(Shape.Kind.BOOL);
            case Type.Int _, Type.Decimal _ -> Shape.of(Shape.Kind.NUMBER);
            case Type.Float32 _ -> Shape.of(Shape.Kind.FLOAT);
            case Type.Float64 _ -> Shape.of(Shape.Kind.DOUBLE);
            case Type.Text(int _, boolean padded) -> padded ? Shape.of(Shape.Kind.PADDED_TEXT) : Shape.TEXT;
            case Type.Enumeration _ -> Shape.TEXT;
            case Type.Bytes _ -> Shape.of(Shape.Kind.BYTES);
            case Type.Date _ -> Shape.of(Shape.Kind.DATE);
            case Type.Time(int _, boolean zoned) -> Shape.of(zoned ? Shape.Kind.TIME_ZONED : Shape.Kind.TIME);
            case Type.Timestamp(int _, boolean zoned) -> Shape.of(zoned ? Shape.Kind.INSTANT : Shape.Kind.TIMESTAMP);
            case Type.Uuid _ -> Shape.of(Shape.Kind.UUID);
            case Type.Json _ -> Shape.of(Shape.Kind.JSON);
            case Type.Array(Type element) -> Shape.arrayOf(of(element));
        };
    }

    static boolean isNumber(Type type) {
        Shape.Kind kind = of(type).kind();
        return kind == Shape.Kind.NUMBER || kind == Shape.Kind.FLOAT || kind == Shape.Kind.DOUBLE;
    }
}
