package dev.leat.connector.files;

import dev.leat.row.Bytes;
import dev.leat.row.TemporalText;
import dev.leat.sdk.WritePlan;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The values of the technical columns, the same in all rows of a run. */
record Stamp(byte[] syncedAt, byte[] syncId) {
    static final List<String> COLUMNS = List.of(WritePlan.SYNCED_AT, WritePlan.SYNC_ID);

    static Stamp of(Instant began, long syncId) {
        LocalDateTime utc = LocalDateTime.ofInstant(began.truncatedTo(ChronoUnit.MILLIS), ZoneOffset.UTC);
        Bytes text = new Bytes(32);
        TemporalText.date(text, utc.toLocalDate()).put('T');
        TemporalText.time(text, utc.toLocalTime()).put('Z');
        return new Stamp(text.copy(), Long.toString(syncId).getBytes(StandardCharsets.US_ASCII));
    }
}
