package dev.leat.testkit;

/**
 * What a stored column holds, as far as it matters for comparing it with another system's.
 *
 * @param element of an array; null for everything else
 */
public record Shape(Kind kind, Shape element) {
    public static final Shape TEXT = of(Kind.TEXT);

    /** Later kinds say more: when two systems disagree, the one that says more decides how both are read. */
    public enum Kind {
        TEXT,
        PADDED_TEXT,
        NUMBER,
        BOOL,
        DOUBLE,
        FLOAT,
        BYTES,
        DATE,
        TIME,
        TIME_ZONED,
        TIMESTAMP,
        INSTANT,
        UUID,
        JSON,
        ARRAY
    }

    public static Shape of(Kind kind) {
        return new Shape(kind, null);
    }

    public static Shape arrayOf(Shape element) {
        return new Shape(Kind.ARRAY, element);
    }

    /** The one of both that says more. */
    static Shape moreSpecific(Shape a, Shape b) {
        if (a.kind == Kind.ARRAY && b.kind == Kind.ARRAY) {
            return arrayOf(moreSpecific(a.element, b.element));
        }
        return a.kind.compareTo(b.kind) >= 0 ? a : b;
    }
}
