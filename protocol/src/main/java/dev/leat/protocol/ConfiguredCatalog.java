package dev.leat.protocol;

import java.util.List;

/** What is to be moved and how: given to {@code read}, {@code write} and {@code rid} with {@code --catalog}. */
public record ConfiguredCatalog(List<ConfiguredStream> streams) {

    /**
     * One stream as chosen. Columns are selected by leaving the others out of {@code stream.jsonSchema}.
     *
     * @param cursorField path of the RID column of an incremental stream
     * @param generationId grows with each replacement; together with {@code minimumGenerationId} it tells a foreign
     *     destination to replace
     * @param syncId grows with each run; written to {@code _leat_sync_id}
     * @param leat what only Leat's connectors read; null from a foreign runner
     */
    public record ConfiguredStream(
            Catalog.Stream stream,
            SyncMode syncMode,
            DestinationSyncMode destinationSyncMode,
            List<String> cursorField,
            List<List<String>> primaryKey,
            Long generationId,
            Long minimumGenerationId,
            Long syncId,
            Options leat) {

        public StreamDescriptor descriptor() {
            return stream.descriptor();
        }

        /** The same, sent by its source under another name. */
        public ConfiguredStream sentAs(StreamDescriptor name) {
            return with((leat == null ? Options.DEFAULT : leat).sentAs(name));
        }

        /** The same, whose rows are sent as lists. */
        public ConfiguredStream asLists(int number) {
            return with((leat == null ? Options.DEFAULT : leat).asLists(number));
        }

        private ConfiguredStream with(Options options) {
            return new ConfiguredStream(
                    stream,
                    syncMode,
                    destinationSyncMode,
                    cursorField,
                    primaryKey,
                    generationId,
                    minimumGenerationId,
                    syncId,
                    options);
        }
    }

    /**
     * Leat's annotations on a configured stream. Every field may be null, which means the default.
     *
     * @param ridUnique no two rows share a RID, so that a resumed read may start after the last one; default false
     * @param ridPer the column that tells a row's partition, where RIDs are counted per partition; null where they are not
     * @param state {@code "rid"} (default: the state is derived from the destination's own rows) or {@code "stored"}
     *     (the state is opaque and kept by the destination beside the rows)
     * @param technicalColumns whether the destination adds {@code _leat_synced_at} and {@code _leat_sync_id}; default
     *     true
     * @param scope the replication's name, under which a destination keeps opaque states; default ""
     * @param partitions in how many parts at the same time the source is to read the stream from its start; default 1.
     *     Its rows then come in no order, and the destination takes all of them or none
     * @param sentAs the name under which the source is to send all that it says of the stream; default its own. Only for
     *     sources that understand {@code --output}
     * @param list the number under which the source is to send the stream's rows as lists of values; default is RECORD
     *     lines. Only for sources that can
     */
    public record Options(
            Boolean ridUnique,
            String ridPer,
            StateKind state,
            Boolean technicalColumns,
            String scope,
            Integer partitions,
            StreamDescriptor sentAs,
            Integer list) {

        public static final Options DEFAULT = new Options(null, null, null, null, null, null, null, null);

        /** The same, sent under another name. */
        public Options sentAs(StreamDescriptor name) {
            return new Options(ridUnique, ridPer, state, technicalColumns, scope, partitions, name, list);
        }

        /** The same, with rows as lists. */
        public Options asLists(int number) {
            return new Options(ridUnique, ridPer, state, technicalColumns, scope, partitions, sentAs, number);
        }

        /** Whether the stream is to be read in several parts. */
        public boolean inParts() {
            return partitions != null && partitions > 1;
        }
    }

    /** Where a stream's state comes from when the next run starts. */
    public enum StateKind implements Word {
        RID,
        STORED
    }
}
