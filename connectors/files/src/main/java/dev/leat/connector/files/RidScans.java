package dev.leat.connector.files;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.Json;
import dev.leat.sdk.Rid;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Follows the RIDs of a file's rows: those of each partition by themselves, where they are counted so. */
final class RidScans {
    /** What all rows are in where RIDs are counted over all of them. */
    private static final long WHOLE = 0;

    private final Rid rid;
    private final Path file;
    private final TreeMap<Long, RidScan> scans = new TreeMap<>();
    private long currentPartition = WHOLE;
    private RidScan current;

    RidScans(Rid rid, Path file) {
        this.rid = rid;
        this.file = file;
        this.current = RidScan.of(rid, file);
        if (rid.per().isEmpty()) {
            scans.put(WHOLE, current);
        }
    }

    /** For rows of streams whose RID is counted over all of them. */
    RidScan whole() {
        return current;
    }

    /** For the rows of the partition whose number stands there. */
    RidScan of(byte[] array, int from, int to) {
        long partition = partition(new String(array, from, to - from, StandardCharsets.UTF_8));
        if (partition != currentPartition || !scans.containsKey(partition)) {
            current = scans.computeIfAbsent(partition, p -> RidScan.of(rid, file));
            currentPartition = partition;
        }
        return current;
    }

    private long partition(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException noNumber) {
            throw ConnectorException.config(
                    "a row of " + file + " has \"" + text + "\" in its column \""
                            + rid.per().orElseThrow().name()
                            + "\", which is no partition's number; mend the file, or delete it to start over",
                    noNumber);
        }
    }

    /** How far the file is; empty if no row has a RID. */
    Optional<JsonNode> last() {
        if (rid.per().isEmpty()) {
            return current.last();
        }
        ObjectNode last = Json.object();
        scans.forEach((partition, scan) -> scan.last().ifPresent(value -> last.set(partition.toString(), value)));
        return last.isEmpty() ? Optional.empty() : Optional.of(last);
    }

    /** How many rows there are. */
    long rows() {
        return scans.values().stream().mapToLong(RidScan::rows).sum();
    }
}
