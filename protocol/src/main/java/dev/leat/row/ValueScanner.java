package dev.leat.row;

/**
 * Finds where a JSON value ends. Works on a buffer in which every line ends in a line feed, which no value may hold, so
 * that no bound needs to be checked: whatever is not as expected ends the scan with {@link #SURPRISE}.
 */
final class ValueScanner {
    static final int SURPRISE = -1;

    static final byte ABSENT = 0;
    static final byte NULL = 1;
    static final byte TRUE = 2;
    static final byte FALSE = 3;
    static final byte NUMBER = 4;
    static final byte TEXT = 5;
    static final byte ESCAPED_TEXT = 6;
    static final byte OBJECT = 7;
    static final byte ARRAY = 8;

    private static final boolean[] NUMERIC = new boolean[256];

    static {
        for (char c : "0123456789+-.eE".toCharArray()) {
            NUMERIC[c] = true;
        }
    }

    private ValueScanner() {}

    /** The kind of the value that begins at {@code at}, told by its first byte; {@link #ABSENT} if none begins there. */
    static byte kindAt(byte[] buffer, int at) {
        return switch (buffer[at]) {
            case '"' -> TEXT;
            case '{' -> OBJECT;
            case '[' -> ARRAY;
            case 't' -> TRUE;
            case 'f' -> FALSE;
            case 'n' -> NULL;
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> NUMBER;
            default -> ABSENT;
        };
    }

    /** The index after a number. */
    static int numberEnd(byte[] buffer, int at) {
        int i = digitsEnd(buffer, at + 1);
        if (buffer[i] == '.') {
            i = digitsEnd(buffer, i + 1);
        }
        while (NUMERIC[buffer[i] & 0xff]) {
            i++;
        }
        return i;
    }

    /** The index after the digits from {@code at} on, or after eight of them. */
    static int digitsEnd(byte[] buffer, int at) {
        return at <= buffer.length - Long.BYTES ? at + Words.first(Words.others(Words.at(buffer, at))) : at;
    }

    /** The index after {@code true}, {@code false} or {@code null}. */
    static int literalEnd(byte[] buffer, int at, byte kind) {
        boolean matches = switch (kind) {
            case TRUE -> buffer[at + 1] == 'r' && buffer[at + 2] == 'u' && buffer[at + 3] == 'e';
            case NULL -> buffer[at + 1] == 'u' && buffer[at + 2] == 'l' && buffer[at + 3] == 'l';
            default -> buffer[at + 1] == 'a' && buffer[at + 2] == 'l' && buffer[at + 3] == 's' && buffer[at + 4] == 'e';
        };
        return matches ? at + (kind == FALSE ? 5 : 4) : SURPRISE;
    }

    /** The index of the first byte of a string, from {@code i} on, that is a quote, a backslash or not allowed. */
    static int plainEnd(byte[] buffer, int from) {
        int i = from;
        while (i <= buffer.length - Long.BYTES) {
            int plain = Words.first(Words.escapes(Words.at(buffer, i)));
            i += plain;
            if (plain < Long.BYTES) {
                return i;
            }
        }
        while (JsonText.ESCAPE[buffer[i] & 0xff] == 0) {
            i++;
        }
        return i;
    }

    /** The index after an escape whose backslash is at {@code i}. */
    static int escapeEnd(byte[] buffer, int i) {
        return switch (buffer[i + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> i + 2;
            case 'u' ->
                isHex(buffer[i + 2]) && isHex(buffer[i + 3]) && isHex(buffer[i + 4]) && isHex(buffer[i + 5])
                        ? i + 6
                        : SURPRISE;
            default -> SURPRISE;
        };
    }

    private static boolean isHex(byte b) {
        return Character.digit(b, 16) >= 0;
    }

    /** The index after a string whose opening quote is at {@code at}. */
    static int textEnd(byte[] buffer, int at) {
        int i = at + 1;
        while (true) {
            i = plainEnd(buffer, i);
            if (buffer[i] == '"') {
                return i + 1;
            }
            i = buffer[i] == '\\' ? escapeEnd(buffer, i) : SURPRISE;
            if (i == SURPRISE) {
                return SURPRISE;
            }
        }
    }

    /** The index after an object or array; only its brackets and strings are looked at. */
    static int nestedEnd(byte[] buffer, int at) {
        int depth = 0;
        int i = at;
        while (true) {
            switch (buffer[i]) {
                case '{', '[' -> depth++;
                case '}', ']' -> {
                    if (--depth == 0) {
                        return i + 1;
                    }
                }
                case '"' -> {
                    i = textEnd(buffer, i) - 1;
                    if (i < 0) {
                        return SURPRISE;
                    }
                }
                case '\n' -> {
                    return SURPRISE;
                }
                default -> {}
            }
            i++;
        }
    }
}
