package dev.leat.jdbc;

import dev.leat.protocol.ConnectorException;
import java.sql.SQLException;

/** Tells from an engine's error who must act, and says so. */
@FunctionalInterface
public interface SqlErrors {
    /**
     * @param attempted what was tried, on what, as it goes on from "cannot"
     * @return an error whose message says what to do; INTERNAL only if the statement itself must be wrong
     */
    ConnectorException of(SQLException cause, String attempted);

    /** What the driver says; its class where it says nothing. */
    static String said(SQLException cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.toString() : message.strip();
    }
}
