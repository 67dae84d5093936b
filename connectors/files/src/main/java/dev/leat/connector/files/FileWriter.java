package dev.leat.connector.files;

import dev.leat.sdk.StreamWriter;

/** A stream writer that has its part in the destination's commit and rollback. */
interface FileWriter extends StreamWriter {
    /** Makes what was written durable and, where it was not, visible. */
    void commit();

    /** Forgets what was written since the last commit. */
    void rollback();
}
