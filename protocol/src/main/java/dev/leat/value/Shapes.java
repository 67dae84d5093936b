package dev.leat.value;

/** Tells whether ASCII text has the shape of a value. */
public final class Shapes {
    private static final boolean[] BASE64 = new boolean[128];
    private static final boolean[] HEX = new boolean[128];

    static {
        for (char c : "0123456789abcdefABCDEF".toCharArray()) {
            HEX[c] = true;
        }
        for (char c : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".toCharArray()) {
            BASE64[c] = true;
        }
    }

    private Shapes() {}

    /** Base64 with padding. */
    public static boolean isBase64(byte[] text, int from, int to) {
        if ((to - from & 3) != 0) {
            return false;
        }
        int end = to;
        for (int padding = 0; padding < 2 && end > from && text[end - 1] == '='; padding++) {
            end--;
        }
        for (int i = from; i < end; i++) {
            if (text[i] < 0 || !BASE64[text[i]]) {
                return false;
            }
        }
        return true;
    }

    /** Thirty-two hexadecimal digits in five groups. */
    public static boolean isUuid(byte[] text, int from, int to) {
        if (to - from != 36) {
            return false;
        }
        for (int i = 0; i < 36; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            byte b = text[from + i];
            if (dash ? b != '-' : b < 0 || !HEX[b]) {
                return false;
            }
        }
        return true;
    }

    /** Whether the text begins with a word of lower-case letters, in whatever case. */
    public static boolean isWord(byte[] text, int from, String word) {
        for (int i = 0; i < word.length(); i++) {
            if ((text[from + i] | 0x20) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
