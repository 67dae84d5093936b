package dev.leat.connector.kafka;

import dev.leat.row.Bytes;
import dev.leat.row.TemporalText;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Writes instants given in milliseconds as the protocol has them. Those of messages mostly share their second. */
final class InstantText {
    private final Bytes second = new Bytes(32);
    private long shown = Long.MIN_VALUE;

    /** Appends the instant as a JSON string. */
    void put(long epochMillis, Bytes out) {
        long seconds = Math.floorDiv(epochMillis, 1000L);
        if (seconds != shown) {
            LocalDateTime utc = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
            second.clear();
            TemporalText.date(second.put('"'), utc.toLocalDate()).put('T');
            TemporalText.time(second, utc.toLocalTime());
            shown = seconds;
        }
        out.put(second.array(), 0, second.length());
        int millis = (int) (epochMillis - seconds * 1000);
        if (millis > 0) {
            out.put('.').putPadded(millis, 3);
        }
        out.putAscii("Z\"");
    }
}
