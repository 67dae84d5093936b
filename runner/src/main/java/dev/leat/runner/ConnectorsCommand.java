package dev.leat.runner;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.DestinationSyncMode;
import dev.leat.protocol.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code leat connectors}. */
@Command(name = "connectors", description = "List the connectors that come with Leat, and what each can do.")
final class ConnectorsCommand implements Callable<Integer> {
    @Mixin
    private FileOptions files;

    private final Surroundings machine;
    private final StopSignal stop;

    ConnectorsCommand(Surroundings machine, StopSignal stop) {
        this.machine = machine;
        this.stop = stop;
    }

    @Override
    public Integer call() {
        try (Session session = Session.open(machine, files.none(machine), files.log(machine), stop)) {
            Connectors connectors = session.connectors();
            List<Supplier<String[]>> tasks = new ArrayList<>();
            connectors
                    .jars()
                    .keySet()
                    .forEach(name -> tasks.add(() -> row(session, connectors.named(session, name), name)));
            Table table = new Table("CONNECTOR", "SOURCE", "DESTINATION", "ABILITIES");
            Together.all(tasks).forEach(table::row);
            machine.out().println(table);
            machine.out().flush();
            return Leat.OK;
        }
    }

    private static String[] row(Session session, Launcher launcher, String name) {
        try {
            Message.Spec spec = SpecCommand.ask(session, launcher);
            return new String[] {name, reads(spec), writes(spec), abilities(spec.leat())};
        } catch (ConnectorException broken) {
            return new String[] {name, "?", "?", broken.getMessage()};
        }
    }

    private static String reads(Message.Spec spec) {
        if (spec.leat() == null || !spec.leat().source()) {
            return "-";
        }
        List<String> modes = new ArrayList<>();
        if (spec.leat().fullRefresh()) {
            modes.add("full-refresh");
        }
        if (Boolean.TRUE.equals(spec.supportsIncremental())) {
            modes.add("incremental");
        }
        return String.join(", ", modes);
    }

    private static String writes(Message.Spec spec) {
        if (spec.leat() == null || !spec.leat().destination() || spec.supportedDestinationSyncModes() == null) {
            return "-";
        }
        return spec.supportedDestinationSyncModes().stream()
                .map(DestinationSyncMode::wire)
                .collect(Collectors.joining(", "));
    }

    private static String abilities(Message.Capabilities can) {
        List<String> abilities = new ArrayList<>();
        if (can != null && can.ridState()) {
            abilities.add("resumes from a RID");
        }
        if (can != null && can.rid()) {
            abilities.add("tells its last RID");
        }
        if (can != null && can.storedState()) {
            abilities.add("keeps foreign states");
        }
        return abilities.isEmpty() ? "-" : String.join(", ", abilities);
    }
}
