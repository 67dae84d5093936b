package dev.leat.connector.nats;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Goes through JSON byte by byte and notes where the fields of its object lie. What it takes is valid JSON; what it does
 * not take may be valid all the same, when it nests deeply or escapes a name, and is for a parser to judge. Bytes are not
 * checked to be UTF-8. One object is used for many values; not thread-safe.
 */
final class JsonScan {
    private static final int NO = -1;
    private static final int DEPTH_MAX = 100;

    private final byte[][] names;
    private final int[] starts;
    private final int[] ends;
    private byte[] json;
    /** The name that is to come next if fields come in the order in which they were asked for. */
    private int expected;

    JsonScan(List<String> names) {
        this.names = new byte[names.size()][];
        for (int i = 0; i < this.names.length; i++) {
            this.names[i] = names.get(i).getBytes(StandardCharsets.UTF_8);
        }
        starts = new int[this.names.length];
        ends = new int[this.names.length];
    }

    /** Whether the bytes are one JSON value, an object if there are fields to find. */
    boolean take(byte[] json) {
        this.json = json;
        Arrays.fill(ends, 0);
        expected = 0;
        int at = blanks(0);
        boolean wanted = names.length == 0 || at < json.length && json[at] == '{';
        int end = wanted ? value(at, 0) : NO;
        return end != NO && blanks(end) == json.length;
    }

    /** Where a field's value begins. */
    int start(int field) {
        return starts[field];
    }

    /** The index after a field's value; 0 if there is no such field. */
    int end(int field) {
        return ends[field];
    }

    private int blanks(int from) {
        int i = from;
        while (i < json.length && (json[i] == ' ' || json[i] == '\n' || json[i] == '\r' || json[i] == '\t')) {
            i++;
        }
        return i;
    }

    private int value(int at, int depth) {
        if (at >= json.length || depth > DEPTH_MAX) {
            return NO;
        }
        return switch (json[at]) {
            case '{' -> object(at, depth);
            case '[' -> array(at, depth);
            case '"' -> string(at);
            case 't' -> word(at, "true");
            case 'f' -> word(at, "false");
            case 'n' -> word(at, "null");
            default -> number(at);
        };
    }

    private int object(int from, int depth) {
        int at = blanks(from + 1);
        if (at < json.length && json[at] == '}') {
            return at + 1;
        }
        while (at < json.length && json[at] == '"') {
            int nameEnd = string(at);
            int colon = nameEnd == NO ? json.length : blanks(nameEnd);
            if (colon >= json.length || json[colon] != ':') {
                return NO;
            }
            int start = blanks(colon + 1);
            int end = value(start, depth + 1);
            if (end == NO || depth == 0 && names.length > 0 && !note(at + 1, nameEnd - 1, start, end)) {
                return NO;
            }
            at = blanks(end);
            if (at < json.length && json[at] == '}') {
                return at + 1;
            }
            if (at >= json.length || json[at] != ',') {
                return NO;
            }
            at = blanks(at + 1);
        }
        return NO;
    }

    /** Notes a field if it is one of those looked for; false if its name would have to be unescaped. */
    private boolean note(int nameFrom, int nameTo, int start, int end) {
        for (int i = nameFrom; i < nameTo; i++) {
            if (json[i] == '\\') {
                return false;
            }
        }
        for (int tried = 0; tried < names.length; tried++) {
            int field = expected + tried < names.length ? expected + tried : expected + tried - names.length;
            byte[] name = names[field];
            if (Arrays.equals(json, nameFrom, nameTo, name, 0, name.length)) {
                starts[field] = start;
                ends[field] = end;
                expected = field + 1 < names.length ? field + 1 : 0;
                return true;
            }
        }
        return true;
    }

    private int array(int from, int depth) {
        int at = blanks(from + 1);
        if (at < json.length && json[at] == ']') {
            return at + 1;
        }
        while (true) {
            int end = value(at, depth + 1);
            at = end == NO ? json.length : blanks(end);
            if (at >= json.length) {
                return NO;
            }
            if (json[at] == ']') {
                return at + 1;
            }
            if (json[at] != ',') {
                return NO;
            }
            at = blanks(at + 1);
        }
    }

    private int string(int from) {
        int i = from + 1;
        while (i < json.length) {
            byte b = json[i++];
            if (b == '"') {
                return i;
            }
            // Bytes below zero are parts of other characters than ASCII.
            if (b >= 0 && b < ' ') {
                return NO;
            }
            if (b == '\\') {
                i = escape(i);
                if (i == NO) {
                    return NO;
                }
            }
        }
        return NO;
    }

    private int escape(int at) {
        if (at >= json.length) {
            return NO;
        }
        return switch (json[at]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at + 1;
            case 'u' -> {
                boolean hex = at + 4 < json.length;
                for (int i = at + 1; hex && i <= at + 4; i++) {
                    // Digits of other scripts are none in JSON.
                    hex = json[i] > 0 && Character.digit(json[i], 16) >= 0;
                }
                yield hex ? at + 5 : NO;
            }
            default -> NO;
        };
    }

    private int word(int at, String word) {
        for (int i = 0; i < word.length(); i++) {
            if (at + i >= json.length || json[at + i] != word.charAt(i)) {
                return NO;
            }
        }
        return at + word.length();
    }

    private int number(int from) {
        int at = json[from] == '-' ? from + 1 : from;
        int end = digits(at);
        if (end == at || json[at] == '0' && end > at + 1) {
            return NO;
        }
        if (end < json.length && json[end] == '.') {
            at = end + 1;
            end = digits(at);
            if (end == at) {
                return NO;
            }
        }
        if (end < json.length && (json[end] == 'e' || json[end] == 'E')) {
            at = end + 1;
            if (at < json.length && (json[at] == '+' || json[at] == '-')) {
                at++;
            }
            end = digits(at);
            if (end == at) {
                return NO;
            }
        }
        return end;
    }

    private int digits(int from) {
        int i = from;
        while (i < json.length && json[i] >= '0' && json[i] <= '9') {
            i++;
        }
        return i;
    }
}
