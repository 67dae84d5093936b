package dev.leat.runner;

import dev.leat.protocol.Catalog;
import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.Message;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One replication from its settings to its result: ask, plan, move, judge. Nothing is touched before the plan stands. */
final class ReplicationRun {
    private final Session session;
    private final String name;
    private final Settings.Replication replication;
    private final Connection source;
    private final Connection destination;
    private final Progress progress;
    private final long startNanos = System.nanoTime();
    private DataPipe pipe;

    ReplicationRun(Session session, String name, Connection source, Connection destination, Progress progress) {
        this.session = session;
        this.name = name;
        this.replication = session.file().settings().replications().get(name);
        this.source = source;
        this.destination = destination;
        this.progress = progress;
    }

    /** Runs it; failures are part of the result. */
    Results.Replication run() {
        serve(name);
        try {
            Plan plan = plan();
            Streams streams = new Streams(plan);
            Verdict verdict = new Verdict(move(plan, streams), streams);
            return result(verdict.streams(), verdict.beyondStreams());
        } catch (ConnectorException refused) {
            return result(List.of(), Failure.of(refused));
        } finally {
            if (pipe != null) {
                pipe.settle();
            }
            serve(null);
        }
    }

    private void serve(String replication) {
        source.serve(replication);
        destination.serve(replication);
    }

    private Results.Replication result(List<Results.Stream> streams, Failure failure) {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        return new Results.Replication(
                name, replication.source(), replication.destination(), streams, failure, seconds);
    }

    private Plan plan() {
        List<Message.Spec> specs = Together.all(List.of(source::spec, destination::spec));
        Problem.refuse(source.problems());
        Problem.refuse(destination.problems());
        // Made while the connectors look for their answers.
        pipe = pipe();
        List<Answer> answers = Together.all(List.of(
                () -> source.ask("source " + source.name(), Verb.DISCOVER, Map.of()),
                () -> destination.ask("destination " + destination.name(), Verb.CHECK_DESTINATION, Map.of())));
        answers.get(1).requireSuccess();
        Catalog catalog = answers.get(0).required(Message.Discovered.class).catalog();
        long syncId = System.currentTimeMillis();
        String pointer = "/replications/" + name;
        return new Planner(
                        replication,
                        specs.get(0),
                        specs.get(1),
                        syncId,
                        session.file().document(),
                        pointer)
                .plan(catalog);
    }

    private Transfer.Ends move(Plan plan, Streams streams) {
        Path sourceCatalog = source.write(
                "catalog",
                pipe == null ? plan.sourceCatalog() : plan.directCatalog(source.hasLists() && destination.hasLists()));
        Path destinationCatalog = destination.write("catalog", plan.destinationCatalog());
        LastStates states = new LastStates(source, destination, streams);
        if (plan.incremental()) {
            states.ask(destinationCatalog);
        }
        session.log()
                .info(
                        "leat",
                        name + ": " + Figures.of(plan.streams().size(), "stream") + " from " + source.name() + " to "
                                + destination.name());
        Map<String, Path> read = LastStates.files(sourceCatalog, states.forSource());
        Map<String, Path> write = LastStates.files(
                destinationCatalog, destination.ours() ? Optional.of(states.forDestination()) : Optional.empty());
        if (pipe != null) {
            read.put("output", pipe.path());
            write.put("input", pipe.path());
        }
        return Transfer.run(
                session, source, destination, streams, read, write, pipe, replication.stopsOnStreamError(), progress);
    }

    /** Rows need not pass through here where both sides count. */
    private DataPipe pipe() {
        return source.hasDataChannel() && destination.hasDataChannel() && DataPipe.available()
                ? DataPipe.create(session.folder().rows().path("fifo"))
                : null;
    }
}
