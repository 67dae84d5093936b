package dev.leat.protocol;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What {@code discover} answers: the streams a source has, each with the JSON Schema of its records. */
public record Catalog(List<Stream> streams) {

    /**
     * One stream as discovered.
     *
     * @param jsonSchema an object schema; each property may carry {@code "leat"}, the exact column type
     * @param defaultCursorField path of the RID column the source would choose
     * @param sourceDefinedPrimaryKey one path per key column
     * @param isResumable whether an interrupted full refresh can be continued
     * @param leat what only Leat's runner reads; others ignore it
     */
    public record Stream(
            String name,
            String namespace,
            ObjectNode jsonSchema,
            List<SyncMode> supportedSyncModes,
            Boolean sourceDefinedCursor,
            List<String> defaultCursorField,
            List<List<String>> sourceDefinedPrimaryKey,
            Boolean isResumable,
            Boolean isFileBased,
            Hints leat) {

        public StreamDescriptor descriptor() {
            return new StreamDescriptor(name, namespace);
        }
    }

    /**
     * Leat's annotations on a discovered stream.
     *
     * @param rowEstimate rows the system believes the stream holds; null if it does not know
     * @param byteEstimate bytes the system believes the stream holds; null if it does not know
     * @param rids columns that can serve as RID, the best first
     */
    public record Hints(Long rowEstimate, Long byteEstimate, List<RidCandidate> rids) {}

    /**
     * A column that grows with new rows.
     *
     * @param unique whether no two rows share a value, which lets a resumed read start after the last one
     * @param nullable whether rows without a value are possible; they would never be read
     * @param per the column of whole numbers that tells a row's partition, where the values grow within each partition
     *     and nothing is said of rows of different ones; null where they grow over all rows
     */
    public record RidCandidate(String column, boolean unique, boolean nullable, String per) {
        public RidCandidate(String column, boolean unique, boolean nullable) {
            this(column, unique, nullable, null);
        }
    }
}
