package dev.leat.value;

import dev.leat.protocol.Json;
import dev.leat.row.Bytes;
import dev.leat.row.RowWriter;
import dev.leat.type.Type;
import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** Puts a value of one type that a system has as text. Chosen once per column; not thread-safe. */
@FunctionalInterface
public interface TextValue {
    /**
     * Puts the text's value.
     *
     * @param text UTF-8
     * @return false, and nothing put, if the text is no value of the type
     */
    boolean put(RowWriter out, byte[] text, int from, int to);

    /** The values of a type, which need not be of one stream; not thread-safe. */
    static TextValue of(Type type) {
        return switch (type) {
            case Type.Bool _ -> TextValue::bool;
            case Type.Int(int bits, boolean unsigned) ->
                (out, text, from, to) -> NumberText.kind(text, from, to) == NumberText.WHOLE
                        && NumberText.fits(text, from, to, bits, unsigned)
                        && number(out, text, from, to);
            case Type.Decimal(int precision, int scale) ->
                (out, text, from, to) -> decimal(out, text, from, to, precision, scale);
            case Type.Float32 _, Type.Float64 _ -> (out, text, from, to) -> decimal(out, text, from, to, 0, -1);
            case Type.Text(int lengthMax, boolean _) -> (out, text, from, to) -> text(out, text, from, to, lengthMax);
            case Type.Enumeration _ -> (out, text, from, to) -> text(out, text, from, to, 0);
            case Type.Bytes _ -> (out, text, from, to) -> Shapes.isBase64(text, from, to) && plain(out, text, from, to);
            case Type.Uuid _ -> TextValue::uuid;
            case Type.Json _ -> (out, text, from, to) -> json(out, text, from, to, false);
            case Type.Array _ -> (out, text, from, to) -> json(out, text, from, to, true);
            case Type.Date _, Type.Time _, Type.Timestamp _ -> temporal(type);
        };
    }

    private static boolean bool(RowWriter out, byte[] text, int from, int to) {
        // Spreadsheets write TRUE, Python writes True.
        boolean isTrue = to - from == 4 && Shapes.isWord(text, from, "true");
        if (isTrue || to - from == 5 && Shapes.isWord(text, from, "false")) {
            out.putBoolean(isTrue);
            return true;
        }
        return false;
    }

    private static boolean number(RowWriter out, byte[] text, int from, int to) {
        out.putNumber(text, from, to - from);
        return true;
    }

    private static boolean plain(RowWriter out, byte[] text, int from, int to) {
        out.putPlain(text, from, to - from);
        return true;
    }

    private static boolean decimal(RowWriter out, byte[] text, int from, int to, int precision, int scale) {
        if (NumberText.kind(text, from, to) == NumberText.NONE) {
            return NumberText.isSpecial(text, from, to) && plain(out, text, from, to);
        }
        boolean limited = precision > 0 || scale == 0;
        if (limited && !NumberText.fitsDecimal(text, from, to, precision, scale)) {
            return false;
        }
        return number(out, text, from, to);
    }

    private static boolean text(RowWriter out, byte[] text, int from, int to, int lengthMax) {
        if (lengthMax > 0 && to - from > lengthMax) {
            int characters = 0;
            for (int i = from; i < to; i++) {
                // The bytes that go on with a character begin with the bits 10.
                characters += (text[i] & 0xc0) == 0x80 ? 0 : 1;
            }
            if (characters > lengthMax) {
                return false;
            }
        }
        out.putUtf8(text, from, to - from);
        return true;
    }

    private static boolean uuid(RowWriter out, byte[] text, int from, int to) {
        if (!Shapes.isUuid(text, from, to)) {
            return false;
        }
        byte[] lower = Arrays.copyOfRange(text, from, to);
        for (int i = 0; i < lower.length; i++) {
            lower[i] = lower[i] >= 'A' ? (byte) (lower[i] | 0x20) : lower[i];
        }
        return plain(out, lower, 0, lower.length);
    }

    private static boolean json(RowWriter out, byte[] text, int from, int to, boolean array) {
        try (JsonParser parser = Json.FACTORY.createParser(ObjectReadContext.empty(), text, from, to - from)) {
            JsonToken first = parser.nextToken();
            if (first == null || array && first != JsonToken.START_ARRAY) {
                return false;
            }
            parser.skipChildren();
            if (parser.nextToken() != null) {
                return false;
            }
        } catch (JacksonException notJson) {
            return false;
        }
        byte[] line = Arrays.copyOfRange(text, from, to);
        for (int i = 0; i < line.length; i++) {
            // Inside strings line ends are escaped; between tokens any blank does.
            line[i] = line[i] == '\n' || line[i] == '\r' ? (byte) ' ' : line[i];
        }
        out.putJson(line, 0, line.length);
        return true;
    }

    private static TextValue temporal(Type type) {
        Temporal temporal = new Temporal();
        Bytes canonical = new Bytes(48);
        int fraction = switch (type) {
            case Type.Time(int digits, boolean _) -> digits;
            case Type.Timestamp(int digits, boolean _) -> digits;
            default -> 0;
        };
        return (out, text, from, to) -> {
            if (!temporal.parse(text, from, to) || !temporal.isOf(type) || temporal.fractionDigits() > fraction) {
                return false;
            }
            if (temporal.isCanonical()) {
                return plain(out, text, from, to);
            }
            canonical.clear();
            return temporal.write(canonical) && plain(out, canonical.array(), 0, canonical.length());
        };
    }
}
