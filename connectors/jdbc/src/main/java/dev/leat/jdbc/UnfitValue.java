package dev.leat.jdbc;

/** A value that is none of its column's type. Who catches it knows stream, row and column. */
public final class UnfitValue extends Exception {
    private static final long serialVersionUID = 1L;

    /** Of a value that no line can hold, and that was not loaded for that. */
    public static UnfitValue tooLong(long length, int max) {
        return new UnfitValue("has a length of " + length + ", and the whole row may have " + max
                + " as a line; leave the column out, or raise LEAT_LINE_BYTES_MAX");
    }

    /** @param reason goes on from "its value" */
    public UnfitValue(String reason) {
        super(reason, null, false, false);
    }
}
