package dev.leat.row;

/**
 * Where a row's RID lies, as a JSON literal, and beside it the value of the column that it is counted per, if there is
 * one. Filled anew for each row.
 */
public final class RidSpan {
    public int from;
    public int to;
    /** Without meaning where the RID is counted over all rows, as is {@link #perTo}. */
    public int perFrom;

    public int perTo;
}
