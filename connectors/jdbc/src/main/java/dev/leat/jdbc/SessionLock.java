package dev.leat.jdbc;

import dev.leat.protocol.ConnectorException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Keeps other runs out of a table with a lock of the session, which the server releases when the session ends, and which
 * hinders nobody but Leat. Such locks have short names, or numbers, so one is made from the table's name.
 *
 * @param key what the lock is called, from a hash of the table's name
 * @param take a query that takes the lock of that name, its only mark, and answers 1 if it is free
 * @param holder a query for who has it
 * @param end how that one is ended: {@code KILL}
 */
public record SessionLock(Sql sql, Function<byte[], String> key, String take, String holder, String end)
        implements RunLock {
    /** A server takes a moment to notice that a client was killed: together five seconds. */
    private static final int ATTEMPTS = 20;

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    @Override
    public void acquire(TableName target) {
        String name = key.apply(hash(target));
        String attempted = "lock the table \"" + target + "\" for this run";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (sql.text(attempted, take, name).filter("1"::equals).isPresent()) {
                return;
            }
            Pause.nanos(PAUSE_NANOS);
        }
        String who =
                sql.text(attempted, holder, name).map(held -> " (" + held + ")").orElse("");
        throw ConnectorException.unavailable("another run of Leat is writing to the table \"" + target + "\"" + who
                + ". Wait until it has ended and run again; or, if it hangs, end it with " + end);
    }

    private static byte[] hash(TableName target) {
        try {
            byte[] name = ("leat\0" + target.schema() + "\0" + target.name()).getBytes(StandardCharsets.UTF_8);
            return MessageDigest.getInstance("SHA-256").digest(name);
        } catch (NoSuchAlgorithmException e) {
            throw new ConnectorException(ConnectorException.Kind.INTERNAL, "this Java has no SHA-256", e);
        }
    }
}
