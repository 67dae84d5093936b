package dev.leat.jdbc;

import dev.leat.protocol.ConnectorException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** What the network said, beneath a driver's error, when a server was not reached. */
public final class NetworkFailure {
    private NetworkFailure() {}

    /**
     * The error for the user; empty if the network said nothing.
     *
     * @param attempted ending so that the reason can follow
     * @param timeoutSeconds how long an answer was waited for
     * @param tls where to look if TLS failed: {@code check "sslmode"}
     */
    public static Optional<ConnectorException> of(SQLException e, String attempted, int timeoutSeconds, String tls) {
        if (has(e, UnknownHostException.class)) {
            return Optional.of(
                    ConnectorException.unavailable(attempted + "no host is known by that name; check \"host\"", e));
        }
        if (has(e, SocketTimeoutException.class)) {
            return Optional.of(silence(e, attempted, timeoutSeconds));
        }
        if (has(e, ConnectException.class)) {
            return Optional.of(ConnectorException.unavailable(
                    attempted + "nothing listens there; check \"host\" and \"port\", and whether the server runs", e));
        }
        if (has(e, SSLException.class) || has(e, GeneralSecurityException.class)) {
            return Optional.of(ConnectorException.config(
                    attempted + "TLS failed (" + deepest(e).getMessage() + "); " + tls, e));
        }
        return Optional.empty();
    }

    /** The error for a server that does not answer. */
    public static ConnectorException silence(SQLException e, String attempted, int timeoutSeconds) {
        return ConnectorException.unavailable(
                attempted + "no answer within " + timeoutSeconds
                        + " s; check \"host\", \"port\" and the firewalls between",
                e);
    }

    /** Whether an exception, or one beneath it, is of a type. */
    public static boolean has(Throwable e, Class<? extends Throwable> type) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return true;
            }
        }
        return false;
    }

    private static Throwable deepest(Throwable e) {
        Throwable at = e;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        return at;
    }
}
