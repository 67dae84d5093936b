package dev.leat.connector.postgres;

import dev.leat.jdbc.NetworkFailure;
import dev.leat.jdbc.SqlErrors;
import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.ConnectorException.Kind;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;

/** From the driver's errors to ours: who must act, and what to do. Messages never hold the password. */
final class PostgresFailure {
    private PostgresFailure() {}

    /** Why connecting failed. */
    static ConnectorException connecting(PostgresConfig config, SQLException e) {
        String attempted = "cannot connect to " + config.where() + " as user \"" + config.user() + "\": ";
        String state = state(e);
        return switch (state) {
            case "28P01" ->
                ConnectorException.config(
                        attempted + "the server refuses the password; check \"user\" and \"password\"", e);
            case "28000" ->
                ConnectorException.config(
                        attempted + said(e) + ". Check \"user\", \"password\" and \"sslmode\" (now \""
                                + config.sslmode() + "\"), or let this machine in by the server's pg_hba.conf",
                        e);
            // The driver's own, for a value of a property that is none.
            case "22023" -> ConnectorException.config(attempted + said(e) + ". Check \"options\"", e);
            case "3D000" -> ConnectorException.config(attempted + "there is no such database; check \"database\"", e);
            case "42501" ->
                ConnectorException.config(
                        attempted + said(e) + "; " + new Grants(config.user()).toConnect(config.database()), e);
            case "08004" ->
                ConnectorException.config(
                        attempted + said(e) + ". Check \"password\", \"options\" and \"sslmode\" (now \""
                                + config.sslmode() + "\")",
                        e);
            default -> unreachable(config, attempted, e);
        };
    }

    private static ConnectorException unreachable(PostgresConfig config, String attempted, SQLException e) {
        // The driver's own limit for the whole handshake has no cause.
        if (state(e).equals("08001") && e.getCause() == null) {
            return NetworkFailure.silence(e, attempted, config.connectTimeoutSeconds());
        }
        String tls = "check \"sslmode\" (now \"" + config.sslmode() + "\") and \"sslrootcert\"";
        return NetworkFailure.of(e, attempted, config.connectTimeoutSeconds(), tls)
                .orElseGet(() -> of(attempted, e));
    }

    /**
     * What a statement's failure means.
     *
     * @param attempted what was being done and on what, ending so that the reason can follow: {@code "cannot read
     *     \"public.orders\": "}
     */
    static ConnectorException of(String attempted, SQLException e) {
        return switch (kind(e)) {
            case TRANSIENT -> ConnectorException.unavailable(attempted + said(e) + ". Run again", e);
            case CONFIG ->
                ConnectorException.config(
                        attempted + said(e) + (state(e).equals("42501") ? ". GRANT the privilege to the user" : ""), e);
            case DATA ->
                ConnectorException.data(
                        attempted
                                + said(e)
                                + (isBeyondTheServer(e)
                                        ? ". A value or row is larger than the server can send: leave the stream's large"
                                                + " columns out"
                                        : ""),
                        e);
            case INTERNAL ->
                new ConnectorException(Kind.INTERNAL, attempted + said(e) + " (SQLSTATE " + state(e) + ")", e);
        };
    }

    /** A value that takes more than a gigabyte as the server shows it, bytes from half of that on. It is kept, not sent. */
    private static boolean isBeyondTheServer(SQLException e) {
        return state(e).startsWith("54") || said(e).contains("invalid memory alloc request size");
    }

    private static Kind kind(SQLException e) {
        if (isBeyondTheServer(e)) {
            return Kind.DATA;
        }
        String state = state(e);
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            // Connection lost, out of resources, shut down or cancelled, in conflict with another transaction or with a
            // standby's recovery, a foreign server's trouble.
            case "08", "40", "53", "57", "58", "HV" -> Kind.TRANSIENT;
            // A materialized view that was never filled is the user's to fill; else an object is in use.
            case "55" -> state.equals("55000") ? Kind.CONFIG : Kind.TRANSIENT;
            // The end of a transaction that took too long; else a view that writes.
            case "25" -> state.startsWith("25P") ? Kind.TRANSIENT : Kind.CONFIG;
            case "0A", "28", "3D", "3F", "42" -> Kind.CONFIG;
            // A value; a function behind a view that raises an error; a row beyond what the server can send.
            case "22", "23", "38", "39", "54", "P0" -> Kind.DATA;
            default -> NetworkFailure.has(e, java.io.IOException.class) ? Kind.TRANSIENT : Kind.INTERNAL;
        };
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }

    /** The server's own sentence, detail and hint, without the driver's decoration. */
    static String said(SQLException e) {
        if (e instanceof PSQLException postgres && postgres.getServerErrorMessage() != null) {
            var server = postgres.getServerErrorMessage();
            return server.getMessage()
                    + (server.getDetail() == null ? "" : " (" + server.getDetail() + ")")
                    + (server.getHint() == null ? "" : " (" + server.getHint() + ")");
        }
        return SqlErrors.said(e);
    }
}
