package dev.leat.connector.mysql;

import com.mysql.cj.jdbc.exceptions.PacketTooBigException;
import dev.leat.jdbc.Diagnosis;
import dev.leat.jdbc.NetworkFailure;
import dev.leat.jdbc.SqlErrors;
import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.ConnectorException.Kind;
import java.io.IOException;
import java.sql.SQLException;

/** Sorts the servers' errors by who must act. Both number them alike; those beyond 3000 are one's own. */
record MysqlFailure(MysqlConfig config) implements SqlErrors {

    @Override
    public ConnectorException of(SQLException e, String attempted) {
        Kind kind = kind(e);
        String cure = switch (kind) {
            case TRANSIENT -> cure(e, attempted) + ". Run again";
            case CONFIG, DATA -> cure(e, attempted);
            case INTERNAL -> " (error " + e.getErrorCode() + ", SQLSTATE " + e.getSQLState() + ")";
        };
        return SqlErrors.at("in the " + config.where(), cause -> new Diagnosis(kind, said(cause) + cure))
                .of(e, attempted);
    }

    static Kind kind(SQLException e) {
        if (e instanceof PacketTooBigException) {
            return Kind.DATA;
        }
        return switch (e.getErrorCode()) {
            // No lock in time, deadlock, the table was changed, too many of us, shutting down, ended by somebody, no
            // room.
            case 1205, 1213, 3572, 1412, 1615, 1040, 1203, 1226, 1053, 1317, 1927, 3024, 1969, 1021, 1114, 1135 ->
                Kind.TRANSIENT;
            case 1041, 1037, 1038, 1180, 1158, 1159, 1160, 1161, 3168, 4031, 1028, 3, 20, 28, 1030 -> Kind.TRANSIENT;
            case 1044, 1045, 1046, 1049, 1142, 1143, 1227, 1370, 1410, 1419 -> Kind.CONFIG;
            // The server, or this connection, is read-only.
            case 1290, 1792, 1836 -> Kind.CONFIG;
            case 1146, 1054, 1347, 1356, 1449, 1059, 1101, 1102, 1103, 1166, 1117, 1118, 1071, 1170, 1665, 1785 ->
                Kind.CONFIG;
            case 3750, 3755, 1253, 1267, 1193, 1231, 1148, 3948, 1776, 4166 -> Kind.CONFIG;
            // Values that do not fit, and rows that break a rule of the table.
            case 1048, 1062, 1216, 1217, 1261, 1262, 1263, 1264, 1265, 1292, 1300, 1301, 1364, 1366, 1367, 1406, 1411 ->
                Kind.DATA;
            case 1153, 1451, 1452, 1644, 1690, 1761, 1762, 3140, 3141, 3144, 3157, 3819, 4025, 4038, 4040 -> Kind.DATA;
            default -> byState(e);
        };
    }

    private static Kind byState(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.startsWith("08") || NetworkFailure.has(e, IOException.class)) {
            return Kind.TRANSIENT;
        }
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "22", "23" -> Kind.DATA;
            case "40", "70" -> Kind.TRANSIENT;
            default -> Kind.INTERNAL;
        };
    }

    /** What to do, where the server's sentence does not say. */
    private String cure(SQLException e, String attempted) {
        return switch (e.getErrorCode()) {
            case 1142, 1143, 1044, 1370 -> ". " + new Grant(config).over(said(e), attempted);
            case 1227 -> ". GRANT the privilege ON *.* TO the user \"" + config.user() + "\"";
            case 1290, 1836 ->
                ". The server is read-only, as replicas are: write to the one they follow, or let it be"
                        + " written (SET GLOBAL read_only = OFF)";
            case 1205 -> ". Another transaction holds what this one needs: let it end";
            case 1153 -> ". Raise max_allowed_packet at the server";
            case 1665 -> ". Set binlog_format to ROW or MIXED";
            case 3750 -> ". Make the table yourself, with a primary key, or SET GLOBAL sql_require_primary_key = OFF";
            case 1118 -> ". Leave some of the stream's columns out";
            default -> "";
        };
    }

    /** The server's own sentence, without the driver's decoration. */
    static String said(SQLException e) {
        String line = SqlErrors.sentence(SqlErrors.said(e));
        return line.startsWith("Data truncation: ") ? line.substring("Data truncation: ".length()) : line;
    }
}
