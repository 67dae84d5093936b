package dev.leat.runner;

import dev.leat.protocol.ConnectorException;
import java.util.Map;

/** The longest line that is moved. Connectors take theirs from the same variable. */
final class LineLimit {
    static final String VARIABLE = "LEAT_LINE_BYTES_MAX";
    static final int DEFAULT = 128 << 20;
    private static final int MIN = 64 << 10;

    private LineLimit() {}

    static int of(Map<String, String> environment) {
        String text = environment.getOrDefault(VARIABLE, String.valueOf(DEFAULT));
        try {
            int bytes = Integer.parseInt(text);
            if (bytes >= MIN) {
                return bytes;
            }
        } catch (NumberFormatException notANumber) {
            // Told below.
        }
        throw ConnectorException.config("the environment variable " + VARIABLE + " is \"" + text
                + "\"; set it to a number of bytes, " + MIN + " or more");
    }
}
