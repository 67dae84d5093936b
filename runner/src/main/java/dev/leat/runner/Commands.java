package dev.leat.runner;

import java.util.List;
import picocli.CommandLine;

/** What {@code leat} can be told to do. */
record Commands(Surroundings machine, StopSignal stop) {
    private static final List<String> NAMES =
            List.of("sync", "check", "discover", "spec", "validate", "connectors", "init");

    /**
     * Adds those that may be meant: the one that comes first, or all. To find out what a command takes is slow, and all of
     * them together are a tenth of the time that a small sync takes.
     */
    void addTo(CommandLine line, String[] args) {
        List<String> meant = args.length > 0 && NAMES.contains(args[0]) ? List.of(args[0]) : NAMES;
        meant.forEach(name -> line.addSubcommand(name, command(name)));
    }

    private Object command(String name) {
        return switch (name) {
            case "sync" -> new SyncCommand(machine, stop);
            case "check" -> new CheckCommand(machine, stop);
            case "discover" -> new DiscoverCommand(machine, stop);
            case "spec" -> new SpecCommand(machine, stop);
            case "validate" -> new ValidateCommand(machine, stop);
            case "connectors" -> new ConnectorsCommand(machine, stop);
            case "init" -> new InitCommand(machine, stop);
            default -> throw new IllegalArgumentException(name);
        };
    }
}
