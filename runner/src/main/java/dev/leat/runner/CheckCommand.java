package dev.leat.runner;

import dev.leat.protocol.ConnectorException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code leat check}. */
@Command(name = "check", description = "See whether connections work.")
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private FileOptions files;

    @Parameters(
            arity = "0..*",
            paramLabel = "CONNECTION",
            description = "Connections of the file; all, if none is named.")
    private List<String> names = new ArrayList<>();

    private final Surroundings machine;
    private final StopSignal stop;

    CheckCommand(Surroundings machine, StopSignal stop) {
        this.machine = machine;
        this.stop = stop;
    }

    /** A connection's state; {@code failure} is null if it works. */
    private record Checked(String name, Failure failure) {}

    @Override
    public Integer call() {
        Log log = files.log(machine);
        try (Session session = Session.open(machine, files.load(machine, null), log, stop)) {
            List<Supplier<Checked>> tasks = new ArrayList<>();
            for (String name : chosen(session)) {
                tasks.add(() -> check(session, name));
            }
            int code = Leat.OK;
            for (Checked checked : Together.all(tasks)) {
                if (checked.failure == null) {
                    log.plain(checked.name + ": works");
                } else {
                    log.plain(checked.name + ": FAILED: " + checked.failure.message());
                    code = code == Leat.OK ? checked.failure.kind().exitCode() : code;
                }
            }
            return code;
        }
    }

    private List<String> chosen(Session session) {
        names.forEach(name -> Connection.require(session, name));
        return names.isEmpty()
                ? List.copyOf(session.file().settings().connections().keySet())
                : names;
    }

    private static Checked check(Session session, String name) {
        try {
            session.connection(name)
                    .ask("connection " + name, verb(session.file().settings(), name), Map.of())
                    .requireSuccess();
            return new Checked(name, null);
        } catch (ConnectorException failed) {
            return new Checked(name, Failure.of(failed));
        }
    }

    /** Only the side that the file makes use of must work. */
    private static Verb verb(Settings settings, String name) {
        boolean source = settings.replications().values().stream()
                .anyMatch(replication -> replication.source().equals(name));
        boolean destination = settings.replications().values().stream()
                .anyMatch(replication -> replication.destination().equals(name));
        return source == destination ? Verb.CHECK : source ? Verb.CHECK_SOURCE : Verb.CHECK_DESTINATION;
    }
}
