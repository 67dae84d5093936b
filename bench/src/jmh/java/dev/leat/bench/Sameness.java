package dev.leat.bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A benchmark's answer against the one that is right: what is fast and wrong is not measured at all. */
public final class Sameness {
    private Sameness() {}

    /** Throws unless both are the same, and shows where they part. */
    public static void check(String what, byte[] expected, byte[] actual) {
        int at = Arrays.mismatch(expected, actual);
        if (at >= 0) {
            throw new IllegalStateException(what + " differs at byte " + at + ": wanted " + near(expected, at)
                    + " but got " + near(actual, at));
        }
    }

    private static String near(byte[] bytes, int at) {
        int from = Math.min(Math.max(0, at - 60), bytes.length);
        return '[' + new String(bytes, from, Math.min(120, bytes.length - from), StandardCharsets.UTF_8) + ']';
    }

    /** All of them, one behind the other. */
    public static byte[] joined(List<byte[]> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }
}
