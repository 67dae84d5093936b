package dev.leat.runner;

import dev.leat.protocol.Json;
import dev.leat.protocol.Message;
import dev.leat.protocol.MessageCodec;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code leat spec}. */
@Command(name = "spec", description = "Show what a connector can do and which configuration it takes, as JSON.")
final class SpecCommand implements Callable<Integer> {
    @Mixin
    private FileOptions files;

    @Parameters(paramLabel = "CONNECTOR", description = "One of Leat's connectors, or a connection of the file.")
    private String name;

    private final Surroundings machine;
    private final StopSignal stop;

    SpecCommand(Surroundings machine, StopSignal stop) {
        this.machine = machine;
        this.stop = stop;
    }

    @Override
    public Integer call() {
        boolean ours = Connectors.in(machine).jars().containsKey(name);
        SettingsFile file = ours ? files.none(machine) : files.load(machine, null);
        try (Session session = Session.open(machine, file, files.log(machine), stop)) {
            Message.Spec spec = ours ? ask(session, session.connectors().named(session, name)) : connection(session);
            machine.out().println(Json.pretty(MessageCodec.body(spec)));
            machine.out().flush();
            return Leat.OK;
        }
    }

    private Message.Spec connection(Session session) {
        Connection.require(session, name);
        return session.connection(name).spec();
    }

    static Message.Spec ask(Session session, Launcher launcher) {
        launcher.prepare(session);
        try (Processes processes = new Processes(session, launcher.label(), launcher)) {
            return processes
                    .ask(launcher.label(), Verb.SPEC, launcher.words(Verb.SPEC, Map.of()), false)
                    .required(Message.Spec.class);
        }
    }
}
