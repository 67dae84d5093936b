package dev.leat.runner;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.Message;
import dev.leat.protocol.MessageCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Starts a connector for one answer and waits for it, within a time. */
final class Question {
    private final Session session;
    private final Child child;
    private final Verb verb;
    private final List<Message> messages = new ArrayList<>();
    private final LogLines noise;

    private Question(Session session, Child child, Verb verb) {
        this.session = session;
        this.child = child;
        this.verb = verb;
        this.noise = new LogLines(line -> session.log().info(child.who(), line));
    }

    static Answer ask(Session session, String who, List<String> argv, Verb verb) {
        session.stop().check();
        int seconds = session.timeouts().answer();
        try (Child child = Child.start(
                        who, argv, session.file().document().folder(), session.connectorEnvironment(), session.log());
                StopSignal.Registration registered = session.stop().whileRunning(child::terminate)) {
            Question question = new Question(session, child, verb);
            CompletableFuture<Void> late = new CompletableFuture<>();
            late.orTimeout(seconds, TimeUnit.SECONDS).exceptionally(timeout -> {
                child.kill();
                return null;
            });
            question.listen();
            boolean ended = child.await(session.timeouts().exit());
            if (late.isCompletedExceptionally()) {
                throw ConnectorException.unavailable(who + ": did not answer \"" + verb.word() + "\" within " + seconds
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
            child.in().close();
            while (lines.fill(child.out())) {
                while (lines.next()) {
                    take(lines);
                }
            }
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
            case Message message -> messages.add(message);
        }
    }

    private Answer answer() {
        return new Answer(
                child.who(),
                verb,
                messages,
                noise.last(),
                child.lastWords(),
                child.alive() ? Failure.KILLED : child.exitCode());
    }
}
