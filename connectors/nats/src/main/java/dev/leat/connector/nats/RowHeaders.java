package dev.leat.connector.nats;

import dev.leat.row.Bytes;
import dev.leat.sdk.WritePlan;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Writes the headers of a stream's rows, as NATS has them.
 *
 * <p>A message's id is the row and its place: the stream, the RID where it is short, a hash of the row, and the sequence it
 * is to have. Whoever sends the same again at the same place sends the same id.
 */
final class RowHeaders {
    private static final byte[] LINE_END = {'\r', '\n'};
    /** A RID that is longer is left out of message ids, which its place makes unique all the same. */
    private static final int RID_IN_ID_BYTES_MAX = 40;

    private static final int NUMBERS_BYTES = 48;

    private static final int HASH_DIGITS = 16;
    private static final byte[] HEX = ascii("0123456789abcdef");

    private final byte[] start = ascii("NATS/1.0\r\n");
    private final byte[] after = ascii(Marks.EXPECTED_LAST + ": ");
    private final byte[] behind = ascii(Marks.EXPECTED_LAST_ID + ": ");
    private final byte[] header = ascii(Marks.MESSAGE_ID + ": ");
    private final byte[] stream;
    private final byte[] rid;
    private final byte[] run;
    private final byte[] since = ascii(Marks.SINCE + ": ");
    private final byte[] commit = ascii(Marks.COMMIT + ": 1\r\n");
    private final boolean marksTransactions;
    private final Bytes text = new Bytes(512);

    /** @param began when the run began */
    RowHeaders(WritePlan plan, String stream, Instant began) {
        this.stream = ascii(stream + ":");
        rid = plan.rid()
                .map(column -> new Bytes(64)
                        .putAscii(Marks.RID + ": {")
                        .put(AsciiJson.name(column.name()))
                        .put(':')
                        .copy())
                .orElse(null);
        run = plan.technicalColumns()
                ? ascii(Marks.SYNC_ID + ": " + plan.syncId() + "\r\n" + Marks.SYNCED_AT + ": "
                        + began.truncatedTo(ChronoUnit.MILLIS) + "\r\n")
                : new byte[0];
        marksTransactions = plan.rid().isEmpty();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The most bytes that a row's headers take. */
    int lengthMax(int ridLength) {
        int id = stream.length + RID_IN_ID_BYTES_MAX + HASH_DIGITS + NUMBERS_BYTES;
        int fixed = start.length + behind.length + header.length + run.length + since.length + commit.length;
        return fixed + 2 * id + (rid == null ? 0 : rid.length) + ridLength + 2 * NUMBERS_BYTES;
    }

    /** The id of a row whose place is known. */
    byte[] id(Row row) {
        text.clear();
        text.put(stream);
        if (row.rid != null && row.rid.length <= RID_IN_ID_BYTES_MAX) {
            text.put(row.rid).put(':');
        }
        long hash = RowHash.of(row.payload);
        for (int shift = 60; shift >= 0; shift -= 4) {
            text.put(HEX[(int) (hash >>> shift) & 15]);
        }
        return text.put(':').putLong(row.sequence).copy();
    }

    /**
     * The headers of a row that the server is to take right behind the one before, or not at all.
     *
     * @param before the row before; null for one that comes behind whatever has the sequence before its own
     * @param committed the stream's last sequence when the transaction began
     */
    RawHeaders of(Row row, Row before, long committed) {
        text.clear();
        text.put(start);
        if (before == null) {
            text.put(after).putLong(row.sequence - 1).put(LINE_END);
        } else {
            text.put(behind).put(before.id).put(LINE_END);
        }
        text.put(header).put(row.id).put(LINE_END);
        if (row.rid != null) {
            text.put(rid).put(row.rid).put('}').put(LINE_END);
        }
        text.put(run);
        if (marksTransactions) {
            text.put(since).putLong(committed).put(LINE_END);
            if (row.commits) {
                text.put(commit);
            }
        }
        return new RawHeaders(text.put(LINE_END));
    }
}
