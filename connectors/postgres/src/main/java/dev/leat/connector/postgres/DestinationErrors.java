package dev.leat.connector.postgres;

import dev.leat.jdbc.SqlErrors;
import dev.leat.protocol.ConnectorException;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the server's refusals mean to somebody who writes; the rest means the same to everybody. */
record DestinationErrors(PostgresConfig config) implements SqlErrors {
    private static final Pattern OBJECT =
            Pattern.compile("(schema|table|view|sequence|relation|database|type) (\\S+)$");

    @Override
    public ConnectorException of(SQLException cause, String attempted) {
        String failed = "cannot " + attempted + " of " + config.where() + ": ";
        String state = cause.getSQLState() == null ? "" : cause.getSQLState();
        return switch (state) {
            case "42501" ->
                ConnectorException.config(failed + PostgresFailure.said(cause) + "; " + grant(cause), cause);
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

    /** The statement an administrator has to run, as far as the message tells what it is about. */
    private String grant(SQLException cause) {
        String said = PostgresFailure.said(cause);
        Matcher object = OBJECT.matcher(said.replaceFirst(" \\(.*\\)$", ""));
        String to = " TO " + Sql.name(config.user());
        if (said.contains("must be owner")) {
            return "let the owner do it, or make the user a member of the owner's role: GRANT … " + to.strip();
        }
        if (!object.find()) {
            return "GRANT the privilege" + to;
        }
        return switch (object.group(1)) {
            case "schema" -> "GRANT USAGE, CREATE ON SCHEMA " + object.group(2) + to;
            case "database" -> "GRANT CREATE ON DATABASE " + object.group(2) + to;
            case "sequence" -> "GRANT USAGE, UPDATE ON SEQUENCE " + object.group(2) + to;
            case "type" -> "GRANT USAGE ON TYPE " + object.group(2) + to;
            default -> "GRANT SELECT, INSERT, DELETE ON " + object.group(2) + to;
        };
    }
}
