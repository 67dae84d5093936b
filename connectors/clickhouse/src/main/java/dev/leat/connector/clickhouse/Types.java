package dev.leat.connector.clickhouse;

import dev.leat.protocol.Json;
import dev.leat.type.Column;
import dev.leat.type.Type;
import dev.leat.type.TypeJson;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * What ClickHouse's types hold in Leat's, and the other way round. Where several of Leat's types are kept in one of
 * ClickHouse's (text, bytes, JSON and more in String), a comment on the column says which it was:
 * {@code leat:{"type":"bytes"}}.
 */
final class Types {
    private static final String MARK = "leat:";
    private static final int DECIMAL_DIGITS = 76;
    private static final int INT256_DIGITS = 77;
    private static final int UINT256_DIGITS = 78;

    private Types() {}

    /** What a column holds; empty for states of aggregations, which only ClickHouse understands. */
    static Optional<Type> of(ChType type, String comment) {
        Type plain = of(type.bare());
        return Optional.ofNullable(plain).map(known -> marked(comment, known));
    }

    /** What the comment says, if the column can hold it: it may have been changed since. */
    private static Type marked(String comment, Type plain) {
        if (!comment.startsWith(MARK)) {
            return plain;
        }
        try {
            var schema = Json.object();
            schema.set("leat", Json.parse(comment.substring(MARK.length())));
            Type said = TypeJson.fromSchema("", schema).type();
            boolean kept = ChType.of(column(said, false)).bare().text().equals(column(plain, false))
                    || plain.equals(Type.TEXT) && !isNative(said);
            return kept ? said : plain;
        } catch (JacksonException noJson) {
            return plain;
        }
    }

    /** Whether a text of the type is another thing in its own column. */
    private static boolean isNative(Type said) {
        return switch (said) {
            case Type.Bool _, Type.Int _, Type.Float32 _, Type.Float64 _, Type.Date _, Type.Timestamp _, Type.Uuid _ ->
                true;
            default -> false;
        };
    }

    private static Type of(ChType type) {
        return switch (type.name()) {
            case "Bool" -> Type.BOOL;
            case "Int8" -> new Type.Int(8, false);
            case "Int16" -> Type.INT16;
            case "Int32" -> Type.INT32;
            case "Int64" -> Type.INT64;
            case "UInt8" -> new Type.Int(8, true);
            case "UInt16" -> new Type.Int(16, true);
            case "UInt32" -> new Type.Int(32, true);
            case "UInt64" -> new Type.Int(64, true);
            case "Int128", "UInt128" -> new Type.Decimal(39, 0);
            case "Int256" -> new Type.Decimal(INT256_DIGITS, 0);
            case "UInt256" -> new Type.Decimal(UINT256_DIGITS, 0);
            case "Float32", "BFloat16" -> Type.FLOAT32;
            case "Float64" -> Type.FLOAT64;
            case "Decimal" -> new Type.Decimal(type.number(0), type.number(1));
            case "Date", "Date32" -> Type.DATE;
            // Every one is an instant; its zone says how it is shown.
            case "DateTime" -> new Type.Timestamp(0, true);
            case "DateTime64" -> new Type.Timestamp(type.number(0), true);
            case "Enum8", "Enum16" -> new Type.Enumeration(type.labels());
            case "UUID" -> Type.UUID;
            case "Array" -> array(of(type.argument(0).bare()));
            case "Map",
                    "Tuple",
                    "Nested",
                    "JSON",
                    "Object",
                    "Variant",
                    "Dynamic",
                    "Point",
                    "Ring",
                    "LineString",
                    "MultiLineString",
                    "Polygon",
                    "MultiPolygon",
                    "Geometry" -> Type.JSON;
            case "AggregateFunction" -> null;
            // String, FixedString, IPv4, IPv6, Time, intervals, and what later versions bring.
            default -> Type.TEXT;
        };
    }

    private static Type array(Type element) {
        return element == null ? null : element.equals(Type.JSON) ? Type.JSON : new Type.Array(element);
    }

    /** The type of a column that is made for values of a type. */
    static String column(Type type, boolean nullable) {
        return switch (type) {
            case Type.Enumeration _ -> nullable ? "LowCardinality(Nullable(String))" : "LowCardinality(String)";
            // An array cannot be null in ClickHouse; as text it can.
            case Type.Array(Type element) ->
                nullable || holdsJson(element) ? nullable("String", nullable) : "Array(" + element(element) + ")";
            default -> nullable(scalar(type), nullable);
        };
    }

    private static String nullable(String type, boolean nullable) {
        return nullable ? "Nullable(" + type + ")" : type;
    }

    private static String element(Type element) {
        return element instanceof Type.Array(Type inner)
                ? "Array(" + element(inner) + ")"
                : "Nullable(" + scalar(element) + ")";
    }

    /** Whether an array is better kept as one text: its elements would be texts of their own anyway. */
    private static boolean holdsJson(Type element) {
        return switch (element) {
            case Type.Array(Type inner) -> holdsJson(inner);
            default ->
                !isNative(element)
                        && !element.equals(Type.TEXT)
                        && scalar(element).equals("String");
        };
    }

    private static String scalar(Type type) {
        return switch (type) {
            case Type.Bool _ -> "Bool";
            case Type.Int(int bits, boolean unsigned) -> (unsigned ? "UInt" : "Int") + (bits == 24 ? 32 : bits);
            case Type.Decimal(int precision, int scale) -> decimal(precision, scale);
            case Type.Float32 _ -> "Float32";
            case Type.Float64 _ -> "Float64";
            case Type.Date _ -> "Date32";
            case Type.Timestamp(int fraction, boolean _) -> "DateTime64(" + fraction + ", 'UTC')";
            case Type.Uuid _ -> "UUID";
            default -> "String";
        };
    }

    private static String decimal(int precision, int scale) {
        if (precision == 0) {
            return scale == 0 ? "Int256" : "String";
        }
        if (precision <= DECIMAL_DIGITS) {
            return "Decimal(" + precision + ", " + scale + ")";
        }
        return scale != 0 || precision > UINT256_DIGITS ? "String" : precision == INT256_DIGITS ? "Int256" : "UInt256";
    }

    /** What is to be said of a column that is made for a type; empty where its own type says it all. */
    static String comment(Type type, boolean nullable) {
        Type found = of(ChType.of(column(type, nullable)).bare());
        return type.equals(found)
                ? ""
                : MARK + TypeJson.toSchema(Column.required("", type)).get("leat");
    }
}
