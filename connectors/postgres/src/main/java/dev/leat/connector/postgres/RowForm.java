package dev.leat.connector.postgres;

import dev.leat.row.Batch;
import dev.leat.row.Bytes;

/** One of COPY's formats: how rows lie in what is sent. For one load; not thread-safe. */
interface RowForm {
    /** What a COPY's first bytes are. */
    void begin(Bytes to);

    /** Writes the batch's current row. A value that its column would not hold exactly is a DATA error. */
    void row(Batch rows, Bytes to);

    /** What a COPY's last bytes are. */
    void end(Bytes to);

    /** The index after the row that begins at {@code at}. */
    int next(Bytes sent, int at);

    /** A field of the row that begins at {@code at}, for messages. */
    String field(Bytes sent, int at, int column);
}
