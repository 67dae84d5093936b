package dev.leat.sdk;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.row.RidOrder;
import dev.leat.row.RidProgress;
import dev.leat.row.RidTrail;
import dev.leat.row.RidTrails;
import dev.leat.type.Type;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The RID column of an incremental stream.
 *
 * @param column its position among the stream's columns
 * @param unique whether no two rows share a value; of those that share a partition, if it is counted per partition
 * @param per the column that tells a row's partition, if RIDs are counted per partition: they grow within each, and rows
 *     of different partitions come in any order
 */
public record Rid(int column, String name, Type type, boolean unique, Optional<Per> per) {
    /** Clocks and zones differ; a day ahead is no cause for alarm. */
    private static final int DAYS_AHEAD = 2;

    /** A column of whole numbers that tells which partition a row is in. */
    public record Per(int column, String name) {}

    /**
     * The DATA error for rows without a value, which no range of RIDs would ever find.
     *
     * @param rows how many there are
     */
    public ConnectorException missing(StreamDescriptor stream, long rows) {
        return ConnectorException.data("stream \"" + stream + "\": " + rows
                + " row(s) have no value in the RID column \"" + name
                + (type instanceof Type.Float32 || type instanceof Type.Float64 ? "\", or NaN," : "\"")
                + " and would never be read. Give them one, choose another RID column, or use mode full-refresh");
    }

    /**
     * Warns if the newest row is dated in the future; looks at dates and times only. Called by a source once per stream
     * before it reads.
     *
     * @param greatest the greatest value, in ISO form or the engine's own
     */
    public void warnOfFuture(StreamDescriptor stream, String greatest) {
        if (!(type instanceof Type.Timestamp || type instanceof Type.Date)) {
            return;
        }
        try {
            LocalDate day = LocalDate.parse(greatest.substring(0, Math.min(10, greatest.length())));
            if (day.isAfter(LocalDate.now(ZoneOffset.UTC).plusDays(DAYS_AHEAD))) {
                Log.warn("stream \"" + stream + "\": a row has " + greatest + " in its RID column \"" + name
                        + "\". Once it is written, rows dated before it are never read; correct it at the source");
            }
        } catch (DateTimeParseException _) {
            // A year beyond 9999, or a form of the engine's own: the rows themselves will be judged when they are read.
        }
    }

    /** The position of the column it is counted per, or -1. */
    int perColumn() {
        return per.map(Per::column).orElse(-1);
    }

    /** How far a stream is, beginning where a run begins; a new one each time. */
    RidProgress progress(StreamDescriptor stream, Optional<JsonNode> from) {
        RidOrder order = order(stream);
        return per.<RidProgress>map(column -> new RidTrails(order, column.name(), from))
                .orElseGet(() -> new RidTrail(order));
    }

    /** Whether two states are the same place. */
    boolean same(StreamDescriptor stream, JsonNode a, JsonNode b) {
        RidOrder order = order(stream);
        return per.isPresent() ? RidTrails.same(order, a, b) : order.compare(a, b) == 0;
    }

    /** The order of its values in a stream, whose name messages tell; a new one each time. Throws CONFIG if they have none. */
    RidOrder order(StreamDescriptor stream) {
        return RidOrder.of(type, "stream \"" + stream + "\": the RID column \"" + name + "\"");
    }
}
