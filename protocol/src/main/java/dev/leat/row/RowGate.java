package dev.leat.row;

/** Stands between a {@link RowWriter} and the output: sees each row once it is whole. Same thread as the writer. */
public interface RowGate {
    /**
     * Whether the row is to be sent. Called once per row, before its line is closed.
     *
     * @param rid where the RID lies in {@code line}; without meaning when the stream has none
     */
    boolean admit(Bytes line, RidSpan rid);

    /** The line's {@code emitted_at}, in milliseconds since 1970. */
    long emittedAt();

    /** The row's line is whole in the buffer, which may now be emptied. */
    void sent();
}
