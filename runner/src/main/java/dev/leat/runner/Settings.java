package dev.leat.runner;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What {@code leat.yaml} says, once it is known to fit {@code spec-schemas/leat.json}, which explains each key. */
record Settings(
        Map<String, Connection> connections,
        Map<String, Replication> replications,
        Timeouts timeouts,
        LauncherKind launcher,
        Docker docker) {
    Settings {
        connections = connections == null ? Map.of() : connections;
        replications = replications == null ? Map.of() : replications;
        timeouts = timeouts == null ? Timeouts.DEFAULT : timeouts;
        launcher = launcher == null ? LauncherKind.PROCESS : launcher;
        docker = docker == null ? Docker.DEFAULT : docker;
    }

    /** A file that says nothing. */
    static Settings none(LauncherKind launcher) {
        return new Settings(null, null, null, launcher, null);
    }

    /** Whether rows go to a connection and none come from it. */
    boolean onlyDestination(String connection) {
        return replications.values().stream().anyMatch(one -> one.destination().equals(connection))
                && replications.values().stream().noneMatch(one -> one.source().equals(connection));
    }

    /** What Leat's own connectors run as. */
    enum LauncherKind {
        PROCESS,
        DOCKER
    }

    /** A system that rows come from or go to: one of {@code connector}, {@code command} and {@code image} is set. */
    record Connection(String connector, JsonNode command, String image, Docker docker, ObjectNode config) {}

    /** How containers are run; what is null is left to the engine. */
    record Docker(String network, String memory, String user, Pull pull, List<String> volumes) {
        static final Docker DEFAULT = new Docker(null, null, null, null, null);

        /** What a connection says, and for the rest what all do. */
        Docker over(Docker all) {
            return new Docker(
                    or(network, all.network),
                    or(memory, all.memory),
                    or(user, all.user),
                    or(pull, all.pull),
                    or(volumes, all.volumes));
        }
    }

    /** When an image is asked of its registry. */
    enum Pull {
        MISSING,
        ALWAYS,
        NEVER
    }

    private static <T> T or(T first, T second) {
        return first != null ? first : second;
    }

    /** Streams carried from one connection to another. */
    record Replication(
            String source,
            String destination,
            List<Choice> streams,
            Mode mode,
            Boolean technicalColumns,
            String destinationNamespace,
            String streamPrefix,
            OnStreamError onStreamError) {

        boolean stopsOnStreamError() {
            return onStreamError == OnStreamError.STOP;
        }
    }

    /** Which streams, and how: {@code name} is a name or a pattern with {@code *} and {@code ?}, and all that a bare text says. */
    record Choice(
            String name,
            List<String> exclude,
            Mode mode,
            String rid,
            Boolean ridUnique,
            List<String> columns,
            Boolean technicalColumns,
            Integer partitions) {

        /** This choice with what a more special one says laid over it. */
        Choice specialised(Choice special) {
            return new Choice(
                    name,
                    exclude,
                    or(special.mode, special.rid != null ? Mode.INCREMENTAL : mode),
                    or(special.rid, rid),
                    or(special.ridUnique, special.rid != null ? null : ridUnique),
                    or(special.columns, columns),
                    or(special.technicalColumns, technicalColumns),
                    or(special.partitions, partitions));
        }
    }

    /** How a stream is carried. */
    enum Mode {
        FULL_REFRESH,
        INCREMENTAL
    }

    /** What a failing stream means for the others. */
    enum OnStreamError {
        CONTINUE,
        STOP
    }

    /**
     * Bounds on waiting, in seconds: nothing this program waits for may take for ever.
     *
     * @param answerS for {@code spec}, {@code check}, {@code discover} and {@code rid}; a {@code rid} may have to scan
     * @param sourceIdleS for a source that sends nothing; a database may sort for long before its first row
     * @param destinationIdleS for a destination that neither takes nor says anything; building an index is silent
     * @param exitS for a process that has nothing left to do
     * @param stopS from asking a process to stop to killing it
     */
    record Timeouts(Integer answerS, Integer sourceIdleS, Integer destinationIdleS, Integer exitS, Integer stopS) {
        static final Timeouts DEFAULT = new Timeouts(null, null, null, null, null);

        Timeouts {
            answerS = answerS == null ? 600 : answerS;
            sourceIdleS = sourceIdleS == null ? 3600 : sourceIdleS;
            destinationIdleS = destinationIdleS == null ? 3600 : destinationIdleS;
            exitS = exitS == null ? 60 : exitS;
            stopS = stopS == null ? 30 : stopS;
        }
    }
}
