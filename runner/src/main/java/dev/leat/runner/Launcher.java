package dev.leat.runner;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A way of starting a connector. A new way (a container, a Singer tap) is one more class here; nothing else in the
 * runner knows how connectors are started.
 */
sealed interface Launcher permits LocalConnector, Command {

    /**
     * The program and its arguments.
     *
     * @param files the files the connector is given, by option name ({@code config}, {@code catalog}, {@code state});
     *     a launcher may name them differently inside its own world
     */
    List<String> argv(Verb verb, Map<String, Path> files);

    /** What people call it. */
    String label();

    /** The options of a verb: {@code --config FILE} and so on. */
    static List<String> options(Map<String, Path> files) {
        return files.entrySet().stream()
                .flatMap(file -> List.of("--" + file.getKey(), file.getValue().toString()).stream())
                .toList();
    }
}
