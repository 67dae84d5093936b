package dev.leat.connector.clickhouse.decode;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;

/**
 * Copies JSON that lies in a String, without its white space: a line feed in it must not end a line of the protocol.
 * Nobody has checked that it is JSON, so this does. Everything else stays as it is, numbers to the digit.
 */
final class JsonCopy {
    private static final int DEPTH_MAX = 10_000;

    private final byte[] text;
    private final int to;
    private final Bytes out;
    private int at;

    private JsonCopy(byte[] text, int from, int to, Bytes out) {
        this.text = text;
        this.at = from;
        this.to = to;
        this.out = out;
    }

    static void put(byte[] text, int from, int to, Bytes out) throws UnfitValue {
        if (!Utf8.isValid(text, from, to)) {
            throw new UnfitValue("is no JSON: it is not in UTF-8");
        }
        new JsonCopy(text, from, to, out).document();
    }

    /** Whether the bytes are a number as JSON writes it. */
    static boolean isNumber(byte[] text, int from, int to) {
        try {
            JsonCopy copy = new JsonCopy(text, from, to, new Bytes(to - from + 8));
            copy.number();
            return copy.at == to;
        } catch (UnfitValue none) {
            return false;
        }
    }

    private void document() throws UnfitValue {
        value(0);
        space();
        if (at != to) {
            throw invalid();
        }
    }

    private UnfitValue invalid() {
        return new UnfitValue("is no JSON, which its column is said to hold");
    }

    private byte peek() throws UnfitValue {
        if (at >= to) {
            throw invalid();
        }
        return text[at];
    }

    private void space() {
        while (at < to && (text[at] == ' ' || text[at] == '\n' || text[at] == '\t' || text[at] == '\r')) {
            at++;
        }
    }

    private void value(int depth) throws UnfitValue {
        space();
        switch (peek()) {
            case '{' -> nested(depth, true);
            case '[' -> nested(depth, false);
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
    }

    private void nested(int depth, boolean object) throws UnfitValue {
        if (depth == DEPTH_MAX) {
            throw new UnfitValue("is JSON of more than " + DEPTH_MAX + " levels");
        }
        byte end = object ? (byte) '}' : (byte) ']';
        out.put(text[at++]);
        space();
        boolean first = true;
        while (peek() != end) {
            if (!first) {
                expect(',');
                space();
            }
            first = false;
            if (object) {
                string();
                space();
                expect(':');
            }
            value(depth + 1);
            space();
        }
        at++;
        out.put(end);
    }

    private void expect(int character) throws UnfitValue {
        if (peek() != character) {
            throw invalid();
        }
        at++;
        out.put(character);
    }

    private void word(String word) throws UnfitValue {
        for (int i = 0; i < word.length(); i++) {
            expect(word.charAt(i));
        }
    }

    private void string() throws UnfitValue {
        int from = at;
        if (peek() != '"') {
            throw invalid();
        }
        at++;
        while (peek() != '"') {
            byte b = text[at++];
            if (b >= 0 && b < ' ') {
                throw invalid();
            }
            if (b == '\\') {
                escape();
            }
        }
        at++;
        out.put(text, from, at - from);
    }

    private void escape() throws UnfitValue {
        byte letter = peek();
        at++;
        if (letter == 'u') {
            for (int i = 0; i < 4; i++) {
                if (Character.digit(peek(), 16) < 0) {
                    throw invalid();
                }
                at++;
            }
        } else if ("\"\\/bfnrt".indexOf(letter) < 0) {
            throw invalid();
        }
    }

    private void number() throws UnfitValue {
        int from = at;
        at += peek() == '-' ? 1 : 0;
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (at < to && text[at] == '.') {
            at++;
            digits();
        }
        if (at < to && (text[at] == 'e' || text[at] == 'E')) {
            at++;
            at += peek() == '-' || peek() == '+' ? 1 : 0;
            digits();
        }
        out.put(text, from, at - from);
    }

    private void digits() throws UnfitValue {
        int from = at;
        while (at < to && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        if (at == from) {
            throw invalid();
        }
    }
}
