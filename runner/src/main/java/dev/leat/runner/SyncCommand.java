package dev.leat.runner;

import dev.leat.config.Nearest;
import dev.leat.protocol.ConnectorException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code leat sync}. */
@Command(
        name = "sync",
        description = "Carry the rows. Run it again to carry what is new, or to mend what failed.",
        footer = "%nThe last line of stdout is a summary as JSON; all else goes to stderr.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is well",
            "1:a bug in Leat or in a connector",
            "2:the settings, a connection's rights or the command line are wrong",
            "3:nothing but a retry is needed",
            "4:a row cannot be read or written",
            "130, 143:interrupted; the same command goes on where this ended",
            " :with several failures, the first in the order of the file that is not a 3"
        })
final class SyncCommand implements Callable<Integer> {
    /** How progress is shown. */
    enum Shown {
        AUTO,
        BAR,
        LINES,
        JSON,
        NONE
    }

    @Mixin
    private FileOptions files;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The settings, as with --file.")
    private String file;

    @Option(names = "--only", paramLabel = "NAME", description = "Only this replication. May be repeated.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--progress",
            paramLabel = "KIND",
            defaultValue = "auto",
            description = "bar, lines, json or none; auto (the default) is bar on a terminal, else lines.")
    private Shown progress;

    private final Surroundings machine;
    private final StopSignal stop;

    SyncCommand(Surroundings machine, StopSignal stop) {
        this.machine = machine;
        this.stop = stop;
    }

    @Override
    public Integer call() {
        Log log = files.log(machine);
        Results results;
        try (Session session = Session.open(machine, files.load(machine, file), log, stop)) {
            results = run(session);
        } catch (ConnectorException refused) {
            log.refusal(refused.getMessage());
            results = new Results(List.of(), Failure.of(refused));
        }
        machine.out().println(new Summary(results, log.masking()).line());
        machine.out().flush();
        return results.exitCode();
    }

    private Results run(Session session) {
        List<Results.Replication> done = new ArrayList<>();
        for (String name : chosen(session.file().settings())) {
            Results.Replication result = run(session, name);
            Report.write(session.log(), result);
            done.add(result);
        }
        return new Results(done, null);
    }

    private Results.Replication run(Session session, String name) {
        Settings.Replication replication =
                session.file().settings().replications().get(name);
        try {
            stop.check();
            Connection source = session.connection(replication.source());
            Connection destination = session.connection(replication.destination());
            return new ReplicationRun(session, name, source, destination, progress(session.log())).run();
        } catch (ConnectorException refused) {
            return new Results.Replication(
                    name, replication.source(), replication.destination(), List.of(), Failure.of(refused), 0);
        }
    }

    private List<String> chosen(Settings settings) {
        Set<String> known = settings.replications().keySet();
        if (known.isEmpty()) {
            throw ConnectorException.config("there are no replications in the file; add one under replications:");
        }
        for (String name : only) {
            if (!known.contains(name)) {
                throw ConnectorException.config(
                        "--only: there is no replication \"" + name + "\"" + Nearest.hint(name, known));
            }
        }
        return known.stream()
                .filter(name -> only.isEmpty() || only.contains(name))
                .toList();
    }

    private Progress progress(Log log) {
        return switch (progress) {
            case AUTO ->
                machine.terminal() && files.logFormat() == Log.Format.TEXT
                        ? new ProgressBars(log)
                        : new ProgressLines(log);
            case BAR -> new ProgressBars(log);
            case LINES -> new ProgressLines(log);
            case JSON -> new ProgressJson(log);
            case NONE -> new Progress.None();
        };
    }
}
