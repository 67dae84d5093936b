package dev.leat.connector.kafka;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.Json;
import dev.leat.row.Bytes;
import dev.leat.row.JsonText;
import dev.leat.row.Words;
import dev.leat.value.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Goes over a JSON text once: tells whether it is valid, and where the values of some fields of its object lie. The values
 * stay the bytes they are. One object is used for many texts; not thread-safe.
 */
final class JsonPayload {
    private static final long ONES = 0x0101010101010101L;
    private static final long MARKS = 0x8080808080808080L;
    private static final byte[] HEX = new byte[128];

    static {
        for (char c : "0123456789abcdefABCDEF".toCharArray()) {
            HEX[c] = 1;
        }
    }

    private final byte[][] names;
    private final Map<String, Integer> byName = new HashMap<>();
    private final int[] starts;
    private final int[] ends;
    private byte[] text;
    private int at;
    private boolean ascii;
    private boolean lines;
    /** The field that usually comes next. */
    private int expected;

    /** @param fields names of the fields to be found */
    JsonPayload(List<String> fields) {
        names = new byte[fields.size()][];
        for (int i = 0; i < names.length; i++) {
            names[i] = fields.get(i).getBytes(StandardCharsets.UTF_8);
            byName.put(fields.get(i), i);
        }
        starts = new int[names.length];
        ends = new int[names.length];
    }

    /** Reads a text; null if it is valid JSON, else what is wrong with it. */
    String read(byte[] text) {
        this.text = text;
        at = 0;
        ascii = true;
        lines = false;
        expected = 0;
        Arrays.fill(starts, -1);
        blanks();
        if (at == text.length) {
            return "is empty";
        }
        boolean valid = text[at] == '{' && names.length > 0 ? topObject() : value(0);
        if (valid) {
            blanks();
            valid = at == text.length;
        }
        if (!valid) {
            return "is no valid JSON from byte " + Math.min(at, text.length) + " on";
        }
        return ascii || Utf8.isValid(text, 0, text.length) ? null : "is not UTF-8";
    }

    /** Where a field's value begins, or -1 if the object has no such field, or the text is no object. */
    int start(int field) {
        return starts[field];
    }

    /** The index after a field's value. */
    int end(int field) {
        return ends[field];
    }

    byte[] text() {
        return text;
    }

    /** Appends a part of the text that is a whole value; what is written over several lines becomes one. */
    void append(Bytes to, int from, int end) {
        int begin = to.length();
        to.put(text, from, end - from);
        if (lines) {
            byte[] copy = to.array();
            for (int i = begin; i < to.length(); i++) {
                // Inside strings line ends are escaped.
                if (copy[i] == '\n' || copy[i] == '\r') {
                    copy[i] = ' ';
                }
            }
        }
    }

    private boolean topObject() {
        at++;
        blanks();
        if (take('}')) {
            return true;
        }
        do {
            blanks();
            int name = at;
            if (at >= text.length || text[at] != '"' || !string()) {
                return false;
            }
            int field = field(name + 1, at - 1);
            blanks();
            if (!take(':')) {
                return false;
            }
            blanks();
            int start = at;
            if (!value(1)) {
                return false;
            }
            if (field >= 0) {
                starts[field] = start;
                ends[field] = at;
            }
            blanks();
        } while (take(','));
        return take('}');
    }

    /** Which field that is, or -1 if it is none of those looked for. The last of two with one name counts. */
    private int field(int from, int to) {
        if (expected < names.length && is(expected, from, to)) {
            return expected++;
        }
        for (int i = 0; i < names.length; i++) {
            if (is(i, from, to)) {
                expected = i + 1;
                return i;
            }
        }
        return escaped(from, to) ? unescaped(from, to) : -1;
    }

    private boolean is(int field, int from, int to) {
        byte[] name = names[field];
        return name.length == to - from && Arrays.equals(text, from, to, name, 0, name.length);
    }

