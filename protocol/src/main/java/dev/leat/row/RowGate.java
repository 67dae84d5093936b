package dev.leat.row;

/** Stands between a {@link RowWriter} and the output: sees each row once it is whole. Same thread as the writer. */
public interface RowGate {
    /**
     * Whether the row is to be sent. Called once per row, before its line is closed.
     *
     * @param ridStart where the RID's JSON literal begins in {@code line}, and {@code ridEnd} where it ends; without
     *     meaning when the stream has no RID
     */
    boolean admit(Bytes line, int ridStart, int ridEnd);

    /** The line's {@code emitted_at}, in milliseconds since 1970. */
    long emittedAt();

    /** The row's line is whole in the buffer, which may now be emptied. */
    void sent();
}
