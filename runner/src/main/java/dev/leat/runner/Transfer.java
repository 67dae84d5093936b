package dev.leat.runner;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.ConnectorException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Rows flowing from a source's process to a destination's: carries them, and brings both processes to an end, in
 * whatever way one of them ends first.
 */
final class Transfer {
    private static final int JOIN_SECONDS = 10;

    private final Session session;
    private final Child source;
    private final Child destination;
    private final Streams streams;
    private final boolean sourceOurs;
    private final boolean destinationOurs;
    private final Activity activity;
    private final Ledger ledger;
    private final boolean stopOnStreamError;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final Outlet outlet;
    private final StateRelay relay;
    private final SourceMessages said;
    private final DestinationMessages heard;
    private final Pump pump;
    private final Watchdog watchdog;
    /** Null where rows pass through this process. */
    private final DataPipe pipe;

    private Failure pumpFailure;
    private long sourceEndNanos;

    /**
     * How both sides ended.
     *
     * @param source what is wrong with the source beyond single streams; null if nothing
     * @param destination the same of the destination
     * @param destinationInOrder whether the destination, though it failed, took all there was and ended by itself
     * @param completionsTold whether the destination told which streams it has completed
     * @param rowsCounted whether the rows were counted here
     */
    record Ends(
            Ledger ledger,
            Failure source,
            Failure destination,
            boolean destinationInOrder,
            boolean completionsTold,
            boolean rowsCounted) {}

    private Transfer(
            Session session,
            Connection from,
            Connection to,
            Child source,
            Child destination,
            Streams streams,
            DataPipe pipe,
            boolean stopOnStreamError) {
        this.session = session;
        this.pipe = pipe;
        this.activity = new Activity(pipe != null);
        this.ledger = new Ledger(pipe != null);
        this.source = source;
        this.destination = destination;
        this.streams = streams;
        this.stopOnStreamError = stopOnStreamError;
        this.sourceOurs = from.ours();
        this.destinationOurs = to.ours();
        int lineBytesMax = LineLimit.of(session.machine().environment());
        Log log = session.log();
        outlet = new Outlet(destination.in(), activity);
        relay = new StateRelay(streams, ledger, outlet, pipe != null);
        said = new SourceMessages(
                source.who(), pipe != null ? streams::atDestination : streams::atSource, relay, activity, log);
        // What the source would still send would only be thrown away.
        heard = new DestinationMessages(
                destination.who(), streams, ledger, activity, this::stopSource, lineBytesMax, log);
        Heads heads = new Heads(sourceOurs);
        pump = new Pump(source.who(), streams, heads, said, outlet, activity, lineBytesMax, log);
        watchdog = new Watchdog(source, destination, activity, session.timeouts(), this::destinationGone, pipe);
    }

    /**
     * Carries everything there is to carry.
     *
     * @param readFiles what the source is given, by option
     * @param writeFiles what the destination is given, by option
     * @param pipe through which rows go; null if they pass through this process
     */
    static Ends run(
            Session session,
            Connection from,
            Connection to,
            Streams streams,
            Map<String, Path> readFiles,
            Map<String, Path> writeFiles,
            DataPipe pipe,
            boolean stopOnStreamError,
            Progress progress) {
        try (Child destination = to.start("destination " + to.name(), Verb.WRITE, writeFiles);
                Child source = from.start("source " + from.name(), Verb.READ, readFiles);
                Ticker ticker = new Ticker(session.log())) {
            Transfer transfer = new Transfer(session, from, to, source, destination, streams, pipe, stopOnStreamError);
            ticker.every(Watchdog.LOOK_MILLIS, transfer.watchdog);
            progress.begin(streams, transfer.activity, ticker);
            try (StopSignal.Registration registered = session.stop().whileRunning(transfer::stopSource)) {
                return transfer.run();
            } finally {
                ticker.close();
                progress.end();
            }
        }
    }

    private Ends run() {
        if (stopOnStreamError) {
            streams.onFailure(this::stopSource);
        }
        Thread listener = heard.listen(destination.out());
        carry();
        int exit = endSource();
        if (pipe != null) {
            pipe.sourceEnded();
            if (exit != 0) {
                // Which of them broke the pipe is known only when both have ended.
                join(listener);
            }
        }
        Failure sourceFailure = sourceFailure(exit);
        if (sourceFailure == null && !sourceOurs && !said.statusSeen()) {
            // A source that reports no statuses at all is done when it ends well; one that does must say so.
            streams.all().forEach(relay::complete);
        }
        endDestination();
        join(listener);
        boolean inOrder = !endedEarly() && destination.exitCode() <= Kind.DATA.exitCode();
        return new Ends(ledger, sourceFailure, destinationFailure(), inOrder, heard.completeSeen(), pipe == null);
    }

