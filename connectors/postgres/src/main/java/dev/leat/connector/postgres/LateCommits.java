package dev.leat.connector.postgres;

import dev.leat.connector.postgres.OpenTransactions.Holder;
import dev.leat.jdbc.LateCommitWait;
import dev.leat.jdbc.Pause;
import dev.leat.protocol.StreamDescriptor;
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
import java.util.function.Function;
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

    private static final long PAUSE_MILLIS_MIN = 5;

    private final Connection connection;
    private final LateCommitWait wait;
    private final List<Watch> watches = new ArrayList<>();

    LateCommits(Connection connection, int waitSeconds) {
        this.connection = connection;
        this.wait = new LateCommitWait(waitSeconds, PAUSE_MILLIS_MIN);
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

        List<String> left() {
            return oldest != null
                    ? List.of("that of this number")
                    : open.stream().map(Holder::described).distinct().toList();
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
            Pause.nanos(UNSEEN_NANOS);
        }
        wait.until(this::look, Function.identity());
        for (Watch watch : watches) {
            if (!watch.left().isEmpty()) {
                giveUp(watch, failed);
            }
        }
    }

    private List<String> look() throws SQLException {
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
        return watches.stream()
                .flatMap(watch -> watch.left().stream())
                .distinct()
                .toList();
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
        StreamDescriptor stream = read.relation.stream();
        if (watch.oldest != null) {
            read.below = read.rid.literal(watch.oldest);
            wait.leftOut(stream, "RID " + watch.oldest, watch.left());
            return;
        }
        boolean allTold = watch.open.stream().allMatch(holder -> holder.startedMicros() != null);
        if (read.rid.kind() == RidColumn.Kind.TIME && allTold) {
            long oldest =
                    watch.open.stream().mapToLong(Holder::startedMicros).min().orElseThrow();
            read.below = read.rid.earliest(oldest);
            wait.leftOut(stream, Instant.EPOCH.plus(oldest, ChronoUnit.MICROS).toString(), watch.left());
            return;
        }
        String hidden = read.rid.kind() == RidColumn.Kind.TIME
                ? " (when they began is hidden from this user: GRANT pg_read_all_stats to it, and what is older is read"
                        + " meanwhile)"
                : "";
        failed.add(read.plan, wait.heldUp(stream, watch.left(), "pg_terminate_backend(pid)" + hidden));
    }
}
