package dev.leat.jdbc;

import dev.leat.protocol.ConnectorException.Kind;
import java.sql.BatchUpdateException;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.regex.Pattern;

/** Sorts errors by the class of their SQLSTATE, the first two characters, which the standard defines. */
public final class SqlState {
    /** Some drivers pass on what the network said, with the name Java has for it. */
    private static final Pattern CLASS_NAME = Pattern.compile("\\b(\\w+\\.)+\\w*(Exception|Error): ");

    private SqlState() {}

    /** As {@link SqlErrors#at} takes it. */
    public static Diagnosis diagnosis(SQLException cause) {
        SQLException root = cause instanceof BatchUpdateException && cause.getNextException() != null
                ? cause.getNextException()
                : cause;
        Kind kind = kind(root);
        String cure = switch (kind) {
            case TRANSIENT -> ". Run again once the database can be reached and is at rest; or mend the settings";
            case CONFIG -> ". Mend the settings, or what the user may do";
            default -> "";
        };
        return new Diagnosis(kind, said(root) + cure);
    }

    private static Kind kind(SQLException cause) {
        String state = cause.getSQLState() == null ? "" : cause.getSQLState();
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            // Connection, operator intervention, transaction rollback, resources, timeouts, system errors.
            case "08", "57", "40", "53", "HY", "58" -> Kind.TRANSIENT;
            case "28", "42", "3D", "3F", "0A", "25" -> Kind.CONFIG;
            case "22", "23", "21", "44" -> Kind.DATA;
            default -> byClass(cause);
        };
    }

    /** Some drivers have states of their own, and say by the exception's class what they mean. */
    private static Kind byClass(SQLException cause) {
        return switch (cause) {
            case SQLTransientException _, SQLRecoverableException _, SQLNonTransientConnectionException _ ->
                Kind.TRANSIENT;
            case SQLDataException _, SQLIntegrityConstraintViolationException _ -> Kind.DATA;
            // Rights, settings, what a database has not: of a bug of ours nothing here would be a sign.
            default -> Kind.CONFIG;
        };
    }

    /** Without what some drivers append: the statement, over many lines. */
    private static String said(SQLException cause) {
        String message = CLASS_NAME.matcher(SqlErrors.said(cause)).replaceAll("");
        return SqlErrors.sentence(message) + " (SQLSTATE " + cause.getSQLState() + ")";
    }
}
