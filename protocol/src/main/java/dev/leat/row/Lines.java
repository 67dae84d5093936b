package dev.leat.row;

/** Line ends in a buffer. */
public final class Lines {
    private Lines() {}

    /** The index of the first line feed in {@code [from, to)}, or {@code to}. */
    public static int end(byte[] buffer, int from, int to) {
        int i = from;
        while (i < to && buffer[i] != '\n') {
            i++;
        }
        return i;
    }

    /** The index of the last line feed in {@code [from, to)}, or -1. */
    public static int last(byte[] buffer, int from, int to) {
        int i = to - 1;
        while (i >= from && buffer[i] != '\n') {
            i--;
        }
        return i < from ? -1 : i;
    }
}
