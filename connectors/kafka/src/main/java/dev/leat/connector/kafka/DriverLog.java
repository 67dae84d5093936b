package dev.leat.connector.kafka;

import dev.leat.sdk.Log;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What Kafka's clients say to their log. They speak of everything, at INFO of each setting they have; here their warnings
 * become debug lines, and the last of them is kept, because their exceptions say that time has run out and not why.
 */
final class DriverLog extends Handler {
    /** Kept, or its level would be forgotten. */
    private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

    private static final DriverLog HANDLER = new DriverLog();

    private volatile String last;

    private DriverLog() {}

    /** Takes the clients' log over. Before their first class is loaded, and as often as one likes. */
    static synchronized void take() {
        if (KAFKA.getUseParentHandlers()) {
            KAFKA.setLevel(Level.WARNING);
            KAFKA.setUseParentHandlers(false);
            KAFKA.addHandler(HANDLER);
        }
        HANDLER.last = null;
    }

    /** What a client complained of last; null if none has. */
    static String last() {
        return HANDLER.last;
    }

    @Override
    public void publish(LogRecord entry) {
        if (entry.getLevel().intValue() >= Level.WARNING.intValue() && entry.getMessage() != null) {
            // What stands in brackets before the sentence says which client it was.
            String said = entry.getMessage().replaceFirst("^\\[[^\\]]*\\] ", "");
            last = said;
            tell(said);
        }
    }

    /** On the client's own threads, which end, and never say so, when something is thrown in them. */
    private static void tell(String said) {
        try {
            Log.debug("Kafka client: " + said);
        } catch (RuntimeException nobodyListens) {
            // Whoever writes the rows finds out too, and ends the run.
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
