package dev.leat.connector.files;

import dev.leat.row.Batch;
import dev.leat.row.Bytes;

/** Writes received rows in a file's format, in UTF-8. */
interface RowEncoder {
    /** What the file begins with. */
    void head(Bytes out);

    /** Appends the row that the batch is at; throws DATA for one that the file cannot hold. */
    void row(Batch rows, Bytes out);
}
