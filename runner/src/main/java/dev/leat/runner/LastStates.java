package dev.leat.runner;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.Json;
import dev.leat.protocol.Message;
import dev.leat.protocol.StateMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How far the destination is, asked of it with {@code rid}, as the state file of both sides. */
final class LastStates {
    private final Connection source;
    private final Connection destination;
    private final Streams streams;
    private final List<StateMessage> states = new ArrayList<>();

    LastStates(Connection source, Connection destination, Streams streams) {
        this.source = source;
        this.destination = destination;
        this.streams = streams;
    }

    /** Asks the destination; streams that are replaced start over and have no state. */
    void ask(Path catalog) {
        Answer answer = destination.ask("destination " + destination.name(), Verb.RID, Map.of("catalog", catalog));
        if (answer.exitCode() != 0 || !answer.errors().isEmpty()) {
            throw answer.failure().exception();
        }
        for (Message message : answer.messages()) {
            if (message instanceof Message.State(StateMessage state) && wanted(state)) {
                states.add(state);
            }
        }
        boolean mixed = states.stream().map(StateMessage::kind).distinct().count() > 1;
        if (mixed) {
            throw ConnectorException.data("destination " + destination.name()
                    + ": keeps states of two forms for one replication, GLOBAL and per stream; they cannot both be right."
                    + " Remove the replication's rows from its table _leat_state and load the streams anew");
        }
    }

    private boolean wanted(StateMessage state) {
        if (state.kind() != StateMessage.Kind.STREAM) {
            return true;
        }
        StreamRun stream = state.stream() == null ? null : streams.atDestination(state.stream());
        return stream != null && stream.plan.incremental();
    }

    /** The state file for the source, under its names; none if there is nothing to go on from. */
    Optional<Path> forSource() {
        return states.isEmpty() ? Optional.empty() : Optional.of(file(source, true));
    }

    /**
     * The state file for the destination, which compares it with where it is when it starts to write. There is one even
     * if it says nothing: a destination that has come to hold rows since was written to by another run.
     */
    Path forDestination() {
        return file(destination, false);
    }

    private Path file(Connection reader, boolean sourceNames) {
        if (sourceNames && states.getFirst().kind() == StateMessage.Kind.LEGACY) {
            // The oldest form has no envelope: the file is the state itself.
            byte[] blob = Json.bytes(states.getFirst().body().path("data"));
            return reader.write("state", blob);
        }
        ArrayNode array = Json.array();
        for (StateMessage state : states) {
            ObjectNode body = state.body().deepCopy();
            if (sourceNames && state.kind() == StateMessage.Kind.STREAM) {
                StreamRun stream = streams.atDestination(state.stream());
                ((ObjectNode) body.path("stream")).set("stream_descriptor", Json.tree(stream.plan.source()));
            }
            array.add(body);
        }
        return reader.write("state", Json.bytes(array));
    }

    /** The options of a command that takes the state file if there is one. */
    static Map<String, Path> files(Path catalog, Optional<Path> state) {
        Map<String, Path> files = new LinkedHashMap<>();
        files.put("catalog", catalog);
        state.ifPresent(file -> files.put("state", file));
        return files;
    }
}