    private void carry() {
        try {
            source.endInput();
            if (pipe != null) {
                destination.endInput();
            }
            pump.run(source.out());
        } catch (ConnectorException refused) {
            pumpFailure = Failure.of(refused);
        } catch (IOException broken) {
            pumpFailure = new Failure(Kind.TRANSIENT, source.who() + ": its output broke: " + broken.getMessage());
        } finally {
            activity.sourceEnded();
            sourceEndNanos = System.nanoTime();
        }
    }

    private void destinationGone() {
        stopSource();
        if (pipe != null) {
            pipe.destinationEnded();
        }
    }

    private void stopSource() {
        if (stopping.compareAndSet(false, true)) {
            source.terminate();
            CompletableFuture.delayedExecutor(session.timeouts().stopS(), TimeUnit.SECONDS)
                    .execute(source::kill);
        }
    }

    /** Waits for the source's end, or brings it about if nobody takes its rows any more. */
    private int endSource() {
        if (pumpFailure != null || outlet.broken()) {
            Thread.ofPlatform().daemon().name("leat-discard").start(() -> discard(source.out()));
            stopSource();
            source.await(session.timeouts().stopS() + session.timeouts().exitS());
        } else if (!source.await(session.timeouts().exitS())) {
            pumpFailure = new Failure(
                    Kind.TRANSIENT,
                    source.who() + ": closed its output but did not end within "
                            + session.timeouts().exitS() + " s and was stopped");
        }
        if (source.alive()) {
            source.kill();
            source.await(JOIN_SECONDS);
        }
        return source.exitCode();
    }

    /** A source whose pipe is full would not notice that it is to end. */
    private static void discard(InputStream out) {
        try (out) {
            out.transferTo(OutputStream.nullOutputStream());
        } catch (IOException ended) {
            // That is what was wanted.
        }
    }

    private Failure sourceFailure(int exit) {
        if (watchdog.sourceFailure() != null) {
            return watchdog.sourceFailure();
        }
        if (pumpFailure != null) {
            return pumpFailure;
        }
        if (endedEarly() || watchdog.destinationFailure() != null) {
            return null;
        }
        if (session.stop().requested() && streams.all().stream().anyMatch(stream -> !stream.complete)) {
            return new Failure(Kind.TRANSIENT, "interrupted; run the same command again, it goes on where this ended");
        }
        if (said.failure() != null) {
            return said.failure();
        }
        if (stopOnStreamError && streams.firstFailed() != null) {
            return new Failure(
                    Kind.TRANSIENT,
                    "stopped because " + streams.firstFailed() + " failed and" + " on_stream_error is stop");
        }
        boolean streamsTold = streams.firstFailed() != null;
        if (exit != 0 && !streamsTold) {
            return source.failure(Verb.READ, pump.noise());
        }
        if (pump.cutOff()) {
            return new Failure(Kind.TRANSIENT, source.who() + ": its output ends in the middle of a line; run again");
        }
        if (pump.rows() + said.messages() == 0) {
            String printed =
                    pump.noise().isEmpty() ? "nothing" : "\"" + pump.noise().getFirst() + "\"";
            return new Failure(
                    Kind.CONFIG,
                    source.who() + ": printed " + printed + " and no message of the protocol; is it a connector?");
        }
        return null;
    }

    private void endDestination() {
        boolean replacing = streams.all().stream().anyMatch(stream -> !stream.plan.incremental() && !stream.complete);
        if (replacing && !destinationOurs && !outlet.broken()) {
            // Older foreign destinations take the end of the input for the end of the rows, and replace with what came.
            destination.stop(session.timeouts().stopS());
        } else {
            outlet.close();
            activity.finishing();
            watchdog.awaitDestination(session.stop());
        }
    }

    private Failure destinationFailure() {
        if (watchdog.destinationFailure() != null) {
            return watchdog.destinationFailure();
        }
        if (heard.failure() != null) {
            return heard.failure();
        }
        boolean streamsTold = streams.firstFailed() != null;
        if (destination.exitCode() != 0 && !streamsTold) {
            return destination.failure(Verb.WRITE, List.of());
        }
        if (endedEarly()) {
            return new Failure(
                    Kind.TRANSIENT,
                    destination.who() + ": ended with exit code " + destination.exitCode()
                            + " before it had taken all rows");
        }
        return null;
    }

    private boolean endedEarly() {
        return outlet.broken() || watchdog.destinationEndedEarly() || brokePipe();
    }

    /** Whether the source failed because the destination was gone: it cannot say more than that nobody reads. */
    private boolean brokePipe() {
        return pipe != null
                && source.exitCode() != 0
                && !source.killed()
                && (destinationKilled()
                        || heard.gaveUpBefore(said.failure() != null ? said.failureNanos() : sourceEndNanos));
    }

    /** A signal is never an answer to what the source did. */
    private boolean destinationKilled() {
        return destination.await(JOIN_SECONDS) && destination.killed();
    }

    private static void join(Thread listener) {
        try {
            listener.join(TimeUnit.SECONDS.toMillis(JOIN_SECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
