package dev.leat.runner;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.ConnectorException.Kind;
import dev.leat.protocol.TraceMessage;
import java.util.List;

/** Why something did not work: who must act, and a sentence that says so. */
record Failure(Kind kind, String message) {
    static final int KILLED = 137;

    static Failure of(ConnectorException thrown) {
        return new Failure(thrown.kind(), thrown.getMessage());
    }

    ConnectorException exception() {
        return new ConnectorException(kind, message, null);
    }

    /** What a connector reported itself. The exit code helps where the protocol's kinds are too coarse. */
    static Failure of(String who, TraceMessage.Error error, int exitCode) {
        Kind kind = null;
        for (Kind candidate : Kind.values()) {
            if (error.leat() != null && candidate.wire().equals(error.leat().kind())) {
                kind = candidate;
            }
        }
        if (kind == null) {
            kind = switch (error.failureType()) {
                case CONFIG_ERROR -> Kind.CONFIG;
                case TRANSIENT_ERROR -> Kind.TRANSIENT;
                case SYSTEM_ERROR -> byExitCode(exitCode);
                case null -> byExitCode(exitCode);
            };
        }
        return new Failure(kind, who + ": " + error.message());
    }

    /** What a connector's end says when it said nothing itself. */
    static Failure ofExit(String who, Verb verb, int exitCode, List<String> lastWords) {
        String words = lastWords.isEmpty() ? "" : "; its last words: " + String.join(" / ", lastWords);
        String ended = exitCode > 128
                ? " was ended by signal " + (exitCode - 128) + " during "
                : " ended with exit code " + exitCode + " in ";
        return new Failure(byExitCode(exitCode), who + ended + verb.word() + words);
    }

    private static Kind byExitCode(int code) {
        return switch (code) {
            case 2 -> Kind.CONFIG;
            case 4 -> Kind.DATA;
            // Somebody, or the system short of memory, killed it: nothing is wrong with what was asked.
            case 3, KILLED -> Kind.TRANSIENT;
            default -> code > 128 ? Kind.TRANSIENT : Kind.INTERNAL;
        };
    }
}
