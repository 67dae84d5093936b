package dev.leat.runner;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.Message;
import dev.leat.protocol.MessageCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Waits for a connector's answer to a command, within a time: until it ends, or says that the answer is complete. */
final class Question {
    private final Session session;
    private final Child child;
    private final Verb verb;
    private final List<Message> messages = new ArrayList<>();
    private final LogLines noise;
    private Message.Answered answered;

    private Question(Session session, Child child, Verb verb) {
        this.session = session;
        this.child = child;
        this.verb = verb;
        this.noise = new LogLines(line -> session.log().info(child.who(), line));
    }

    /** The process is still alive afterwards only if it takes another command. */
    static Answer ask(Session session, Child child, Verb verb) {
        int seconds = session.timeouts().answerS();
        try (StopSignal.Registration registered = session.stop().whileRunning(child::terminate)) {
            Question question = new Question(session, child, verb);
            CompletableFuture<Void> late = new CompletableFuture<>();
            late.orTimeout(seconds, TimeUnit.SECONDS).exceptionally(timeout -> {
                child.kill();
                return null;
            });
            question.listen();
            boolean ended =
                    question.answered != null || child.await(session.timeouts().exitS());
            if (late.isCompletedExceptionally()) {
                throw ConnectorException.unavailable(
                        child.who() + ": did not answer \"" + verb.word() + "\" within " + seconds
                                + " s and was stopped; see whether its system is overloaded, or raise timeouts.answer_s");
            }
            late.complete(null);
            if (!ended) {
                child.kill();
            }
            session.stop().check();
            return question.answer();
        }
    }

    private void listen() {
        LineBuffer lines = new LineBuffer(LineLimit.of(session.machine().environment()));
        try {
            while (answered == null && lines.fill(child.out())) {
                while (answered == null && lines.next()) {
                    take(lines);
                }
            }
            child.unread(lines.after());
        } catch (LineBuffer.TooLong tooLong) {
            throw ConnectorException.data(child.who() + ": " + tooLong.getMessage());
        } catch (IOException gone) {
            // Its exit code says more.
        }
    }

    private void take(LineBuffer lines) {
        switch (MessageCodec.parse(lines.bytes(), lines.start(), lines.length()).orElse(null)) {
            case null ->
                noise.accept(lines.copy(LogLines.LINE_BYTES_MAX), Math.min(lines.length(), LogLines.LINE_BYTES_MAX));
            case Message.Log log -> session.log().write(log.level(), child.who(), log.message());
            case Message.Answered end -> answered = end;
            case Message message -> messages.add(message);
        }
    }

    private Answer answer() {
        int exitCode = answered != null ? answered.exitCode() : child.alive() ? Failure.KILLED : child.exitCode();
        return new Answer(child.who(), verb, messages, noise.last(), exitCode == 0 ? null : end(exitCode), exitCode);
    }

    private Failure end(int exitCode) {
        return answered == null && !child.alive()
                ? child.failure(verb, noise.last())
                : Failure.ofExit(child.who(), verb, exitCode, child.lastWords());
    }
}
