package dev.leat.row;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.Message;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import tools.jackson.core.JacksonException;

/**
 * Tells which stream's rows begin at a line, and hands out that stream's {@link Batch} to read them. There is one batch
 * per stream, used again and again. One thread.
 */
public final class RowReader {
    private final List<Batch> batches = new ArrayList<>();
    private final Map<StreamDescriptor, Batch> byStream = new HashMap<>();
    private final ForeignRecord foreign = new ForeignRecord();
    /** One for all streams: each would keep the room of its longest text. */
    private final Bytes unescaped = new Bytes(256);

    private Batch latest;
    private StreamDescriptor unknown;

    /** @param lineNumber tells how many lines came before the batch, for messages */
    public RowReader(List<StreamSchema> schemas, LongSupplier lineNumber) {
        for (StreamSchema schema : schemas) {
            Batch batch = new Batch(schema, foreign, unescaped);
            batch.lineNumbers(lineNumber);
            batches.add(batch);
            byStream.put(schema.stream(), batch);
        }
    }

    /** The batch of a stream, to set it up. */
    public Batch batch(StreamDescriptor stream) {
        return byStream.get(stream);
    }

    /**
     * Takes note that a stream's rows come as lists from now on; false if there is no such stream.
     *
     * @throws ConnectorException INTERNAL if the columns are not those that the catalog has, in its order
     */
    public boolean columns(Message.Columns columns) {
        Batch batch = byStream.get(columns.descriptor());
        if (batch == null) {
            return false;
        }
        List<String> names = batch.schema().columns().stream().map(Column::name).toList();
        if (!names.equals(columns.names())) {
            throw ConnectorException.internal("the columns of the stream \"" + columns.descriptor() + "\" come as "
                    + columns.names() + ", and the catalog has them as " + names);
        }
        batch.expectList(columns.number());
        return true;
    }

    /** What to say, stream by stream, of fields in the rows so far that were no columns and that nobody has seen. */
    public List<String> leftOut() {
        return batches.stream().flatMap(batch -> batch.leftOut().stream()).toList();
    }

    /**
     * The batch for the rows that begin with the line at {@code at}, set to that line; null if the line is no row of a
     * known stream, in which case {@link #unknownStream} may say which stream it names.
     */
    public Batch batchAt(byte[] buffer, int at, int limit) {
        unknown = null;
        if (latest == null || !latest.begins(buffer, at, limit)) {
            latest = find(buffer, at, limit);
        }
        if (latest != null) {
            latest.reset(buffer, at, limit);
        }
        return latest;
    }

    private Batch find(byte[] buffer, int at, int limit) {
        for (Batch batch : batches) {
            if (batch.begins(buffer, at, limit)) {
                return batch;
            }
        }
        try {
            if (!foreign.read(buffer, at, Lines.end(buffer, at, limit))) {
                return null;
            }
        } catch (JacksonException notJson) {
            return null;
        }
        Batch batch = byStream.get(foreign.stream());
        unknown = batch == null ? foreign.stream() : null;
        return batch;
    }

    /** The stream that the line looked at last belongs to, if it is a row of a stream not known here; else null. */
    public StreamDescriptor unknownStream() {
        return unknown;
    }
}
