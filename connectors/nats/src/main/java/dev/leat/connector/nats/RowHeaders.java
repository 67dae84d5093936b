package dev.leat.connector.nats;

import dev.leat.row.Bytes;
import dev.leat.sdk.WritePlan;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Writes the headers of a stream's rows: how NATS has them, and the same prefix and suffix each time. */
final class RowHeaders {
    private static final byte[] LINE_END = {'\r', '\n'};
    /** A RID that is longer is left out of message ids, which its place makes unique all the same. */
    private static final int RID_IN_ID_BYTES_MAX = 40;

    private static final int NUMBERS_BYTES = 48;

    private final byte[] start = ascii("NATS/1.0\r\n" + Marks.EXPECTED_LAST + ": ");
    private final byte[] id;
    private final byte[] rid;
    private final byte[] run;
    private final byte[] since = ascii(Marks.SINCE + ": ");
    private final byte[] commit = ascii(Marks.COMMIT + ": 1\r\n");
    private final boolean marksTransactions;
    private final Bytes text = new Bytes(512);

    /** @param began when the run began */
    RowHeaders(WritePlan plan, String stream, boolean messageIds, Instant began) {
        id = messageIds ? ascii(Marks.MESSAGE_ID + ": " + stream + ":") : null;
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
        int fixed = start.length
                + (rid == null ? 0 : rid.length)
                + (id == null ? 0 : id.length)
                + run.length
                + since.length
                + commit.length;
        return fixed + ridLength + Math.min(ridLength, RID_IN_ID_BYTES_MAX) + NUMBERS_BYTES * 2;
    }

    /**
     * The headers of a row that is to come right behind the others: the server takes it there or not at all.
     *
     * @param committed the stream's last sequence when the transaction began
     */
    RawHeaders of(Row row, long committed) {
        text.clear();
        text.put(start).putLong(row.sequence - 1).put(LINE_END);
        if (id != null) {
            text.put(id);
            if (row.rid != null && row.rid.length <= RID_IN_ID_BYTES_MAX) {
                text.put(row.rid).put(':');
            }
            text.putLong(row.sequence).put(LINE_END);
        }
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
