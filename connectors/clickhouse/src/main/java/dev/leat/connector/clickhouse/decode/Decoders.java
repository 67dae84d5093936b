package dev.leat.connector.clickhouse.decode;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;
import dev.leat.row.JsonText;
import dev.leat.type.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;

/** The decoders of the types that hold one value each. */
public final class Decoders {
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};
    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] HEX = "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private Decoders() {}

    /** Null, or what {@code value} decodes. */
    public static Decoder nullable(Decoder value) {
        return (in, out) -> {
            if (in.unsignedByte() == 0) {
                value.read(in, out);
            } else {
                out.put(NULL);
            }
        };
    }

    public static Decoder array(Decoder element) {
        return (in, out) -> {
            int count = in.length();
            out.put('[');
            for (int i = 0; i < count; i++) {
                if (i > 0) {
                    out.put(',');
                }
                element.read(in, out);
            }
            out.put(']');
        };
    }

    public static Decoder bool() {
        return (in, out) -> out.put(in.unsignedByte() == 0 ? FALSE : TRUE);
    }

    /** Whole numbers of up to 64 bits. */
    public static Decoder integer(int bits, boolean unsigned) {
        return switch (bits) {
            case 8 ->
                unsigned
                        ? (in, out) -> out.putLong(in.unsignedByte())
                        : (in, out) -> out.putLong((byte) in.unsignedByte());
            case 16 ->
                unsigned
                        ? (in, out) -> out.putLong(in.unsignedShort())
                        : (in, out) -> out.putLong((short) in.unsignedShort());
            case 32 ->
                unsigned ? (in, out) -> out.putLong(in.int32() & 0xffff_ffffL) : (in, out) -> out.putLong(in.int32());
            default -> unsigned ? Decoders::unsignedLong : (in, out) -> out.putLong(in.int64());
        };
    }

    private static void unsignedLong(BinaryInput in, Bytes out) throws java.io.IOException {
        long value = in.int64();
        if (value >= 0) {
            out.putLong(value);
        } else {
            out.putAscii(Long.toUnsignedString(value));
        }
    }

    /** Whole numbers of 128 and 256 bits. */
    public static Decoder bigInteger(int bits, boolean unsigned) {
        byte[] bytes = new byte[bits / Byte.SIZE];
        return (in, out) -> out.putAscii(big(in, bytes, unsigned).toString());
    }

    private static BigInteger big(BinaryInput in, byte[] bytes, boolean unsigned) throws java.io.IOException {
        int from = in.take(bytes.length);
        byte[] array = in.array();
        for (int i = 0; i < bytes.length; i++) {
            bytes[bytes.length - 1 - i] = array[from + i];
        }
        return unsigned ? new BigInteger(1, bytes) : new BigInteger(bytes);
    }

    /** Numbers of so many digits, {@code scale} of them after the point: kept without the point, as wide as they need. */
    public static Decoder decimal(int precision, int scale) {
        if (precision <= 9) {
            return (in, out) -> point(in.int32(), scale, out);
        }
        if (precision <= 18) {
            return (in, out) -> point(in.int64(), scale, out);
        }
        byte[] bytes = new byte[precision <= 38 ? 16 : 32];
        return (in, out) -> {
            BigInteger value = big(in, bytes, false);
            if (value.bitLength() < Long.SIZE && scale <= 18) {
                point(value.longValue(), scale, out);
            } else {
                out.putAscii(new BigDecimal(value, scale).toPlainString());
            }
        };
    }

    private static void point(long value, int scale, Bytes out) {
        if (scale == 0) {
            out.putLong(value);
            return;
        }
        if (value < 0) {
            out.put('-');
        }
        int before = out.length();
        // The least number of all has no counterpart above zero.
        if (value == Long.MIN_VALUE) {
            out.putAscii("9223372036854775808");
        } else {
            out.putLong(Math.abs(value));
        }
        int digits = out.length() - before;
        int zeros = Math.max(0, scale + 1 - digits);
        byte[] array = out.room(zeros + 1);
        int point = before + digits + zeros - scale;
        // First the zeros that a small number lacks, then the point.
        System.arraycopy(array, before, array, before + zeros, digits);
        Arrays.fill(array, before, before + zeros, (byte) '0');
        System.arraycopy(array, point, array, point + 1, scale);
        array[point] = '.';
        out.advance(zeros + 1);
    }

    public static Decoder float32() {
        return (in, out) -> {
            float value = Float.intBitsToFloat(in.int32());
            out.putAscii(Float.isFinite(value) ? Float.toString(value) : special(value));
        };
    }

    public static Decoder float64() {
        return (in, out) -> {
            double value = Double.longBitsToDouble(in.int64());
            out.putAscii(Double.isFinite(value) ? Double.toString(value) : special(value));
        };
    }

    private static String special(double value) {
        return Double.isNaN(value) ? "\"NaN\"" : value > 0 ? "\"Infinity\"" : "\"-Infinity\"";
    }

    public static Decoder uuid() {
        return (in, out) -> {
            int from = in.take(16);
            byte[] bytes = in.array();
            out.put('"');
            // Two halves, each with its least byte first.
            for (int i = 0; i < 16; i++) {
                if (i == 4 || i == 6 || i == 8 || i == 10) {
                    out.put('-');
                }
                byte b = bytes[from + (i < 8 ? 7 - i : 23 - i)];
                out.put(HEX[b >> 4 & 15]).put(HEX[b & 15]);
            }
            out.put('"');
        };
    }

    /**
     * Strings.
     *
     * @param length of a fixed one, which is filled with zeros; 0 for those of any length
     */
    public static Decoder string(Type type, int length) {
        return switch (type) {
            case Type.Bytes _ -> (in, out) -> base64(in, size(in, length), out);
            case Type.Json _, Type.Array _ ->
                (in, out) -> {
                    int size = size(in, length);
                    int from = in.take(size);
                    JsonCopy.put(in.array(), from, from + size, out);
                };
            case Type.Decimal _ ->
                (in, out) -> {
                    int size = size(in, length);
                    number(in, in.take(size), size, out);
                };
            default -> (in, out) -> text(in, size(in, length), length > 0, out);
        };
    }

    private static int size(BinaryInput in, int length) throws java.io.IOException, UnfitValue {
        return length > 0 ? length : in.length();
    }

    private static void text(BinaryInput in, int size, boolean filled, Bytes out)
            throws java.io.IOException, UnfitValue {
        int from = in.take(size);
        byte[] array = in.array();
        int end = from + size;
        while (filled && end > from && array[end - 1] == 0) {
            end--;
        }
        if (!Utf8.isValid(array, from, end)) {
            throw new UnfitValue("is no text in UTF-8: name the column in \"bytes_columns\" if it holds bytes");
        }
        JsonText.quote(out, array, from, end - from);
    }

    private static void base64(BinaryInput in, int size, Bytes out) throws java.io.IOException {
        int from = in.take(size);
        byte[] value = Arrays.copyOfRange(in.array(), from, from + size);
        byte[] text = Base64.getEncoder().encode(value);
        out.put('"').put(text).put('"');
    }

    /** A number kept as text, by this connector or by somebody who took over its comment. */
    private static void number(BinaryInput in, int from, int size, Bytes out) throws UnfitValue {
        byte[] array = in.array();
        String text = new String(array, from, size, java.nio.charset.StandardCharsets.ISO_8859_1);
        switch (text) {
            case "NaN", "Infinity", "-Infinity" -> out.put('"').putAscii(text).put('"');
            default -> {
                if (!JsonCopy.isNumber(array, from, from + size)) {
                    throw new UnfitValue("is not a number, which the column's comment says it is");
                }
                out.put(array, from, size);
            }
        }
    }
}
