package dev.leat.runner;

import dev.leat.protocol.Catalog;
import dev.leat.protocol.Json;
import dev.leat.protocol.Message;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code leat discover}. */
@Command(
        name = "discover",
        description = "See which streams a source has, with their columns, keys and RID candidates.")
final class DiscoverCommand implements Callable<Integer> {
    @Mixin
    private FileOptions files;

    @Parameters(paramLabel = "CONNECTION", description = "A connection of the file.")
    private String name;

    @Option(names = "--json", description = "Print the catalog as JSON.")
    private boolean json;

    private final Surroundings machine;
    private final StopSignal stop;

    DiscoverCommand(Surroundings machine, StopSignal stop) {
        this.machine = machine;
        this.stop = stop;
    }

    @Override
    public Integer call() {
        try (Session session = Session.open(machine, files.load(machine, null), files.log(machine), stop)) {
            Connection.require(session, name);
            Catalog catalog = session.connection(name)
                    .ask("connection " + name, Verb.DISCOVER, Map.of())
                    .required(Message.Discovered.class)
                    .catalog();
            machine.out().println(json ? Json.text(catalog) : table(catalog));
            machine.out().flush();
            return Leat.OK;
        }
    }

    private static String table(Catalog catalog) {
        Table table = new Table("STREAM", "ROWS", "KEY", "RID CANDIDATES", "COLUMNS");
        for (Catalog.Stream stream : catalog.streams()) {
            Catalog.Hints hints = stream.leat();
            table.row(
                    stream.descriptor().toString(),
                    hints == null || hints.rowEstimate() == null ? "" : Figures.count(hints.rowEstimate()),
                    stream.sourceDefinedPrimaryKey() == null
                            ? ""
                            : stream.sourceDefinedPrimaryKey().stream()
                                    .map(path -> String.join(".", path))
                                    .collect(Collectors.joining(", ")),
                    rids(hints),
                    String.join(", ", Planner.columns(stream)));
        }
        return table.toString();
    }

    private static String rids(Catalog.Hints hints) {
        List<Catalog.RidCandidate> rids = hints == null || hints.rids() == null ? List.of() : hints.rids();
        return rids.stream()
                .map(rid -> rid.column() + (rid.unique() ? " (unique)" : ""))
                .collect(Collectors.joining(", "));
    }
}
