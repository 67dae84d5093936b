package dev.leat.sdk;

import dev.leat.type.StreamSchema;
import java.util.List;

/** The reading side of a connector. All calls come from one thread. */
public interface Source {

    /**
     * The streams there are, with columns, keys and RID candidates. Called once by {@code discover}, and never between
     * {@link #begin} and the last {@link #read}.
     */
    List<StreamSchema> discover() throws Exception;

    /**
     * Tells what is about to be read. Called once, before the first {@link #read}; a source that reads everything from
     * one snapshot fixes it here.
     *
     * @throws Exception ends the command: no stream is read
     */
    default void begin(List<ReadPlan> streams) throws Exception {}

    /**
     * Reads one stream to its end. Called once per stream, one after the other.
     *
     * <p>Rows of an incremental stream come in the order of their RID, beginning at {@link ReadPlan#from}; rows before
     * it may be put and are dropped, and rows out of order end the stream with a DATA error. States, statuses and counts
     * are the SDK's business. Between rows, look at {@link Emitter#stopping} if a read takes long, and return early when
     * it says so.
     *
     * @throws Exception ends this stream as incomplete; the other streams are still read
     */
    void read(ReadPlan stream, Emitter out) throws Exception;
}