    private boolean escaped(int from, int to) {
        for (int i = from; i < to; i++) {
            if (text[i] == '\\') {
                return true;
            }
        }
        return false;
    }

    private int unescaped(int from, int to) {
        Bytes name = new Bytes(to - from);
        try {
            JsonText.unescape(name, text, from, to - from);
        } catch (ConnectorException halfCharacter) {
            // It is valid all the same, and no name that is looked for.
            return -1;
        }
        return byName.getOrDefault(name.toString(), -1);
    }

    private boolean value(int depth) {
        if (at >= text.length) {
            return false;
        }
        return switch (text[at]) {
            case '"' -> string();
            case '{' -> depth < Json.NESTING_MAX && object(depth + 1);
            case '[' -> depth < Json.NESTING_MAX && array(depth + 1);
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        };
    }

    private boolean object(int depth) {
        at++;
        blanks();
        if (take('}')) {
            return true;
        }
        do {
            blanks();
            if (at >= text.length || text[at] != '"' || !string()) {
                return false;
            }
            blanks();
            if (!take(':')) {
                return false;
            }
            blanks();
            if (!value(depth)) {
                return false;
            }
            blanks();
        } while (take(','));
        return take('}');
    }

    private boolean array(int depth) {
        at++;
        blanks();
        if (take(']')) {
            return true;
        }
        do {
            blanks();
            if (!value(depth)) {
                return false;
            }
            blanks();
        } while (take(','));
        return take(']');
    }

    private boolean string() {
        int i = at + 1;
        while (i < text.length) {
            while (i + Long.BYTES <= text.length && isPlain(Words.at(text, i))) {
                i += Long.BYTES;
            }
            if (i >= text.length) {
                break;
            }
            byte b = text[i];
            if (b == '"') {
                at = i + 1;
                return true;
            }
            if (b == '\\') {
                i = escape(i + 1);
                if (i < 0) {
                    return false;
                }
                continue;
            }
            if (b < 0) {
                ascii = false;
            } else if (b < 0x20) {
                at = i;
                return false;
            }
            i++;
        }
        at = text.length;
        return false;
    }

    /** Eight bytes of ASCII without quotes, backslashes and control characters. */
    private static boolean isPlain(long word) {
        long quote = word ^ '"' * ONES;
        long backslash = word ^ '\\' * ONES;
        long found = quote - ONES & ~quote | backslash - ONES & ~backslash | word - 0x20 * ONES & ~word | word;
        return (found & MARKS) == 0;
    }

    /** The index after an escape whose letter is at {@code i}; -1 if it is none. */
    private int escape(int i) {
        if (i < text.length) {
            switch (text[i]) {
                case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                    return i + 1;
                }
                case 'u' -> {
                    if (i + 4 < text.length && hex(i + 1) && hex(i + 2) && hex(i + 3) && hex(i + 4)) {
                        return i + 5;
                    }
                }
                default -> {}
            }
        }
        at = i;
        return -1;
    }

    private boolean hex(int i) {
        return text[i] >= 0 && HEX[text[i]] == 1;
    }

    private boolean word(String word) {
        if (text.length - at < word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (text[at + i] != word.charAt(i)) {
                return false;
            }
        }
        at += word.length();
        return true;
    }

    private boolean number() {
        take('-');
        if (!take('0') && !digits()) {
            return false;
        }
        if (take('.') && !digits()) {
            return false;
        }
        if (at < text.length && (text[at] | 0x20) == 'e') {
            at++;
            if (!take('+')) {
                take('-');
            }
            return digits();
        }
        return true;
    }

    private boolean digits() {
        int from = at;
        while (at < text.length && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        return at > from;
    }

    private boolean take(char c) {
        if (at < text.length && text[at] == c) {
            at++;
            return true;
        }
        return false;
    }

    private void blanks() {
        while (at < text.length && text[at] <= ' ') {
            byte b = text[at];
            if (b == '\n' || b == '\r') {
                lines = true;
            } else if (b != ' ' && b != '\t') {
                return;
            }
            at++;
        }
    }
}
