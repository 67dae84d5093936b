package dev.leat.runner;

import dev.leat.protocol.ConfiguredCatalog;
import dev.leat.protocol.ConfiguredCatalog.ConfiguredStream;
import dev.leat.protocol.Json;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.protocol.SyncMode;
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

    /** @param direct whether the destination gets what the source sends as it is, under its own names that is */
    byte[] sourceCatalog(boolean direct) {
        return catalog(streams.stream()
                .map(stream -> direct && !stream.source().equals(stream.destination())
                        ? stream.atSource().sentAs(stream.destination())
                        : stream.atSource())
                .toList());
    }

    byte[] destinationCatalog() {
        return catalog(streams.stream().map(PlannedStream::atDestination).toList());
    }

    private static byte[] catalog(List<ConfiguredStream> streams) {
        return Json.bytes(new ConfiguredCatalog(streams));
    }
}
