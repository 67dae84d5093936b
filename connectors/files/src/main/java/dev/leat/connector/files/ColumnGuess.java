package dev.leat.connector.files;

import dev.leat.row.Bytes;
import dev.leat.row.JsonText;
import dev.leat.row.RidOrder;
import dev.leat.type.Type;
import dev.leat.value.NumberText;
import dev.leat.value.Shapes;
import dev.leat.value.Temporal;

/**
 * What the values of a column seen so far can all be. Numbers are whole, or have a fraction; a text is a date or a
 * timestamp only if all are; anything that would come out other than it went in stays text: {@code 007}, {@code +1},
 * {@code 1.}.
 */
final class ColumnGuess {
    private static final int BOOL = 1;
    private static final int WHOLE = 1 << 1;
    private static final int NUMBER = 1 << 2;
    private static final int DATE = 1 << 3;
    private static final int TIMESTAMP = 1 << 4;
    private static final int TIMESTAMP_ZONED = 1 << 5;
    private static final int TEXT = 1 << 6;
    private static final int ALL = 2 * TEXT - 1;

    private static final int FRACTION_LEAST = 6;
    private static final int RID_BYTES_MAX = 200;
    private static final Type NAIVE = new Type.Timestamp(FRACTION_LEAST, false);
    private static final Type ZONED = new Type.Timestamp(FRACTION_LEAST, true);

    private final String name;
    private final Temporal temporal = new Temporal();
    private final Bytes canonical = new Bytes(64);
    private final Rising numbers = new Rising(RidOrder.of(Type.Decimal.ANY));
    private final Rising times = new Rising(RidOrder.of(Type.DATE));
    private final Rising texts = new Rising(RidOrder.of(Type.TEXT));
    private int possible = ALL;
    private boolean fits64 = true;
    private boolean special;
    private boolean finite;
    private int fraction = FRACTION_LEAST;
    private long values;
    private long missing;

