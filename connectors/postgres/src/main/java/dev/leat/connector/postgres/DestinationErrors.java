package dev.leat.connector.postgres;

import dev.leat.jdbc.SqlErrors;
import dev.leat.protocol.ConnectorException;
import java.sql.SQLException;

/** What the server's refusals mean to somebody who writes; the rest means the same to everybody. */
record DestinationErrors(PostgresConfig config) implements SqlErrors {
    @Override
    public ConnectorException of(SQLException cause, String attempted) {
        String failed = "cannot " + attempted + " of " + config.where() + ": ";
        String state = cause.getSQLState() == null ? "" : cause.getSQLState();
        return switch (state) {
            case "42501" ->
                ConnectorException.config(
                        failed + PostgresFailure.said(cause) + "; "
                                + new Grants(config.user()).toWrite(cause, attempted),
                        cause);
            case "25006" ->
                ConnectorException.config(
                        failed + "the server takes no writes (it is a standby, or default_transaction_read_only is on);"
                                + " mend \"host\" to name the primary, or lift the setting for the user",
                        cause);
            case "53100" ->
                ConnectorException.unavailable(
                        failed + PostgresFailure.said(cause)
                                + ". Make room on the server's disk and run again; what was committed stays",
                        cause);
            case "54000" -> ConnectorException.data(failed + PostgresFailure.said(cause), cause);
            case "55P03", "40P01" ->
                ConnectorException.unavailable(
                        failed + PostgresFailure.said(cause) + ". Another session holds a lock on it; run again",
                        cause);
            default -> PostgresFailure.of(failed, cause);
        };
    }
}
