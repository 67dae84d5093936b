package dev.leat.sdk;

import dev.leat.config.Nearest;
import dev.leat.protocol.ConnectorException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A connector's command line. Foreign platforms add flags of their own, so that commands are known and flags are few;
 * {@code --read} and the like are understood as {@code read}.
 */
record Arguments(Command command, Map<String, Path> files, Side side) {
    static final String USAGE = """
            usage: spec
                   check    --config FILE [--side source|destination]
                   discover --config FILE
                   read     --config FILE --catalog FILE [--state FILE] [--output FILE]
                   write    --config FILE --catalog FILE [--state FILE] [--input FILE]
                   rid      --config FILE --catalog FILE
                   session  with one of these per line of standard input, as a JSON array""";

    private static final String SIDE = "side";
    private static final List<String> FLAGS = List.of("config", "catalog", "state", "input", "output", SIDE);

    /** Which half of a connector is meant. */
    enum Side {
        SOURCE,
        DESTINATION;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Side of(String word) {
            for (Side side : values()) {
                if (side.word().equals(word)) {
                    return side;
                }
            }
            throw ConnectorException.config("--side is source or destination, not \"" + word + "\"\n" + USAGE);
        }
    }

    enum Command {
        SPEC,
        CHECK,
        DISCOVER,
        READ,
        WRITE,
        RID,
        SESSION;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Arguments parse(String... args) {
        if (args.length == 0) {
            throw ConnectorException.config("a command is needed\n" + USAGE);
        }
        String word = args[0].startsWith("--") ? args[0].substring(2) : args[0];
        Command command = null;
        for (Command candidate : Command.values()) {
            command = candidate.word().equals(word) ? candidate : command;
        }
        if (command == null) {
            List<String> words =
                    Arrays.stream(Command.values()).map(Command::word).toList();
            throw ConnectorException.config(
                    "there is no command \"" + args[0] + "\"" + Nearest.hint(word, words) + "\n" + USAGE);
        }
        Map<String, String> flags = flags(args);
        String side = flags.remove(SIDE);
        Map<String, Path> files = new HashMap<>();
        flags.forEach((flag, value) -> files.put(flag, Path.of(value)));
        return new Arguments(command, files, side == null ? null : Side.of(side));
    }

    private static Map<String, String> flags(String... args) {
        Map<String, String> flags = new HashMap<>();
        for (int i = 1; i < args.length; i++) {
            String flag = args[i].startsWith("--") ? args[i].substring(2) : args[i];
            String value = null;
            int equals = flag.indexOf('=');
            if (equals > 0) {
                value = flag.substring(equals + 1);
                flag = flag.substring(0, equals);
            }
            if (flag.equals("debug")) {
                continue;
            }
            if (!args[i].startsWith("--") || !FLAGS.contains(flag)) {
                throw ConnectorException.config(
                        "unknown argument \"" + args[i] + "\"" + Nearest.hint(flag, FLAGS) + "\n" + USAGE);
            }
            if (value == null) {
                if (++i == args.length) {
                    throw ConnectorException.config("--" + flag
                            + (flag.equals(SIDE) ? " needs a word\n" : " needs the name of a file\n") + USAGE);
                }
                value = args[i];
            }
            flags.put(flag, value);
        }
        return flags;
    }

    /** Whether the command is about a side: without {@code --side} it is about both. */
    boolean means(Side which) {
        return side == null || side == which;
    }

    /** The file of a flag that the command cannot do without. */
    Path required(String flag) {
        Path file = files.get(flag);
        if (file == null) {
            throw ConnectorException.config(
                    "\"" + command.word() + "\" needs --" + flag + " with the name of a file\n" + USAGE);
        }
        return file;
    }
}