    ColumnGuess(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** A row without a value. */
    void none() {
        missing++;
    }

    /** A value written as text; nobody said of what kind. */
    void text(byte[] text, int from, int to) {
        values++;
        int length = to - from;
        int kind = NumberText.kind(text, from, to);
        if (kind != NumberText.NONE || NumberText.isSpecial(text, from, to)) {
            number(text, from, to, kind);
        } else if (length == 4 && Shapes.isWord(text, from, "true")
                || length == 5 && Shapes.isWord(text, from, "false")) {
            possible &= BOOL | TEXT;
        } else {
            notNumber(text, from, to);
        }
        ordered(text, from, to);
    }

    /** A JSON string as it stands between its quotes: a date perhaps, but not a number, for JSON has those. */
    void string(byte[] text, int from, int to) {
        values++;
        if (NumberText.isSpecial(text, from, to)) {
            number(text, from, to, NumberText.NONE);
        } else {
            notNumber(text, from, to);
        }
        if (hasEscape(text, from, to)) {
            texts.giveUp();
        }
        ordered(text, from, to);
    }

    private static boolean hasEscape(byte[] text, int from, int to) {
        for (int i = from; i < Math.min(to, from + RID_BYTES_MAX); i++) {
            if (text[i] == '\\') {
                return true;
            }
        }
        return false;
    }

    /** A JSON number. */
    void number(byte[] literal, int from, int to) {
        values++;
        number(literal, from, to, NumberText.kind(literal, from, to));
        possible &= ~TEXT;
    }

    /** JSON's true or false. */
    void bool() {
        values++;
        possible &= BOOL;
    }

    /** A JSON object or list. */
    void nested() {
        values++;
        possible = 0;
    }

    private void number(byte[] text, int from, int to, int kind) {
        if (kind == NumberText.NONE) {
            special = true;
            possible &= NUMBER | TEXT;
            return;
        }
        finite = true;
        possible &= kind == NumberText.WHOLE ? WHOLE | NUMBER | TEXT : NUMBER | TEXT;
        fits64 &= kind == NumberText.WHOLE && NumberText.fits(text, from, to, 64, false);
        if ((possible & NUMBER) != 0) {
            numbers.accept(text, from, to);
        }
    }

    private void notNumber(byte[] text, int from, int to) {
        int kinds = TEXT;
        if ((possible & (DATE | TIMESTAMP | TIMESTAMP_ZONED)) != 0 && temporal.parse(text, from, to)) {
            kinds |= temporal.isOf(Type.DATE) ? DATE : 0;
            kinds |= temporal.isOf(NAIVE) ? TIMESTAMP : 0;
            kinds |= temporal.isOf(ZONED) ? TIMESTAMP_ZONED : 0;
            canonical.clear();
            canonical.put('"');
            kinds = temporal.write(canonical) ? kinds : TEXT;
            canonical.put('"');
            fraction = Math.max(fraction, temporal.fractionDigits());
            if (kinds != TEXT) {
                times.accept(canonical.array(), 0, canonical.length());
            }
        }
        possible &= kinds;
    }

    /** A text of many bytes is nobody's RID, and would only be copied. */
    private void ordered(byte[] text, int from, int to) {
        if (to - from > RID_BYTES_MAX) {
            texts.giveUp();
        } else if ((possible & TEXT) != 0 && texts.isRising()) {
            canonical.clear();
            JsonText.quote(canonical, text, from, to - from);
            texts.accept(canonical.array(), 0, canonical.length());
        }
    }

    /** The type that holds all values seen, as they are. */
    Type type() {
        if (values == 0) {
            return Type.TEXT;
        }
        if ((possible & BOOL) != 0) {
            return Type.BOOL;
        }
        if ((possible & WHOLE) != 0) {
            return fits64 ? Type.INT64 : Type.Decimal.INTEGER;
        }
        // A column of nothing but "NaN" is one of words.
        if ((possible & NUMBER) != 0 && finite) {
            return Type.Decimal.ANY;
        }
        if ((possible & DATE) != 0) {
            return Type.DATE;
        }
        if ((possible & (TIMESTAMP | TIMESTAMP_ZONED)) != 0) {
            return new Type.Timestamp(fraction > FRACTION_LEAST ? 9 : FRACTION_LEAST, (possible & TIMESTAMP) == 0);
        }
        return (possible & TEXT) != 0 ? Type.TEXT : Type.JSON;
    }

    /** Whether the column, as a column of that type, can serve as RID as far as was read: no gaps, and in order. */
    boolean canBeRid(Type type) {
        return missing == 0
                && switch (type) {
                    case Type.Int _, Type.Decimal _ -> (possible & NUMBER) != 0 && !special && numbers.isUseful(values);
                    case Type.Date _, Type.Timestamp _ -> times.isUseful(values) && (possible & ~TEXT) != 0;
                    // Any column of one value is in order; of texts only those that never repeat are worth a mention.
                    case Type.Text _ -> (possible & TEXT) != 0 && texts.isStrict() && texts.isUseful(values);
                    default -> false;
                };
    }

    /** Whether no value came twice, which counts among columns that can all serve as RID. */
    boolean isStrict() {
        return (possible & NUMBER) != 0 ? numbers.isStrict() : texts.isStrict();
    }

    /** Whether values came in their order, and whether each was beyond the one before. */
    private static final class Rising {
        private final RidOrder order;
        private byte[] last = new byte[0];
        private boolean rising = true;
        private boolean strict = true;
        private boolean moved;

        Rising(RidOrder order) {
            this.order = order;
        }

        void accept(byte[] literal, int from, int to) {
            if (!rising) {
                return;
            }
            if (last.length > 0) {
                int compared = order.compare(last, 0, last.length, literal, from, to);
                rising = compared <= 0;
                strict &= compared < 0;
                moved |= compared < 0;
            }
            last = java.util.Arrays.copyOfRange(literal, from, to);
        }

        void giveUp() {
            rising = false;
        }

        boolean isRising() {
            return rising;
        }

        boolean isStrict() {
            return rising && strict;
        }

        boolean isUseful(long values) {
            return rising && (moved || values <= 1);
        }
    }
}
