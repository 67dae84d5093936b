package dev.leat.connector.mysql;

import dev.leat.jdbc.RunLock;
import dev.leat.jdbc.Sql;
import dev.leat.jdbc.TableName;
import dev.leat.protocol.ConnectorException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Keeps other runs out of a table with a named lock of the session, which the server releases when the session ends,
 * and which hinders nobody but Leat. Names are short and know no case, so they are made of the table's.
 */
record NamedLock(Sql sql) implements RunLock {
    /** A server takes a moment to notice that a client was killed. */
    private static final int WAIT_SECONDS = 5;

    @Override
    public void acquire(TableName target) {
        String name = name(target);
        String attempted = "lock the table \"" + target + "\" for this run";
        String taken = sql.text(attempted, "SELECT GET_LOCK('" + name + "', " + WAIT_SECONDS + ")")
                .orElse("0");
        if (!taken.equals("1")) {
            String holder = sql.text(attempted, "SELECT IS_USED_LOCK('" + name + "')")
                    .map(id -> " (connection " + id + ")")
                    .orElse("");
            throw ConnectorException.unavailable("another run of Leat is writing to the table \"" + target + "\""
                    + holder + ". Wait until it has ended and run again; or, if it hangs, end it with KILL");
        }
    }

    private static String name(TableName target) {
        try {
            byte[] name = (target.schema() + "\0" + target.name()).getBytes(StandardCharsets.UTF_8);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name);
            return "leat_" + HexFormat.of().formatHex(hash, 0, 20);
        } catch (NoSuchAlgorithmException e) {
            throw new ConnectorException(ConnectorException.Kind.INTERNAL, "this Java has no SHA-256", e);
        }
    }
}
