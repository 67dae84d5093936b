package dev.leat.protocol;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * One line of the protocol as an object. Control messages are handled by exhaustive switches over this type; rows are
 * never made into objects on the way from source to destination ({@link Record} serves tests and tools only).
 */
public sealed interface Message {

    /** A row. {@code emittedAt} is in milliseconds since 1970. */
    record Record(String stream, String namespace, ObjectNode data, long emittedAt) implements Message {
        public StreamDescriptor descriptor() {
            return new StreamDescriptor(stream, namespace);
        }
    }

    /**
     * The rows of a stream come as lists from now on: {@code ["ROW",0,7,"x"]}, with the stream's number and a value for
     * each column. Sent ahead of them, where they are.
     *
     * @param stream its name
     * @param namespace null if it has none
     * @param number stands for the stream
     * @param names the columns' names, in the order of their values
     */
    record Columns(String stream, String namespace, int number, List<String> names) implements Message {
        public StreamDescriptor descriptor() {
            return new StreamDescriptor(stream, namespace);
        }
    }

    /** How far the source is. */
    record State(StateMessage state) implements Message {}

    /** A line for the log. */
    record Log(Level level, String message, String stackTrace) implements Message {
        /** From worst to most talkative. */
        public enum Level {
            FATAL,
            ERROR,
            WARN,
            INFO,
            DEBUG,
            TRACE
        }
    }

    /** The answer to {@code spec}. */
    record Spec(
            String protocolVersion,
            String documentationUrl,
            ObjectNode connectionSpecification,
            Boolean supportsIncremental,

            List<DestinationSyncMode> supportedDestinationSyncModes,

            Capabilities leat)
            implements Message {}

    /**
     * What a connector can do beyond the protocol; null or absent from foreign connectors. One that is a source and a
     * destination understands {@code check --side}.
     *
     * @param name the connector's name in {@code leat.yaml}
     * @param source whether it can be read
     * @param destination whether it can be written
     * @param fullRefresh as a source: can read a stream whole
     * @param ridState as a source: resumes from {@code {"rid":{"column":…,"value":…}}} states, and emits such states
     * @param rid as a destination: answers {@code rid}
     * @param storedState as a destination: keeps opaque states beside the rows
     * @param dataChannel understands {@code --input} and {@code --output}; a source then repeats states and statuses on
     *     standard output, and tells there how far it is
     * @param session understands {@code session}, which takes one command after another
     * @param partitions as a source: can read a stream in parts at the same time
     * @param anyOrder as a destination: finds the greatest RID whatever the order in which the rows came
     * @param ridPerPartition as a destination: finds the greatest RID of each partition where they are counted so
     * @param lists as a source: can send rows as lists of values ({@link Columns}); as a destination: gladly takes them
     */
    record Capabilities(
            String name,
            boolean source,
            boolean destination,
            boolean fullRefresh,
            boolean ridState,
            boolean rid,
            boolean storedState,
            boolean dataChannel,
            boolean session,
            boolean partitions,
            boolean anyOrder,
            boolean ridPerPartition,
            boolean lists) {}

    /** The answer to {@code check}. */
    record ConnectionStatus(Outcome status, String message) implements Message {
        /** Whether the connection works. */
        public enum Outcome {
            SUCCEEDED,
            FAILED
        }
    }

    /** The answer to {@code discover}. */
    record Discovered(Catalog catalog) implements Message {}

    /** Something that happened at the source: an error, an estimate, a change of a stream's status. */
    record Trace(TraceMessage trace) implements Message {}

    /** A changed configuration (a rotated token) to be kept for the next run. */
    record Control(String type, ObjectNode config) implements Message {}

    /**
     * The end of the answer to one command of a {@code session}.
     *
     * @param exitCode what a process of its own for the command would have ended with
     */
    record Answered(int exitCode) implements Message {}

    /** The answer to {@code discover} of a data-activation destination, passed on as it is. */
    record DestinationCatalog(ObjectNode catalog) implements Message {}
}
