package dev.leat.runner;

import java.nio.file.Path;
import java.util.ArrayList;
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
     * @param connection whose it is, for whoever looks at the list of processes
     * @param words the connector's own arguments: a command and its options
     */
    List<String> argv(String connection, List<String> words);

    /**
     * A command and its options.
     *
     * @param files the files the connector is given, by option name ({@code config}, {@code catalog}, {@code state});
     *     a launcher may name them differently inside its own world
     */
    default List<String> words(Verb verb, Map<String, Path> files) {
        List<String> words = new ArrayList<>(List.of(verb.word()));
        files.forEach((option, file) -> words.addAll(List.of("--" + option, file.toString())));
        return words;
    }

    /** Whether it is one of Leat's own connectors, whatever it may still say of itself. */
    boolean ours();

    /** What people call it. */
    String label();
}
