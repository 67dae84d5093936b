package dev.leat.jdbc;

/** A value that is none of its column's type. Who catches it knows stream, row and column. */
public final class UnfitValue extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param reason goes on from "its value" */
    public UnfitValue(String reason) {
        super(reason, null, false, false);
    }
}
