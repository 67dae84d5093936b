package dev.leat.protocol;

import java.util.Objects;

/**
 * A failure whose cause is known. The message is for the person who must act: it says what was attempted, on what, and
 * what to do, and never holds a secret. Anything else that is thrown counts as {@link Kind#INTERNAL}.
 */
public final class ConnectorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Who must act, and with it the exit code. */
    public enum Kind {
        /** A bug of ours; printed with its trace. */
        INTERNAL(1),
        /** The user's configuration, privileges or command line. */
        CONFIG(2),
        /** Nobody: the same command may work later. */
        TRANSIENT(3),
        /** Whoever owns the row that cannot be read or written. */
        DATA(4);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }

        public int exitCode() {
            return exitCode;
        }

        /** The name on the wire, in {@code trace.error.leat.kind}. */
        public String wire() {
            return switch (this) {
                case INTERNAL -> "internal";
                case CONFIG -> "config";
                case TRANSIENT -> "transient";
                case DATA -> "data";
            };
        }

        /** The protocol's coarser kind. */
        public TraceMessage.FailureType failureType() {
            return switch (this) {
                case INTERNAL, DATA -> TraceMessage.FailureType.SYSTEM_ERROR;
                case CONFIG -> TraceMessage.FailureType.CONFIG_ERROR;
                case TRANSIENT -> TraceMessage.FailureType.TRANSIENT_ERROR;
            };
        }
    }

    private final Kind kind;

    public ConnectorException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind);
    }

    public static ConnectorException config(String message) {
        return new ConnectorException(Kind.CONFIG, message, null);
    }

    public static ConnectorException config(String message, Throwable cause) {
        return new ConnectorException(Kind.CONFIG, message, cause);
    }

    public static ConnectorException unavailable(String message) {
        return new ConnectorException(Kind.TRANSIENT, message, null);
    }

    public static ConnectorException unavailable(String message, Throwable cause) {
        return new ConnectorException(Kind.TRANSIENT, message, cause);
    }

    public static ConnectorException data(String message) {
        return new ConnectorException(Kind.DATA, message, null);
    }

    public static ConnectorException data(String message, Throwable cause) {
        return new ConnectorException(Kind.DATA, message, cause);
    }

    public static ConnectorException internal(String message) {
        return new ConnectorException(Kind.INTERNAL, message, null);
    }

    public Kind kind() {
        return kind;
    }
}
