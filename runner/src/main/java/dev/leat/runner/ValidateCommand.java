package dev.leat.runner;

import dev.leat.protocol.ConnectorException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code leat validate}. */
@Command(name = "validate", description = "See whether the settings are right, without connecting to any system.")
final class ValidateCommand implements Callable<Integer> {
    @Mixin
    private FileOptions files;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The settings, as with --file.")
    private String file;

    private final Surroundings machine;
    private final StopSignal stop;

    ValidateCommand(Surroundings machine, StopSignal stop) {
        this.machine = machine;
        this.stop = stop;
    }

    @Override
    public Integer call() {
        Log log = files.log(machine);
        try (Session session = Session.open(machine, files.load(machine, file), log, stop)) {
            List<Supplier<List<String>>> tasks = new ArrayList<>();
            session.file().settings().connections().keySet().forEach(name -> tasks.add(() -> problems(session, name)));
            List<String> problems = Together.all(tasks).stream()
                    .flatMap(List::stream)
                    .distinct()
                    .toList();
            if (!problems.isEmpty()) {
                throw ConnectorException.config(String.join("\n", problems));
            }
            Settings settings = session.file().settings();
            log.plain(session.file().document().name() + ": all is well, "
                    + Figures.of(settings.connections().size(), "connection") + " and "
                    + Figures.of(settings.replications().size(), "replication"));
            return Leat.OK;
        }
    }

    private static List<String> problems(Session session, String name) {
        try {
            return session.connection(name).problems().stream()
                    .map(Problem::toString)
                    .toList();
        } catch (ConnectorException broken) {
            return List.of(broken.getMessage());
        }
    }
}
