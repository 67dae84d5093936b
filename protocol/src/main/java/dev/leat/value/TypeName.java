package dev.leat.value;

import dev.leat.config.Nearest;
import dev.leat.protocol.ConnectorException;
import dev.leat.type.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Types as people write them in a configuration: {@code int64}, {@code decimal(10,2)}, {@code text[]}. */
public final class TypeName {
    private static final Pattern SHAPE =
            Pattern.compile("([a-z]+\\d*)(?:\\(\\s*(\\d{1,6})\\s*(?:,\\s*(\\d{1,6})\\s*)?\\))?((?:\\[])*)");
    private static final int FRACTION = 6;

    private static final Map<String, Type> PLAIN = new LinkedHashMap<>();

    static {
        PLAIN.put("bool", Type.BOOL);
        for (int bits : new int[] {8, 16, 24, 32, 64}) {
            PLAIN.put("int" + bits, new Type.Int(bits, false));
            PLAIN.put("uint" + bits, new Type.Int(bits, true));
        }
        PLAIN.put("integer", Type.Decimal.INTEGER);
        PLAIN.put("decimal", Type.Decimal.ANY);
        PLAIN.put("float32", Type.FLOAT32);
        PLAIN.put("float64", Type.FLOAT64);
        PLAIN.put("text", Type.TEXT);
        PLAIN.put("bytes", Type.BYTES);
        PLAIN.put("date", Type.DATE);
        PLAIN.put("time", new Type.Time(FRACTION, false));
        PLAIN.put("timetz", new Type.Time(FRACTION, true));
        PLAIN.put("timestamp", new Type.Timestamp(FRACTION, false));
        PLAIN.put("timestamptz", new Type.Timestamp(FRACTION, true));
        PLAIN.put("uuid", Type.UUID);
        PLAIN.put("json", Type.JSON);
    }

    private TypeName() {}

    /**
     * The type of that name, which the configuration has under {@code streams.STREAM.columns.COLUMN}.
     *
     * @throws ConnectorException CONFIG if there is none such
     */
    public static Type parse(String name, String stream, String column) {
        Matcher shape = SHAPE.matcher(name.strip());
        Type type = shape.matches() ? scalar(shape) : null;
        if (type == null) {
            throw ConnectorException.config("streams." + stream + ".columns." + column + " is \"" + name
                    + "\", which is no type"
                    + Nearest.to(name, PLAIN.keySet())
                            .map(near -> "; did you mean \"" + near + "\"?")
                            .orElse("; there are " + String.join(", ", PLAIN.keySet())
                                    + ", decimal(10,2), text(80), and each of them with []"));
        }
        for (int lists = shape.group(4).length() / 2; lists > 0; lists--) {
            type = new Type.Array(type);
        }
        return type;
    }

    /** The type without its brackets, or null if there is none such. */
    private static Type scalar(Matcher shape) {
        String name = shape.group(1);
        if (shape.group(2) == null) {
            return PLAIN.get(name);
        }
        int first = Integer.parseInt(shape.group(2));
        if (name.equals("decimal") && first > 0) {
            int scale = shape.group(3) == null ? 0 : Integer.parseInt(shape.group(3));
            return scale <= first ? new Type.Decimal(first, scale) : null;
        }
        if (shape.group(3) != null) {
            return null;
        }
        return switch (name) {
            case "text" -> new Type.Text(first, false);
            case "time", "timetz" -> first <= 9 ? new Type.Time(first, name.equals("timetz")) : null;
            case "timestamp", "timestamptz" ->
                first <= 9 ? new Type.Timestamp(first, name.equals("timestamptz")) : null;
            default -> null;
        };
    }

    /** The name of a type, for messages. */
    public static String of(Type type) {
        return switch (type) {
            case Type.Array(Type element) -> of(element) + "[]";
            case Type.Decimal(int precision, int scale)
            when precision > 0 -> "decimal(" + precision + "," + scale + ")";
            case Type.Text(int lengthMax, boolean _) -> lengthMax > 0 ? "text(" + lengthMax + ")" : "text";
            case Type.Time(int _, boolean zoned) -> zoned ? "timetz" : "time";
            case Type.Timestamp(int _, boolean zoned) -> zoned ? "timestamptz" : "timestamp";
            case Type.Enumeration(List<String> values) -> "one of " + values;
            default ->
                PLAIN.entrySet().stream()
                        .filter(known -> known.getValue().equals(type))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse(type.toString());
        };
    }
}
