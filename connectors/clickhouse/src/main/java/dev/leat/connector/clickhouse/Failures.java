package dev.leat.connector.clickhouse;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.ConnectorException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Set;
import javax.net.ssl.SSLException;

/** From the server's errors, and those on the way to it, to ours: who must act, and what to do. */
final class Failures {
    /** Statements, names, types and engines that cannot be. */
    private static final Set<Integer> CONFIG =
            Set.of(16, 36, 43, 47, 48, 57, 60, 62, 63, 80, 122, 219, 344, 392, 524, 620);

    /** Values that cannot be computed, read or kept. */
    private static final Set<Integer> DATA =
            Set.of(6, 26, 27, 38, 41, 53, 69, 70, 72, 117, 131, 153, 321, 349, 395, 407, 469, 691);

    /** Timeouts, limits, too many queries, lost connections and replicas, disks, a server that stops. */
    private static final Set<Integer> TRANSIENT = Set.of(
            3, 32, 33, 74, 75, 76, 83, 84, 159, 160, 173, 198, 201, 202, 203, 209, 210, 216, 218, 236, 241, 242, 243,
            285, 307, 319, 342, 364, 373, 384, 394, 396, 410, 425, 439, 473, 499, 517, 519, 529, 571, 574, 589, 594,
            597, 614, 659, 668, 692, 733, 999, 1000);

    private Failures() {}

    /** @param attempted goes on from "cannot" */
    static ConnectorException of(String attempted, Client client, Exception e) {
        return switch (e) {
            case ConnectorException known -> known;
            case ServerError error -> said("cannot " + attempted + ": ", error);
            case IOException broken -> broken("cannot " + attempted + ", " + client.where() + ": ", broken);
            default -> new ConnectorException(Kind.INTERNAL, "cannot " + attempted + ": " + e, e);
        };
    }

    private static ConnectorException broken(String attempted, IOException e) {
        return switch (e) {
            case UnknownHostException _ ->
                ConnectorException.unavailable(attempted + "no host is known by that name; check \"host\"", e);
            case SocketTimeoutException _ ->
                ConnectorException.unavailable(
                        attempted + "no answer in time; check \"host\", \"port\" and the firewalls between", e);
            case ConnectException _ ->
                ConnectorException.unavailable(
                        attempted + "nothing listens there; check \"host\" and \"port\", and whether the server runs",
                        e);
            case SSLException _ ->
                ConnectorException.config(
                        attempted + "TLS failed (" + e.getMessage() + "); check \"tls\" and \"port\" (8443 is"
                                + " usual for TLS, 8123 for none)",
                        e);
            case ProtocolException _ ->
                ConnectorException.config(
                        attempted + e.getMessage() + "; \"port\" must be that of ClickHouse's HTTP interface, and"
                                + " \"tls\" say whether it is encrypted",
                        e);
            default ->
                ConnectorException.unavailable(
                        attempted + "the connection broke (" + e.getMessage() + "). Run again", e);
        };
    }

    private static ConnectorException said(String attempted, ServerError e) {
        String message = attempted + e.getMessage();
        return switch (e.code()) {
            case 192, 193, 194, 516 ->
                ConnectorException.config(
                        attempted + "the server refuses the login; check \"user\" and \"password\"", e);
            case ServerError.UNKNOWN_DATABASE ->
                ConnectorException.config(
                        message + "; check \"database\", and that the user may see it (GRANT SHOW DATABASES)", e);
            case 497 -> ConnectorException.config(message + ". GRANT the privilege to the user", e);
            case 115 -> ConnectorException.config(message + "; check \"settings\", and the server's version", e);
            case 164, 291, 452 ->
                ConnectorException.config(
                        message + ". The user's profile forbids a setting or statement; use another one", e);
            case 44 ->
                ConnectorException.config(
                        message + ". Name columns in \"order_by\" that are never null, or put allow_nullable_key = 1"
                                + " into the table's \"settings\"",
                        e);
            case 252 ->
                ConnectorException.config(
                        message + ". Choose a coarser \"partition_by\", or raise a limit in \"settings\"", e);
            case 0 ->
                ConnectorException.unavailable(message + ". Run again, or look at what stands before the server", e);
            default -> other(message, e);
        };
    }

    private static ConnectorException other(String message, ServerError e) {
        if (CONFIG.contains(e.code())) {
            return ConnectorException.config(message, e);
        }
        if (DATA.contains(e.code())) {
            return ConnectorException.data(message, e);
        }
        return TRANSIENT.contains(e.code())
                ? ConnectorException.unavailable(message + ". Run again", e)
                : new ConnectorException(Kind.INTERNAL, message + " (code " + e.code() + ")", e);
    }
}
