package dev.leat.connector.postgres;

import dev.leat.connector.postgres.OpenTransactions.Holder;
import dev.leat.protocol.ConnectorException;
import dev.leat.sdk.Log;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Waits for the transactions that may yet add rows below a stream's bound: one that took its RID early and commits late
 * would otherwise be passed over for good. Called after the bounds are fixed and before the snapshot is taken, so that
 * the snapshot sees whatever the transactions waited for have added.
 *
 * <p>Why it is enough to look once, after the bound is known, and to wait for those found: a number below the bound was
 * drawn before the bound's own, so whoever drew it holds the sequence's lock (or the table's) from then to its end; a
 * time below the bound is that of a transaction that had begun by then. Locks go only after a commit can be seen.
 *
 * <p>What no lock tells of: numbers that an application draws in one transaction and uses in a later one.
 */
final class LateCommits {
    /**
     * A transaction has its time, the arrival of its first statement, a little before others can see that it is open.
     */
    private static final long UNSEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final long POLL_NANOS_MIN = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long POLL_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(200);

    private final Connection connection;
    private final int waitSeconds;
    private final List<Watch> watches = new ArrayList<>();

    LateCommits(Connection connection, int waitSeconds) {
        this.connection = connection;
        this.waitSeconds = waitSeconds;
    }

    /** One stream that is waited for. */
    private static final class Watch {
        final StreamRead read;
        final Bounds.Newest newest;
        /** The tables and sequences whose locks count. */
        final Collection<Long> relations;
        /** The transactions that were open when first looked at; null before. */
        Set<String> first;

        List<Holder> open = List.of();
        /** The oldest transaction's number, for RIDs that are such numbers. */
        String oldest;

        Watch(StreamRead read, Bounds.Newest newest, Collection<Long> relations) {
            this.read = read;
            this.newest = newest;
            this.relations = relations;
        }

        boolean settled() {
            return open.isEmpty() && oldest == null;
        }
    }

    void watch(StreamRead read, Bounds.Newest newest) throws SQLException {
        watches.add(new Watch(read, newest, new WrittenRelations(connection).of(read)));
    }

    /** Waits until none is open any more, or the time is over; then bounds or fails the streams that are still held up. */
    void settle(FailedStreams failed) throws SQLException {
        if (watches.isEmpty()) {
            return;
        }
        if (watches.stream().anyMatch(w -> w.read.rid.kind() == RidColumn.Kind.TIME && w.newest.recent())) {
            pause(UNSEEN_NANOS);
        }
        long begin = System.nanoTime();
        long pause = POLL_NANOS_MIN;
        boolean told = false;
        look();
        while (!watches.stream().allMatch(Watch::settled)
                && System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(waitSeconds)) {
            if (!told && System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(1)) {
                told = true;
                Log.info("waiting up to " + waitSeconds + " s for transactions that may yet add rows: " + names());
            }
            pause(pause);
            pause = Math.min(2 * pause, POLL_NANOS_MAX);
            look();
        }
        for (Watch watch : watches) {
            if (!watch.settled()) {
                giveUp(watch, failed);
            }
        }
    }

    /** Parking may end at any time for no reason. */
    private static void pause(long nanos) {
        long begin = System.nanoTime();
        long left = nanos;
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = nanos - (System.nanoTime() - begin);
        }
    }

    private String names() {
        return watches.stream()
                .flatMap(watch -> watch.open.stream())
                .map(Holder::described)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private void look() throws SQLException {
        Set<Long> relations = new TreeSet<>();
        watches.forEach(watch -> relations.addAll(watch.relations));
        List<Holder> holders = OpenTransactions.read(connection, relations);
        for (Watch watch : watches) {
            if (watch.read.rid.kind() == RidColumn.Kind.TRANSACTION) {
                watch.oldest = oldestBelow(watch.newest);
                continue;
            }
            List<Holder> open =
                    holders.stream().filter(holder -> concerns(watch, holder)).toList();
            if (watch.first == null) {
                watch.first = open.stream().map(Holder::id).collect(Collectors.toSet());
            }
            // One that was prepared meanwhile has another number now: each that is prepared counts.
            watch.open = open.stream()
                    .filter(holder -> holder.prepared() || watch.first.contains(holder.id()))
                    .toList();
        }
    }

    private static boolean concerns(Watch watch, Holder holder) {
        if (holder.relation() != 0 && !watch.relations.contains(holder.relation())) {
            return false;
        }
        if (watch.read.rid.kind() == RidColumn.Kind.OTHER) {
            return holder.relation() != 0;
        }
        return holder.startedMicros() == null || holder.startedMicros() <= watch.newest.startsUntilMicros();
    }

    /** The number of the oldest transaction still open, if the newest row's is not older. */
    private String oldestBelow(Bounds.Newest newest) throws SQLException {
        String query =
                "SELECT pg_snapshot_xmin(pg_current_snapshot())::text, pg_snapshot_xmin(pg_current_snapshot()) <= "
                        + Sql.literal(newest.rid()) + "::xid8";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getBoolean(2) ? row.getString(1) : null;
        }
    }

    private void giveUp(Watch watch, FailedStreams failed) {
        StreamRead read = watch.read;
        String stream = "stream \"" + read.relation.stream() + "\": ";
        if (watch.oldest != null) {
            read.below = read.rid.literal(watch.oldest);
            Log.warn(stream + "rows from RID " + watch.oldest + " on are left to the next run: the transaction of that"
                    + " number is still open after " + waitSeconds + " s");
            return;
        }
        String who = watch.open.stream().map(Holder::described).distinct().collect(Collectors.joining(", "));
        boolean allTold = watch.open.stream().allMatch(holder -> holder.startedMicros() != null);
        if (read.rid.kind() == RidColumn.Kind.TIME && allTold) {
            long oldest =
                    watch.open.stream().mapToLong(Holder::startedMicros).min().orElseThrow();
            read.below = read.rid.earliest(oldest);
            Log.warn(stream + "rows from " + Instant.EPOCH.plus(oldest, ChronoUnit.MICROS)
                    + " on are left to the next run: transactions open since then may yet add rows, and have not ended"
                    + " within " + waitSeconds + " s: " + who
                    + ". Let them end, or raise \"late_commit_wait_seconds\"");
            return;
        }
        String hidden = read.rid.kind() == RidColumn.Kind.TIME
                ? " When they began is hidden from this user: GRANT pg_read_all_stats to it, and what is older is read"
                        + " meanwhile."
                : "";
        failed.add(
                read.plan,
                ConnectorException.unavailable(stream + "transactions that may yet add rows below those already to be"
                        + " seen have not ended within " + waitSeconds + " s: " + who
                        + ". Let them end, or end them with"
                        + " pg_terminate_backend(pid), and run again; \"late_commit_wait_seconds\" says how long to wait."
                        + hidden));
    }
}
