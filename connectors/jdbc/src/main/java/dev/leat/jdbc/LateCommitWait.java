package dev.leat.jdbc;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.sdk.Log;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Waits for the transactions that may yet add rows below those already to be seen, and says what becomes of a stream
 * when they do not end.
 *
 * @param seconds how long
 * @param pauseMillisMin between two looks, at first; later ones are further apart
 */
public record LateCommitWait(int seconds, long pauseMillisMin) {
    private static final long PAUSE_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(200);

    /** Short transactions are no news. */
    private static final long UNTOLD_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Looks who there still is. */
    @FunctionalInterface
    public interface Look<T> {
        List<T> left() throws SQLException;
    }

    /**
     * Looks until nobody is left, or the time is up; answers who is.
     *
     * @param described what a user knows them by
     */
    public <T> List<T> until(Look<T> look, Function<T, String> described) throws SQLException {
        long begin = System.nanoTime();
        long pause = TimeUnit.MILLISECONDS.toNanos(pauseMillisMin);
        boolean told = false;
        List<T> left = look.left();
        while (!left.isEmpty() && System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(seconds)) {
            if (!told && System.nanoTime() - begin > UNTOLD_NANOS) {
                told = true;
                Log.info("waiting up to " + seconds
                        + " s for transactions that may yet add rows below those already to be seen: "
                        + left.stream().map(described).collect(Collectors.joining(", ")));
            }
            Pause.nanos(pause);
            pause = Math.min(2 * pause, PAUSE_NANOS_MAX);
            left = look.left();
        }
        return left;
    }

    /**
     * Warns that a stream is not read to its end.
     *
     * @param from the first RID that is not read
     */
    public void leftOut(StreamDescriptor stream, String from, List<String> left) {
        Log.warn("stream \"" + stream + "\": rows from " + from
                + " on are left to the next run: transactions open since"
                + " then may yet add rows, and have not ended within " + seconds + " s: " + String.join(", ", left)
                + ". Let them end, or raise \"late_commit_wait_seconds\"");
    }

    /**
     * Why a stream cannot be read at all.
     *
     * @param end how a transaction is ended: {@code KILL}
     */
    public ConnectorException heldUp(StreamDescriptor stream, List<String> left, String end) {
        return ConnectorException.unavailable(
                "stream \"" + stream + "\": transactions that may yet add rows below those"
                        + " already to be seen have not ended within " + seconds + " s: " + String.join(", ", left)
                        + ". Let them end, or end them with " + end
                        + ", and run again; \"late_commit_wait_seconds\" says how long"
                        + " to wait");
    }
}
