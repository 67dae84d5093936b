package dev.leat.type;

import java.util.List;

/**
 * What a column holds, as exactly as any of the systems can say it. Each type has one form as a JSON value, the same
 * from every source; the form is given with each type below.
 *
 * <p>{@link TypeJson} writes a type into a stream's JSON Schema and reads it back.
 */
public sealed interface Type {

    /** {@code true} or {@code false}. */
    record Bool() implements Type {}

    /**
     * A whole number of a machine width, as a JSON integer.
     *
     * @param bits 8, 16, 24, 32 or 64
     */
    record Int(int bits, boolean unsigned) implements Type {}

    /**
     * An exact number, as a JSON number literal with the digits the source has ({@code 1.10} stays {@code 1.10}); or
     * one of the strings {@code "NaN"}, {@code "Infinity"}, {@code "-Infinity"} where the source knows them.
     *
     * @param precision digits in all, or 0 for no limit
     * @param scale digits after the point; with precision 0 not meaningful, except that {@link #INTEGER} has scale 0
     */
    record Decimal(int precision, int scale) implements Type {
        /** Scale of a number that may have any digits after the point. */
        public static final int ANY_SCALE = -1;

        /** Any number, exactly. */
        public static final Decimal ANY = new Decimal(0, ANY_SCALE);

        /** Any whole number. */
        public static final Decimal INTEGER = new Decimal(0, 0);
    }

    /** A 32-bit binary floating-point number: the shortest JSON number that reads back equal, or a string as above. */
    record Float32() implements Type {}

    /** A 64-bit binary floating-point number: the shortest JSON number that reads back equal, or a string as above. */
    record Float64() implements Type {}

    /**
     * Text, as a JSON string.
     *
     * @param lengthMax the most characters (code points) it may have, or 0 for no limit
     * @param padded fixed length, filled with spaces by the engine; compare it trimmed
     */
    record Text(int lengthMax, boolean padded) implements Type {
        public static final Text ANY = new Text(0, false);
    }

    /** One of a fixed set of texts, as a JSON string. */
    record Enumeration(List<String> values) implements Type {
        public Enumeration {
            values = List.copyOf(values);
        }
    }

    /** Bytes, as a JSON string in base64 with padding. */
    record Bytes() implements Type {}

    /** A day, as {@code "2026-11-20"}; years before 1 as {@code "0044-03-15 BC"}. */
    record Date() implements Type {}

    /**
     * A time of day, as {@code "13:45:00.5"}; zoned ones end in an offset, {@code "13:45:00+02:00"} or {@code "Z"}.
     *
     * @param fraction digits of a second kept, 0 to 9
     */
    record Time(int fraction, boolean zoned) implements Type {}

    /**
     * A point in time. Zoned: an instant, {@code "2026-11-20T13:45:00.5Z"}, always in UTC. Not zoned: what a calendar
     * and a clock on some wall show, {@code "2026-11-20T13:45:00.5"}; it has no zone and is given none. Years before 1
     * end in {@code " BC"}; trailing zeros of the fraction may be left off.
     *
     * @param fraction digits of a second kept, 0 to 9
     */
    record Timestamp(int fraction, boolean zoned) implements Type {}

    /** A UUID, as its 36-character lower-case string. */
    record Uuid() implements Type {}

    /** Any JSON value, as itself. */
    record Json() implements Type {}

    /** A list, as a JSON array of the element's form; elements may be null, and arrays may nest. */
    record Array(Type element) implements Type {}

    /** Whether its values have an order that all systems agree on, so that a column of it can be a RID. */
    default boolean isOrdered() {
        return switch (this) {
            case Int _, Decimal _, Float32 _, Float64 _, Date _, Timestamp _, Text _, Uuid _ -> true;
            case Time time -> !time.zoned();
            // Labels are ordered by their place in some systems, and base64 is not ordered as its bytes are.
            case Enumeration _, Bytes _ -> false;
            case Bool _, Json _, Array _ -> false;
        };
    }

    Type BOOL = new Bool();
    Type INT16 = new Int(16, false);
    Type INT32 = new Int(32, false);
    Type INT64 = new Int(64, false);
    Type FLOAT32 = new Float32();
    Type FLOAT64 = new Float64();
    // Not Text.ANY: where Text is the first of all to be initialized, it has no value yet when this interface is.
    Type TEXT = new Text(0, false);
    Type BYTES = new Bytes();
    Type DATE = new Date();
    Type UUID = new Uuid();
    Type JSON = new Json();
}
