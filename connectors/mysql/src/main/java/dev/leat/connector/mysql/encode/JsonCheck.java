package dev.leat.connector.mysql.encode;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;
import dev.leat.row.JsonText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;

/**
 * Looks for what a JSON column would refuse, and, of MySQL's, for what it would change without a word: numbers that are
 * neither whole ones of 64 bits nor exactly the DOUBLE next to them, and names that an object has twice. The JSON is
 * known to be valid.
 */
final class JsonCheck {
    private static final int MYSQL_DEPTH_MAX = 100;

    private static final int MARIADB_DEPTH_MAX = 31;

    private static final int SAFE_DIGITS = 15;
    private static final BigDecimal MIN = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MAX = new BigDecimal("18446744073709551615");

    /** Names of the objects that are open, one after the other. */
    private final Bytes names = new Bytes(256);

    private int[] nameEnds = new int[64];
    private int nameCount;
    /** For each open object or array the number of names before it; an array has -1. */
    private final int[] firstName;

    private final int depthMax;
    private final boolean parses;
    private int depth;

    private JsonCheck(int depthMax, boolean parses) {
        this.depthMax = depthMax;
        this.parses = parses;
        this.firstName = new int[depthMax + 1];
    }

    /** For MySQL's own type, which takes values apart. */
    static JsonCheck ofMysql() {
        return new JsonCheck(MYSQL_DEPTH_MAX, true);
    }

    /** For MariaDB's, which is a text that is looked at. */
    static JsonCheck ofMariadb() {
        return new JsonCheck(MARIADB_DEPTH_MAX, false);
    }

    void check(byte[] json, int from, int to) throws UnfitValue {
        names.clear();
        nameCount = 0;
        depth = 0;
        boolean key = false;
        int i = from;
        while (i < to) {
            byte b = json[i];
            switch (b) {
                case '{', '[' -> {
                    open(b == '{');
                    key = b == '{' && parses;
                    i++;
                }
                case '}', ']' -> {
                    close();
                    key = false;
                    i++;
                }
                case ',' -> {
                    key = firstName[depth] >= 0;
                    i++;
                }
                case '"' -> {
                    int end = stringEnd(json, i);
                    if (key) {
                        name(json, i + 1, end);
                        key = false;
                    }
                    i = end + 1;
                }
                default -> i = b == '-' || b >= '0' && b <= '9' ? number(json, i, to) : i + 1;
            }
        }
    }

    private void open(boolean object) throws UnfitValue {
        if (depth == depthMax) {
            throw new UnfitValue("is nested more than " + depthMax + " deep, which the server's JSON cannot be");
        }
        firstName[++depth] = object && parses ? nameCount : -1;
    }

    private void close() {
        if (firstName[depth] >= 0) {
            nameCount = firstName[depth];
            names.truncate(nameCount == 0 ? 0 : nameEnds[nameCount - 1]);
        }
        depth--;
    }

    private static int stringEnd(byte[] json, int quote) {
        int i = quote + 1;
        while (json[i] != '"') {
            i += json[i] == '\\' ? 2 : 1;
        }
        return i;
    }

    private void name(byte[] json, int from, int to) throws UnfitValue {
        int start = names.length();
        JsonText.unescape(names, json, from, to - from);
        byte[] all = names.array();
        for (int n = firstName[depth]; n < nameCount; n++) {
            if (Arrays.equals(all, n == 0 ? 0 : nameEnds[n - 1], nameEnds[n], all, start, names.length())) {
                throw new UnfitValue("has an object with two values of one name, of which MySQL's JSON keeps one");
            }
        }
        if (nameCount == nameEnds.length) {
            nameEnds = Arrays.copyOf(nameEnds, 2 * nameCount);
        }
        nameEnds[nameCount++] = names.length();
    }

    private int number(byte[] json, int from, int to) throws UnfitValue {
        int i = from + 1;
        boolean plain = true;
        while (i < to && isOfNumber(json[i])) {
            plain &= json[i] != 'e' && json[i] != 'E';
            i++;
        }
        if (parses && (!plain || i - from > SAFE_DIGITS)) {
            exact(Numbers.text(json, from, i));
        }
        return i;
    }

    private static boolean isOfNumber(byte b) {
        return b >= '0' && b <= '9' || b == '.' || b == 'e' || b == 'E' || b == '+' || b == '-';
    }

    private static void exact(String literal) throws UnfitValue {
        BigDecimal number = new BigDecimal(literal);
        boolean whole = literal.chars().allMatch(c -> c == '-' || c >= '0' && c <= '9');
        if (whole && number.compareTo(MIN) >= 0 && number.compareTo(MAX) <= 0) {
            return;
        }
        double near = number.doubleValue();
        if (Double.isInfinite(near) || shortest(near).compareTo(number) != 0) {
            throw new UnfitValue(
                    "holds the number " + (literal.length() > 60 ? literal.substring(0, 60) + "…" : literal)
                            + ", of which MySQL's JSON keeps fewer digits");
        }
    }

    /** As MySQL writes it: with one digit where one is enough, of which Java makes two (4.9E-324). */
    private static BigDecimal shortest(double number) {
        BigDecimal text = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        BigDecimal one = text.round(new MathContext(1));
        return text.precision() == 2 && one.doubleValue() == number ? one : text;
    }
}
