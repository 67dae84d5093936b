package dev.leat.sdk;

import dev.leat.row.Batch;

/** Writes one stream. Called from the destination's thread. */
public interface StreamWriter {

    /**
     * Writes rows. Called once per run of consecutive rows, from one row to some megabytes of them; take every row the
     * batch has. The batch and its bytes are gone when this returns. Rows may be buffered until the next commit.
     *
     * @throws Exception DATA for a row that the system cannot hold; the stream fails and nothing of the transaction
     *     stays
     */
    void write(Batch rows) throws Exception;

    /**
     * Deletes the rows whose RID is the last one ({@link RidReader#lastRid}), in the current transaction, because the
     * source is about to send them again together with those that came later. Called at most once, before the first
     * {@link #write}, and only for streams whose RID is not unique. Deleting must not be visible before the commit.
     *
     * <p>Where nothing can be deleted, take note of these rows instead, and pass over each that comes again just as it is
     * there: as often as it is there, and no oftener.
     */
    default void dropBoundary() throws Exception {
        throw new UnsupportedOperationException("a destination with RIDs must be able to drop its boundary rows");
    }

    /**
     * The source has sent the whole stream. In mode replace, put the new rows in the place of the old ones, visible with
     * the next commit. Called at most once, after the last {@link #write}.
     */
    void complete() throws Exception;

    /** The stream ended early: in mode replace, drop what was loaded; the old rows stay. Nothing is called after it. */
    void abort() throws Exception;
}
