package dev.leat.runner;

import dev.leat.protocol.ConfiguredCatalog;
import dev.leat.protocol.ConfiguredCatalog.ConfiguredStream;
import dev.leat.protocol.Json;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.protocol.SyncMode;
import java.util.ArrayList;
import java.util.List;

/** What one replication is going to do: each stream as the source and as the destination shall know it. */
record Plan(List<PlannedStream> streams) {

    /** A stream under its two names, which differ where the settings map namespaces or add a prefix. */
    record PlannedStream(ConfiguredStream atSource, ConfiguredStream atDestination) {
        StreamDescriptor source() {
            return atSource.descriptor();
        }

        StreamDescriptor destination() {
            return atDestination.descriptor();
        }

        boolean incremental() {
            return atSource.syncMode() == SyncMode.INCREMENTAL;
        }

        Long rowEstimate() {
            return atSource.stream().leat() == null
                    ? null
                    : atSource.stream().leat().rowEstimate();
        }
    }

    boolean incremental() {
        return streams.stream().anyMatch(PlannedStream::incremental);
    }

    /** For rows that pass through the runner. */
    byte[] sourceCatalog() {
        return catalog(streams.stream().map(PlannedStream::atSource).toList());
    }

    /**
     * For rows that the destination gets as the source sends them: under the names that it knows.
     *
     * @param lists whether both sides do without the columns' names
     */
    byte[] directCatalog(boolean lists) {
        List<ConfiguredStream> direct = new ArrayList<>();
        for (PlannedStream stream : streams) {
            ConfiguredStream sent = stream.source().equals(stream.destination())
                    ? stream.atSource()
                    : stream.atSource().sentAs(stream.destination());
            boolean list = lists && !Planner.columns(sent.stream()).isEmpty();
            direct.add(list ? sent.asLists(direct.size()) : sent);
        }
        return catalog(direct);
    }

    byte[] destinationCatalog() {
        return catalog(streams.stream().map(PlannedStream::atDestination).toList());
    }

    private static byte[] catalog(List<ConfiguredStream> streams) {
        return Json.bytes(new ConfiguredCatalog(streams));
    }
}
