package dev.leat.testkit;

import dev.leat.type.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The one form that {@link Type} gives each value on the wire. */
final class WireForm {
    static final Set<String> SPECIAL = Set.of("NaN", "Infinity", "-Infinity");

    private static final Pattern DATE = Pattern.compile("(\\d{4,})-(\\d\\d)-(\\d\\d)( BC)?");
    private static final Pattern TIME =
            Pattern.compile("([01]\\d|2[0-4]):[0-5]\\d:([0-5]\\d|60)(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d(:\\d\\d)?)?");
    private static final Pattern TIMESTAMP =
            Pattern.compile("(\\d{4,}-\\d\\d-\\d\\d)T(\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?)(Z?)( BC)?");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private WireForm() {}

    /** What is wrong with a value that is not null; null if nothing is. */
    static String problem(Type type, JsonNode value) {
        return switch (type) {
            case Type.Bool _ -> value.isBoolean() ? null : "is no boolean";
            case Type.Int(int bits, boolean unsigned) -> integer(bits, unsigned, value);
            case Type.Decimal decimal -> special(value) ? null : decimal(decimal, value);
            case Type.Float32 _ -> special(value) ? null : binary(value, true);
            case Type.Float64 _ -> special(value) ? null : binary(value, false);
            case Type.Text(int lengthMax, boolean _) -> text(lengthMax, value);
            case Type.Enumeration(var values) ->
                value.isString() && values.contains(value.stringValue()) ? null : "is none of " + values;
            case Type.Bytes _ -> base64(value);
            case Type.Date _ -> value.isString() ? date(value.stringValue()) : "is no string";
            case Type.Time(int fraction, boolean zoned) -> time(fraction, zoned, value);
            case Type.Timestamp(int fraction, boolean zoned) -> timestamp(fraction, zoned, value);
            case Type.Uuid _ ->
                value.isString() && UUID.matcher(value.stringValue()).matches() ? null : "is no UUID in lower case";
            case Type.Json _ -> null;
            case Type.Array(Type element) -> array(element, value);
        };
    }

    private static boolean special(JsonNode value) {
        return value.isString() && SPECIAL.contains(value.stringValue());
    }

    private static String integer(int bits, boolean unsigned, JsonNode value) {
        if (!value.isNumber() || value.decimalValue().scale() != 0) {
            return "is no JSON integer";
        }
        BigInteger number = value.decimalValue().unscaledValue();
        boolean fits = unsigned ? number.signum() >= 0 && number.bitLength() <= bits : number.bitLength() < bits;
        return fits ? null : "does not fit " + bits + " bits";
    }

    private static String decimal(Type.Decimal type, JsonNode value) {
        if (!value.isNumber()) {
            return "is no JSON number";
        }
        BigDecimal number = value.decimalValue();
        if (number.scale() < 0) {
            return "is written with an exponent";
        }
        if (type.equals(Type.Decimal.INTEGER) && number.scale() != 0) {
            return "is no whole number";
        }
        int whole = number.precision() - number.scale();
        boolean fits = type.precision() == 0
                || number.signum() == 0
                || number.scale() <= type.scale() && whole <= type.precision() - type.scale();
        return fits ? null : "has more digits than " + type.precision() + "," + type.scale();
    }

    private static String binary(JsonNode value, boolean single) {
        if (!value.isNumber()) {
            return "is neither a JSON number nor one of " + SPECIAL;
        }
        BigDecimal number = value.decimalValue();
        String text = number.toString();
        String shortest = single ? Float.toString(Float.parseFloat(text)) : Double.toString(Double.parseDouble(text));
        if (WireForm.SPECIAL.contains(shortest)) {
            return "is beyond the type's range";
        }
        boolean shorter = number.stripTrailingZeros().precision()
                <= new BigDecimal(shortest).stripTrailingZeros().precision();
        return shorter ? null : "has more digits than " + shortest + ", which reads back equal";
    }

    private static String text(int lengthMax, JsonNode value) {
        if (!value.isString()) {
            return "is no string";
        }
        String text = value.stringValue();
        return lengthMax > 0 && text.codePointCount(0, text.length()) > lengthMax
                ? "has more than " + lengthMax + " characters"
                : null;
    }

    private static String base64(JsonNode value) {
        try {
            byte[] bytes = Base64.getDecoder().decode(value.asString(" "));
            boolean same = Base64.getEncoder().encodeToString(bytes).equals(value.asString());
            return same ? null : "is not base64 with padding";
        } catch (IllegalArgumentException e) {
            return "is not base64: " + e.getMessage();
        }
    }

    private static String date(String text) {
        Matcher m = DATE.matcher(text);
        if (!m.matches()) {
            return "is not written as a date";
        }
        try {
            int era = Integer.parseInt(m.group(1));
            var unused = LocalDate.of(
                    m.group(4) == null ? era : 1 - era, Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3)));
            return era == 0 ? "is in the year 0, which is 0001 BC" : null;
        } catch (DateTimeException e) {
            return "is no date: " + e.getMessage();
        }
    }

    private static String time(int fraction, boolean zoned, JsonNode value) {
        Matcher m = TIME.matcher(value.asString(""));
        if (!m.matches()) {
            return "is not written as a time of day with seconds";
        }
        if ((m.group(4) != null) != zoned) {
            return zoned ? "has no offset" : "has an offset";
        }
        return fraction(fraction, m.group(3));
    }

    private static String fraction(int most, String shown) {
        return shown != null && shown.length() - 1 > most ? "has more than " + most + " digits of a second" : null;
    }

    private static String timestamp(int fraction, boolean zoned, JsonNode value) {
        Matcher m = TIMESTAMP.matcher(value.asString(""));
        if (!m.matches()) {
            return "is not written as a timestamp" + (zoned ? " in UTC with Z" : "");
        }
        if (m.group(3).isEmpty() == zoned) {
            return zoned ? "does not end in Z" : "has a zone";
        }
        String date = date(m.group(1) + (m.group(4) == null ? "" : m.group(4)));
        Matcher time = TIME.matcher(m.group(2));
        if (date != null || !time.matches()) {
            return date != null ? date : "has no valid time of day";
        }
        return fraction(fraction, time.group(3));
    }

    private static String array(Type element, JsonNode value) {
        if (!value.isArray()) {
            return "is no list";
        }
        for (JsonNode item : value) {
            String problem = item.isNull() || item.isArray() && !(element instanceof Type.Array)
                    ? nested(element, item)
                    : problem(element, item);
            if (problem != null) {
                return "has an element that " + problem;
            }
        }
        return null;
    }

    /** Engines do not declare how deep an array nests. */
    private static String nested(Type element, JsonNode item) {
        return item.isNull() ? null : array(element, item);
    }
}
