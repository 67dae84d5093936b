package dev.leat.connector.clickhouse.encode;

import dev.leat.jdbc.UnfitValue;
import java.io.IOException;

/** The values of one column, row after row, as a block of ClickHouse's Native format has them. Not thread-safe. */
public interface ColumnData {
    /** Takes the bytes of a block, piece by piece; they are not kept. */
    @FunctionalInterface
    interface Sink {
        void write(byte[] bytes, int offset, int length) throws IOException;
    }

    /**
     * The next row's value, as its JSON literal.
     *
     * @param json holds the literal in {@code [from, to)}, as for {@link Encoder#put}
     * @return how many bytes it takes, which may be far more than its literal has
     * @throws UnfitValue if the column would not hold the value exactly; the block is of no use then
     */
    int put(byte[] json, int from, int to) throws UnfitValue;

    /** The next row has no value: answers how many bytes that takes, 0 if the column does not take it. */
    int putNull();

    /** Writes all there is. */
    void writeTo(Sink out) throws IOException;

    /** Begins anew, without the room that a huge value took. */
    void clear();
}
