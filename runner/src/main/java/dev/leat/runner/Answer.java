package dev.leat.runner;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.Message;
import dev.leat.protocol.TraceMessage;
import java.util.List;
import java.util.Optional;

/**
 * What a connector said to a question.
 *
 * @param messages everything but its log
 * @param noise the last lines it printed that are no messages
 * @param end what its exit code means; null if it is 0
 */
record Answer(String who, Verb verb, List<Message> messages, List<String> noise, Failure end, int exitCode) {

    <T extends Message> Optional<T> first(Class<T> type) {
        return messages.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /** The one message that the question asks for; without it, the best explanation there is. */
    <T extends Message> T required(Class<T> type) {
        // A connection's status counts even if the connector then fails, a half-written catalog does not.
        if (exitCode != 0 && type != Message.ConnectionStatus.class) {
            throw failure().exception();
        }
        return first(type).orElseThrow(() -> failure().exception());
    }

    /** Refuses the answer to {@code check} of a connection that does not work. */
    void requireSuccess() {
        Message.ConnectionStatus status = required(Message.ConnectionStatus.class);
        if (status.status() != Message.ConnectionStatus.Outcome.SUCCEEDED) {
            Failure told = errors().isEmpty()
                    ? new Failure(ConnectorException.Kind.CONFIG, who + ": " + status.message())
                    : failure();
            throw told.exception();
        }
    }

    /** Why there is no answer. */
    Failure failure() {
        Optional<TraceMessage.Error> error = errors().stream().findFirst();
        if (error.isPresent()) {
            return Failure.of(who, error.get(), exitCode);
        }
        if (exitCode != 0) {
            return end;
        }
        String printed = noise.isEmpty() ? "nothing" : "\"" + noise.getFirst() + "\"";
        return new Failure(
                ConnectorException.Kind.CONFIG,
                who + ": answered \"" + verb.word() + "\" with " + printed
                        + " and no message of the protocol; is it a connector?");
    }

    List<TraceMessage.Error> errors() {
        return messages.stream()
                .filter(Message.Trace.class::isInstance)
                .map(trace -> ((Message.Trace) trace).trace().error())
                .filter(error -> error != null && error.message() != null)
                .toList();
    }
}
