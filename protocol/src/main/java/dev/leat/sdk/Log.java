package dev.leat.sdk;

import dev.leat.protocol.Message;
import java.util.function.BiConsumer;

/**
 * The connector's log: each call becomes one LOG message. Thread-safe; never on the row path. Before a command has
 * opened its output, and in tests, it goes to standard error.
 */
public final class Log {
    private static volatile BiConsumer<Message.Log.Level, String> target =
            (level, text) -> System.err.println(level + " " + text);

    private Log() {}

    static void to(BiConsumer<Message.Log.Level, String> target) {
        Log.target = target;
    }

    /** Something that must be seen: data may be missing, a setting is ignored, a limit is near. */
    public static void warn(String text) {
        target.accept(Message.Log.Level.WARN, text);
    }

    /** What the connector does, a few lines per run. */
    public static void info(String text) {
        target.accept(Message.Log.Level.INFO, text);
    }

    /** Detail for whoever looks for a fault; shown only when asked for. */
    public static void debug(String text) {
        target.accept(Message.Log.Level.DEBUG, text);
    }
}
