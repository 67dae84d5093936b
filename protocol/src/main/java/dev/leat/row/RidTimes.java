package dev.leat.row;

import java.util.Arrays;

/** Times as the protocol writes them, so that their text tells their order once era and length of year are known. */
record RidTimes(String column) implements RidOrder {
    @Override
    public int compare(byte[] a, int aFrom, int aTo, byte[] b, int bFrom, int bTo) {
        check(a, aFrom, aTo);
        check(b, bFrom, bTo);
        boolean aBefore = beforeChrist(a, aTo);
        boolean bBefore = beforeChrist(b, bTo);
        if (aBefore != bBefore) {
            return aBefore ? -1 : 1;
        }
        int aYear = indexOf(a, aFrom + 1, aTo);
        int bYear = indexOf(b, bFrom + 1, bTo);
        int years = aYear - aFrom != bYear - bFrom
                ? Integer.compare(aYear - aFrom, bYear - bFrom)
                : Arrays.compare(a, aFrom + 1, aYear, b, bFrom + 1, bYear);
        if (years != 0) {
            return aBefore ? -years : years;
        }
        return rest(a, aYear, aTo, b, bYear, bTo);
    }

    private void check(byte[] literal, int from, int to) {
        boolean digit = to - from > 2 && literal[from + 1] >= '0' && literal[from + 1] <= '9';
        if (!digit || literal[from] != '"') {
            throw misfit(literal, from, to, "date or time", null);
        }
    }

    private static boolean beforeChrist(byte[] literal, int to) {
        return literal[to - 2] == 'C';
    }

    /** The end of the year, or of the first part of a time of day: those are all of one length. */
    private static int indexOf(byte[] literal, int from, int to) {
        int i = from;
        while (i < to && literal[i] != '-' && literal[i] != ':') {
            i++;
        }
        return i;
    }

    /** Compares what follows the year; digits that were left off count as zeros, what follows them as nothing. */
    private static int rest(byte[] a, int aFrom, int aTo, byte[] b, int bFrom, int bTo) {
        int i = 0;
        while (true) {
            int x = part(a, aFrom + i, aTo);
            int y = part(b, bFrom + i, bTo);
            if (x < 0 && y < 0) {
                return 0;
            }
            // Only a fraction can be missing: its point sorts with its first digit, as if it were there.
            int result = Integer.compare(digit(x), digit(y));
            if (result != 0) {
                return result;
            }
            i++;
        }
    }

    private static int part(byte[] literal, int at, int to) {
        if (at >= to) {
            return -1;
        }
        byte b = literal[at];
        return b >= '0' && b <= '9' || b == '-' || b == ':' || b == 'T' || b == '.' ? b : -1;
    }

    private static int digit(int b) {
        return b >= '1' && b <= '9' ? b - '0' : 0;
    }
}
