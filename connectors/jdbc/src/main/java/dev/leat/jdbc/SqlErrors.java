package dev.leat.jdbc;

import dev.leat.protocol.ConnectorException;
import java.sql.SQLException;
import java.util.function.Function;

/** Tells from an engine's error who must act, and says so. */
@FunctionalInterface
public interface SqlErrors {
    /**
     * @param attempted what was tried, on what, as it goes on from "cannot"
     * @return an error whose message says what to do; INTERNAL only if the statement itself must be wrong
     */
    ConnectorException of(SQLException cause, String attempted);

    /** @param place where it was attempted: {@code in lake.db} */
    static SqlErrors at(String place, Function<SQLException, Diagnosis> diagnosis) {
        return (cause, attempted) -> {
            Diagnosis found = diagnosis.apply(cause);
            return new ConnectorException(
                    found.kind(), "cannot " + attempted + " " + place + ": " + found.said(), cause);
        };
    }

    /** What the driver says; its class where it says nothing. */
    static String said(SQLException cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.toString() : message.strip();
    }

    /** The first line of what a driver says, without its full stop: mostly the statement follows, or hints. */
    static String sentence(String said) {
        int end = said.indexOf('\n');
        String line = (end < 0 ? said : said.substring(0, end)).strip();
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }
}
