package dev.leat.sdk;

import java.util.List;

/** A source that can read one stream in several parts at the same time. */
public interface PartitionedSource extends Source {
    /** One part of a stream. */
    @FunctionalInterface
    interface Part {
        /**
         * Reads the part to its end. Called once, on a thread of its own, while the other parts are being read on theirs
         * and the source's own thread waits: what the parts share must bear that. Rows may come in any order. Look at
         * {@link Emitter#stopping} between rows: it also says so when another part has failed.
         *
         * @throws Exception ends the stream as incomplete
         */
        void read(Emitter out) throws Exception;
    }

    /**
     * Divides a stream that is to be read from its start, into {@link ReadPlan#partitions} parts at most, which together
     * are its rows as of {@link #begin}, each row once. Called in place of {@link #read}; if the answer has fewer than
     * two parts, {@link #read} is called after all.
     */
    List<Part> parts(ReadPlan stream) throws Exception;
}
