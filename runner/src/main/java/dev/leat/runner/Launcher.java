package dev.leat.runner;

import dev.leat.config.SchemaView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * A way of starting a connector. A new way (a Singer tap) is one more class here; nothing else in the runner knows how
 * connectors are started.
 */
sealed interface Launcher permits LocalConnector, Command, DockerLauncher {

    /**
     * Starts a process, which is the caller's to close.
     *
     * @param who what messages call it
     * @param words the connector's own arguments: a command and its options
     */
    Child start(Session session, Whose whose, String who, List<String> words);

    /**
     * A command and its options.
     *
     * @param files the files the connector is given, by option name ({@code config}, {@code catalog}, {@code state})
     */
    default List<String> words(Verb verb, Map<String, Path> files) {
        List<String> words = new ArrayList<>(List.of(verb.word()));
        files.forEach((option, file) -> words.addAll(List.of("--" + option, file.toString())));
        return words;
    }

    /** Called before anything else: sees that there is something to start, or refuses. */
    default void prepare(Session session) {}

    /** Called after that, with the configuration as it is written: the connector's schema is not known yet. */
    default void expect(ObjectNode written) {}

    /**
     * Tells what the connector will be given to work on.
     *
     * @return whether processes that run already cannot do that
     */
    default boolean configured(ObjectNode config, SchemaView schema) {
        return false;
    }

    /** Whether its processes can open FIFOs of this machine. */
    default boolean takesFifos() {
        return true;
    }

    /** Whether it is one of Leat's own connectors, whatever it may still say of itself. */
    boolean ours();

    /** What people call it. */
    String label();
}
