package dev.leat.connector.mysql;

import dev.leat.jdbc.NetworkFailure;
import dev.leat.protocol.ConnectorException;
import java.sql.SQLException;

/** Why connecting failed, and what to do. Messages never hold the password. */
final class ConnectFailure {
    private ConnectFailure() {}

    static ConnectorException of(MysqlConfig config, SQLException e) {
        String attempted = "cannot connect to the " + config.where() + " as user \"" + config.user() + "\": ";
        String problem = problem(config, e);
        if (problem != null) {
            return ConnectorException.config(attempted + problem, e);
        }
        String tls =
                "check \"ssl_mode\" (now \"" + config.sslMode() + "\") and the driver's \"options\" for certificates";
        return NetworkFailure.of(e, attempted, config.connectTimeoutSeconds(), tls)
                .orElseGet(() -> new MysqlFailure(config).of(e, "connect"));
    }

    /** What the user must change; null if it is not for the user to mend. */
    private static String problem(MysqlConfig config, SQLException e) {
        String said = String.valueOf(e.getMessage());
        if (said.contains("Public Key Retrieval")) {
            return "the password would be sent without TLS; set \"ssl_mode\" to \"required\", or, in a network that is"
                    + " trusted, \"options\": {\"allowPublicKeyRetrieval\": \"true\"}";
        }
        if ("S1009".equals(e.getSQLState())) {
            return said + " Check \"options\"";
        }
        return switch (e.getErrorCode()) {
            case 1045, 1698 ->
                "the server refuses the password, or the user from this host; check \"user\" and" + " \"password\"";
            case 1044 ->
                "the user may not use the database; " + new Grant(config).toRead(config.database())
                        + " (to read; to write SELECT, INSERT, DELETE, CREATE, DROP, ALTER, INDEX), or check \"database\"";
            case 1049 -> "there is no such database; check \"database\"";
            case 1130 -> "the server lets nobody in from this host; CREATE USER for it";
            case 1129 -> "the server has blocked this host after too many failures; FLUSH HOSTS there";
            case 1820, 1862, 3118 -> MysqlFailure.said(e) + "; mend the account";
            case 1193 -> MysqlFailure.said(e) + ": is it MySQL 8.0, or MariaDB 10.11, or newer?";
            default -> null;
        };
    }
}
