package dev.leat.connector.mysql;

import dev.leat.connector.mysql.OpenTransactions.Open;
import dev.leat.jdbc.LateCommitWait;
import dev.leat.jdbc.Reading;
import dev.leat.jdbc.Sql;
import dev.leat.jdbc.StreamRead;
import dev.leat.jdbc.TableName;
import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.type.Type;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps rows from being passed over. A transaction takes its RID, a number or the time, when it inserts, and commits
 * later: rows with greater RIDs may be seen before. Each stream's upper end is fixed first. Whoever may have taken a
 * RID below it by then is in a transaction, or in a statement; those that were seen are waited for, and the snapshot is
 * taken after that, so that what is read up to the end is all there will ever be.
 */
final class LateCommits implements Reading.Ends {
    /** InnoDB has no news more often. */
    private static final long PAUSE_MILLIS_MIN = 120;

    /** No zone is further from UTC than this, so a local time can be as much behind. */
    private static final int ZONE_HOURS_MAX = 14;

    private static final String LOOKING = "see which transactions are open";

    private final MysqlConfig config;
    private final Server server;
    private final Sql sql;
    private final LateCommitWait wait;
    private final Map<StreamDescriptor, ConnectorException> failed = new HashMap<>();

    LateCommits(MysqlConfig config, Server server, Sql sql) {
        this.config = config;
        this.server = server;
        this.sql = sql;
        this.wait = new LateCommitWait(config.lateCommitWaitSeconds(), PAUSE_MILLIS_MIN);
    }

    @Override
    public void fix(List<StreamRead> reads, Map<StreamDescriptor, ConnectorException> unreadable) {
        List<StreamRead> watched = new ArrayList<>();
        for (StreamRead read : reads) {
            if (read.greatest() == null) {
                continue;
            }
            read.limit("<=", RidBound.of(type(read), read.greatest()));
            if (config.lateCommits() == MysqlConfig.LateCommits.IGNORE) {
                continue;
            }
            if (isTime(read) && config.ridLagSeconds() > 0) {
                read.limit("<", bound(read, config.ridLagSeconds(), 0));
            } else if (server.readOnly()) {
                fail(read, replica());
            } else {
                watched.add(read);
            }
        }
        if (!watched.isEmpty()) {
            watch(watched);
        }
        unreadable.putAll(failed);
    }

    private static Type type(StreamRead read) {
        return read.plan().rid().orElseThrow().type();
    }

    /** Whether RIDs tell when, so that they can be held against the clock. */
    private static boolean isTime(StreamRead read) {
        return type(read) instanceof Type.Timestamp || type(read) instanceof Type.Date;
    }

    private String replica() {
        return "the server is read-only, as replicas are, and the transactions still open on the one it follows cannot"
                + " be seen from here: rows that they commit late would be lost. Read that one; or use a date or"
                + " timestamp as RID with \"rid_lag_seconds\", or mode full-refresh; or, where nobody writes, set"
                + " \"late_commits\": \"ignore\"";
    }

    private void watch(List<StreamRead> watched) {
        try {
            List<TableName> tables =
                    watched.stream().map(read -> read.table().name()).toList();
            boolean known = tables.stream()
                    .noneMatch(table -> TableEngine.of(sql, table).isView());
            List<Open> left = awaited(known ? tables : List.of());
            if (!left.isEmpty()) {
                watched.forEach(read -> judge(read, left));
            }
        } catch (SQLException e) {
            if (e.getErrorCode() != OpenTransactions.NO_PRIVILEGE) {
                throw sql.failed(e, LOOKING);
            }
            watched.forEach(read -> fail(
                    read,
                    "which transactions are still open is hidden from the user \"" + config.user()
                            + "\", and rows that they commit late would be lost: GRANT PROCESS ON *.* TO it. Or use a"
                            + " date or timestamp as RID with \"rid_lag_seconds\"; or, where nobody writes, set"
                            + " \"late_commits\": \"ignore\""));
        }
    }

    /** Waits for those there are now; answers who is left when the time is up. */
    private List<Open> awaited(List<TableName> tables) throws SQLException {
        sql.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT", LOOKING);
        try {
            return wait.until(new OpenTransactions(sql, tables)::left, Open::described);
        } finally {
            sql.execute("ROLLBACK", LOOKING);
        }
    }

    private void judge(StreamRead read, List<Open> left) {
        StreamDescriptor stream = read.plan().schema().stream();
        List<String> who = left.stream().map(Open::described).toList();
        if (!isTime(read)) {
            failed.put(stream, wait.heldUp(stream, who, "KILL"));
            return;
        }
        long seconds = left.stream().mapToLong(Open::seconds).max().orElseThrow() + 2;
        boolean naive = !(type(read) instanceof Type.Timestamp(int _, boolean zoned) && zoned);
        String below = bound(read, seconds, naive ? ZONE_HOURS_MAX : 0);
        read.limit("<", below);
        wait.leftOut(stream, below, who);
    }

    /** What lies so far before now by the server's clock. */
    private String bound(StreamRead read, long seconds, int hours) {
        String now = sql.text("ask for the time", "SELECT date_format(utc_timestamp(), '%Y-%m-%dT%H:%i:%s')")
                .orElseThrow();
        LocalDateTime time = LocalDateTime.parse(now).minusSeconds(seconds).minusHours(hours);
        boolean isDay = type(read) instanceof Type.Date;
        return isDay ? time.toLocalDate().toString() : time.toLocalDate() + " " + time.toLocalTime();
    }

    private void fail(StreamRead read, String reason) {
        StreamDescriptor stream = read.plan().schema().stream();
        failed.put(stream, ConnectorException.config("stream \"" + stream + "\": " + reason));
    }
}
