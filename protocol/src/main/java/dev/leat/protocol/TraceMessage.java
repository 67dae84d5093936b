package dev.leat.protocol;

import java.math.BigDecimal;
import tools.jackson.databind.node.ArrayNode;

/**
 * The body of a TRACE message. Exactly one of {@code error}, {@code estimate}, {@code streamStatus},
 * {@code analytics} and {@code progress} is set, as {@code type} says.
 *
 * @param emittedAt milliseconds since 1970, possibly with a fraction
 */
public record TraceMessage(
        Type type,
        BigDecimal emittedAt,
        Error error,
        Estimate estimate,
        StreamStatus streamStatus,
        Analytics analytics,
        Progress progress) {

    /** What the trace is about. */
    public enum Type {
        ERROR,
        ESTIMATE,
        STREAM_STATUS,
        ANALYTICS,
        /** Leat's own; only on standard output, and only where rows go elsewhere. */
        PROGRESS
    }

    /** A failure, for people ({@code message}) and for machines ({@code failureType}). */
    public record Error(
            String message,
            String internalMessage,
            String stackTrace,
            FailureType failureType,
            StreamDescriptor streamDescriptor,
            Leat leat) {}

    /** The finer kind of a failure, for Leat's runner: {@code data} has no place among the protocol's three. */
    public record Leat(String kind) {}

    /** Who must act: us, the user, or nobody yet. */
    public enum FailureType implements Word {
        SYSTEM_ERROR,
        CONFIG_ERROR,
        TRANSIENT_ERROR
    }

    /** How much is to come. */
    public record Estimate(String name, String namespace, String type, Long rowEstimate, Long byteEstimate) {}

    /** Where a stream is in its life. */
    public record StreamStatus(StreamDescriptor streamDescriptor, Status status, ArrayNode reasons) {}

    /** A stream starts, runs, and ends whole or not. */
    public enum Status {
        STARTED,
        RUNNING,
        COMPLETE,
        INCOMPLETE
    }

    /** Counters some connectors send; logged, never acted on. */
    public record Analytics(String type, String value) {}

    /**
     * How far a source is with a stream whose rows go through a data channel.
     *
     * @param records of the stream that have gone out in this run
     * @param bytes of these as lines
     * @param waitMs how long, of the whole run, the source has waited for its rows to be taken
     * @param waiting whether it waits for that now
     */
    public record Progress(StreamDescriptor streamDescriptor, long records, long bytes, long waitMs, boolean waiting) {}

    private static BigDecimal now() {
        return BigDecimal.valueOf(System.currentTimeMillis());
    }

    public static Message.Trace status(StreamDescriptor stream, Status status) {
        return new Message.Trace(new TraceMessage(
                Type.STREAM_STATUS, now(), null, null, new StreamStatus(stream, status, null), null, null));
    }

    public static Message.Trace error(Error error) {
        return new Message.Trace(new TraceMessage(Type.ERROR, now(), error, null, null, null, null));
    }

    public static Message.Trace estimate(StreamDescriptor stream, Long rows, Long bytes) {
        Estimate estimate = new Estimate(stream.name(), stream.namespace(), "STREAM", rows, bytes);
        return new Message.Trace(new TraceMessage(Type.ESTIMATE, now(), null, estimate, null, null, null));
    }

    public static Message.Trace progress(Progress progress) {
        return new Message.Trace(new TraceMessage(Type.PROGRESS, now(), null, null, null, null, progress));
    }
}
