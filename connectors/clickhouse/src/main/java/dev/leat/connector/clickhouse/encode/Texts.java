package dev.leat.connector.clickhouse.encode;

import dev.leat.jdbc.TimeText;
import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;
import dev.leat.row.JsonText;
import dev.leat.row.Words;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Encoders of strings: their bytes after their length, which takes seven bits a byte. */
final class Texts {
    private Texts() {}

    /** A string's content; of anything else its JSON. */
    static Encoder text() {
        Bytes unescaped = new Bytes(256);
        return (json, from, to, out) -> {
            if (json[from] != '"') {
                Encoders.length(to - from, out);
                out.put(json, from, to - from);
            } else if (Words.isPlain(json, from + 1, to - 1)) {
                Encoders.length(to - from - 2, out);
                out.put(json, from + 1, to - from - 2);
            } else {
                Bytes content = content(unescaped, json, from, to);
                Encoders.length(content.length(), out);
                out.put(content.array(), 0, content.length());
            }
        };
    }

    /** The bytes of a string; good until the next call. */
    static Bytes content(Bytes room, byte[] json, int from, int to) {
        room.clear();
        room.shrink();
        JsonText.unescape(room, json, from + 1, to - from - 2);
        return room;
    }

    /** The literal as it is: JSON, and numbers that are kept to the digit. */
    static Encoder json() {
        return (json, from, to, out) -> {
            Encoders.length(to - from, out);
            out.put(json, from, to - from);
        };
    }

    /** Numbers of any size, as their digits. */
    static Encoder number() {
        return (json, from, to, out) -> {
            boolean special = json[from] == '"';
            byte last = special ? json[to - 2] : json[to - 1];
            if (special) {
                String text = new String(json, from + 1, to - from - 2, StandardCharsets.ISO_8859_1);
                if (!text.equals("NaN") && !text.equals("Infinity") && !text.equals("-Infinity")) {
                    throw new UnfitValue("is not a number");
                }
                Encoders.length(text.length(), out);
                out.putAscii(text);
            } else if (last >= '0' && last <= '9') {
                Encoders.length(to - from, out);
                out.put(json, from, to - from);
            } else {
                throw new UnfitValue("is not a number");
            }
        };
    }

    /** Times of day, as their text. */
    static Encoder time(int fraction, boolean zoned) {
        TimeText text =
                TimeText.times(Times.ENGINE, fraction, Times.NANO_DIGITS, zoned).withLeapSeconds();
        return (json, from, to, out) -> {
            text.literal(json, from, to).time();
            Encoders.length(to - from - 2, out);
            out.put(json, from + 1, to - from - 2);
        };
    }

    /** Bytes, which come in base64. */
    static Encoder bytes() {
        Bytes unescaped = new Bytes(256);
        return (json, from, to, out) -> {
            if (json[from] != '"') {
                throw new UnfitValue("is not base64");
            }
            Bytes content = content(unescaped, json, from, to);
            try {
                byte[] bytes = Base64.getDecoder().decode(Arrays.copyOf(content.array(), content.length()));
                Encoders.length(bytes.length, out);
                out.put(bytes);
            } catch (IllegalArgumentException _) {
                throw new UnfitValue("is not base64");
            }
        };
    }

    /** Strings of one length, which the server fills up with zeros. */
    static Encoder fixed(Encoder any, int width) {
        Bytes value = new Bytes(256);
        return (json, from, to, out) -> {
            value.clear();
            any.put(json, from, to, value);
            int begin = value.array()[0] < 0 ? 2 : 1;
            int length = value.length() - begin;
            if (length > width) {
                throw new UnfitValue("has " + length + " bytes, more than FixedString(" + width + ") has room for");
            }
            if (length > 0 && length < width && value.array()[value.length() - 1] == 0) {
                throw new UnfitValue(
                        "ends in NUL, which FixedString(" + width + ") would not tell from its own filling");
            }
            out.put(value.array(), begin, length);
            for (int i = length; i < width; i++) {
                out.put(0);
            }
        };
    }

    /** Labels, as the number that the column gives each. */
    static Encoder label(List<String> labels, List<Integer> numbers, int width) {
        Map<String, Integer> known = new HashMap<>();
        for (int i = 0; i < labels.size(); i++) {
            known.put(labels.get(i), numbers.get(i));
        }
        Bytes unescaped = new Bytes(256);
        return (json, from, to, out) -> {
            if (json[from] != '"') {
                throw new UnfitValue("is none of the column's labels");
            }
            Integer number = known.get(content(unescaped, json, from, to).toString());
            if (number == null) {
                throw new UnfitValue("is none of the column's labels");
            }
            out.put(number);
            if (width == Short.BYTES) {
                out.put(number >> 8);
            }
        };
    }

    static Encoder uuid() {
        byte[] bytes = new byte[16];
        return (json, from, to, out) -> {
            int digits = 0;
            int at = from + 1;
            boolean fits = json[from] == '"' && to - from == 38;
            for (; fits && at < to - 1; at++) {
                int place = at - from - 1;
                if (place == 8 || place == 13 || place == 18 || place == 23) {
                    fits = json[at] == '-';
                } else {
                    int digit = Character.digit(json[at], 16);
                    fits = digit >= 0;
                    bytes[digits >> 1] = (byte) (bytes[digits >> 1] << 4 | digit);
                    digits++;
                }
            }
            if (!fits) {
                throw new UnfitValue("is not a UUID");
            }
            for (int i = 0; i < 16; i++) {
                out.put(bytes[i < 8 ? 7 - i : 23 - i]);
            }
        };
    }
}
