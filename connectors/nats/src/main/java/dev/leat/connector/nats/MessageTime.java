package dev.leat.connector.nats;

import dev.leat.row.Bytes;
import dev.leat.row.TemporalText;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Writes instants given in nanoseconds since 1970, as JSON. Those of a stream share their second with many others. */
final class MessageTime {
    private static final long NANOS = 1_000_000_000L;
    private static final int FRACTION_DIGITS = 9;

    private final Bytes second = new Bytes(32);
    private long cached = Long.MIN_VALUE;

    void put(Bytes out, long nanos) {
        long epochSecond = Math.floorDiv(nanos, NANOS);
        if (epochSecond != cached) {
            LocalDateTime time = LocalDateTime.ofEpochSecond(epochSecond, 0, ZoneOffset.UTC);
            second.clear();
            TemporalText.date(second.put('"'), time.toLocalDate()).put('T');
            TemporalText.time(second, time.toLocalTime());
            cached = epochSecond;
        }
        out.put(second.array(), 0, second.length());
        int fraction = (int) Math.floorMod(nanos, NANOS);
        if (fraction != 0) {
            out.put('.').putPadded(fraction, FRACTION_DIGITS);
        }
        out.put('Z').put('"');
    }
}
