package dev.leat.runner;

import picocli.CommandLine;

/** Makes the commands and gives them the machine they run on. */
record Commands(Surroundings machine, StopSignal stop) implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
        Object command;
        if (type == SyncCommand.class) {
            command = new SyncCommand(machine, stop);
        } else if (type == CheckCommand.class) {
            command = new CheckCommand(machine, stop);
        } else if (type == DiscoverCommand.class) {
            command = new DiscoverCommand(machine, stop);
        } else if (type == SpecCommand.class) {
            command = new SpecCommand(machine, stop);
        } else if (type == ValidateCommand.class) {
            command = new ValidateCommand(machine, stop);
        } else if (type == ConnectorsCommand.class) {
            command = new ConnectorsCommand(machine, stop);
        } else if (type == InitCommand.class) {
            command = new InitCommand(machine, stop);
        } else {
            return CommandLine.defaultFactory().create(type);
        }
        return type.cast(command);
    }
}
