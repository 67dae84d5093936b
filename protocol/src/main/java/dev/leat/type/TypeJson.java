package dev.leat.type;

import dev.leat.protocol.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Types as JSON Schema: Airbyte's annotations for everybody, and {@code "leat"} with the exact type for ourselves. A
 * schema without {@code "leat"} is read as Airbyte's own destinations read it.
 */
public final class TypeJson {
    private TypeJson() {}

    /** The schema of one column's values. */
    public static ObjectNode toSchema(Column column) {
        ObjectNode schema = toSchema(column.type());
        return column.nullable() ? nullable(schema) : schema;
    }

    private static ObjectNode nullable(ObjectNode schema) {
        if (schema.has("type")) {
            JsonNode type = schema.get("type");
            schema.putArray("type").add("null").add(type);
        }
        return schema;
    }

    private static ObjectNode toSchema(Type type) {
        ObjectNode schema = Json.object();
        switch (type) {
            case Type.Bool _ -> schema.put("type", "boolean");
            case Type.Int _ -> schema.put("type", "integer");
            case Type.Decimal decimal -> schema.put("type", decimal.scale() == 0 ? "integer" : "number");
            case Type.Float32 _, Type.Float64 _ -> schema.put("type", "number");
            case Type.Text _, Type.Uuid _ -> schema.put("type", "string");
            case Type.Enumeration _ -> schema.put("type", "string");
            case Type.Bytes _ -> schema.put("type", "string").put("contentEncoding", "base64");
            case Type.Date _ -> schema.put("type", "string").put("format", "date");
            case Type.Time time ->
                schema.put("type", "string")
                        .put("format", "time")
                        .put("airbyte_type", time.zoned() ? "time_with_timezone" : "time_without_timezone");
            case Type.Timestamp timestamp ->
                schema.put("type", "string")
                        .put("format", "date-time")
                        .put(
                                "airbyte_type",
                                timestamp.zoned() ? "timestamp_with_timezone" : "timestamp_without_timezone");
            case Type.Json _ -> {}
            // Any element may be null, and no system says that none is.
            case Type.Array(Type element) -> schema.put("type", "array").set("items", nullable(toSchema(element)));
        }
        schema.set("leat", annotation(type));
        return schema;
    }

    private static ObjectNode annotation(Type type) {
        ObjectNode leat = Json.object();
        switch (type) {
            case Type.Bool _ -> leat.put("type", "bool");
            case Type.Int(int bits, boolean unsigned) -> {
                leat.put("type", "int").put("bits", bits);
                if (unsigned) {
                    leat.put("unsigned", true);
                }
            }
            case Type.Decimal(int precision, int scale) -> {
                leat.put("type", "decimal");
                if (precision > 0) {
                    leat.put("precision", precision);
                }
                if (scale != Type.Decimal.ANY_SCALE) {
                    leat.put("scale", scale);
                }
            }
            case Type.Float32 _ -> leat.put("type", "float32");
            case Type.Float64 _ -> leat.put("type", "float64");
            case Type.Text(int lengthMax, boolean padded) -> {
                leat.put("type", "text");
                if (lengthMax > 0) {
                    leat.put("length", lengthMax);
                }
                if (padded) {
                    leat.put("padded", true);
                }
            }
            case Type.Enumeration(List<String> values) -> {
                leat.put("type", "enum");
                values.forEach(leat.putArray("values")::add);
            }
            case Type.Bytes _ -> leat.put("type", "bytes");
            case Type.Date _ -> leat.put("type", "date");
            case Type.Time(int fraction, boolean zoned) ->
                leat.put("type", zoned ? "timetz" : "time").put("fraction", fraction);
            case Type.Timestamp(int fraction, boolean zoned) ->
                leat.put("type", zoned ? "timestamptz" : "timestamp").put("fraction", fraction);
            case Type.Uuid _ -> leat.put("type", "uuid");
            case Type.Json _ -> leat.put("type", "json");
            case Type.Array(Type element) -> leat.put("type", "array").set("element", annotation(element));
        }
        return leat;
    }

    /** The column that a property of a stream's schema describes. */
    public static Column fromSchema(String name, JsonNode schema) {
        boolean nullable = !schema.path("type").isString();
        JsonNode leat = schema.path("leat");
        return new Column(name, leat.isObject() ? fromAnnotation(leat) : foreign(schema), nullable);
    }

    private static Type fromAnnotation(JsonNode leat) {
        int fraction = leat.path("fraction").asInt(6);
        return switch (leat.path("type").asString("")) {
            case "bool" -> Type.BOOL;
            case "int" ->
                new Type.Int(leat.path("bits").asInt(64), leat.path("unsigned").asBoolean(false));
            case "decimal" ->
                new Type.Decimal(
                        leat.path("precision").asInt(0), leat.path("scale").asInt(Type.Decimal.ANY_SCALE));
            case "float32" -> Type.FLOAT32;
            case "float64" -> Type.FLOAT64;
            case "text" ->
                new Type.Text(leat.path("length").asInt(0), leat.path("padded").asBoolean(false));
            case "enum" -> {
                List<String> values = new ArrayList<>();
                leat.path("values").forEach(value -> values.add(value.asString()));
                yield new Type.Enumeration(values);
            }
            case "bytes" -> Type.BYTES;
            case "date" -> Type.DATE;
            case "time" -> new Type.Time(fraction, false);
            case "timetz" -> new Type.Time(fraction, true);
            case "timestamp" -> new Type.Timestamp(fraction, false);
            case "timestamptz" -> new Type.Timestamp(fraction, true);
            case "uuid" -> Type.UUID;
            case "array" -> new Type.Array(fromAnnotation(leat.path("element")));
            default -> Type.JSON;
        };
    }

    /** The protocol's own rules (one type beside null counts; anything undecided is passed on as JSON). */
    private static Type foreign(JsonNode schema) {
        String airbyteType = schema.path("airbyte_type").asString("");
        return switch (singleType(schema.path("type"))) {
            case "boolean" -> Type.BOOL;
            case "integer", "int" -> Type.Decimal.INTEGER;
            case "number" -> airbyteType.equals("integer") ? Type.Decimal.INTEGER : Type.Decimal.ANY;
            case "string" -> foreignText(schema, airbyteType);
            case "array" -> new Type.Array(foreign(schema.path("items")));
            default -> Type.JSON;
        };
    }

    private static Type foreignText(JsonNode schema, String airbyteType) {
        if (schema.path("contentEncoding").asString("").equals("base64")) {
            return Type.BYTES;
        }
        boolean zoned = !airbyteType.endsWith("_without_timezone");
        return switch (schema.path("format").asString("")) {
            case "date" -> Type.DATE;
            case "time" -> new Type.Time(6, zoned && airbyteType.startsWith("time_with"));
            case "date-time" -> new Type.Timestamp(6, zoned);
            default -> Type.TEXT;
        };
    }

    private static String singleType(JsonNode type) {
        if (type.isString()) {
            return type.asString();
        }
        String single = "";
        for (JsonNode option : type) {
            if (!option.asString("").equals("null")) {
                if (!single.isEmpty()) {
                    return "";
                }
                single = option.asString("");
            }
        }
        return single;
    }
}
