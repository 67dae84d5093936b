package dev.leat.runner;

import dev.leat.protocol.ConnectorException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line: {@code leat sync} and the rest. */
@CommandLine.Command(
        name = "leat",
        description = "Carries rows from a source to a destination and remembers nothing.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Leat.Version.class)
public final class Leat implements Runnable {
    @Spec
    private CommandSpec spec;

    /** What a command answers when it has done what it was asked. */
    static final int OK = ExitCode.OK;

    private final Surroundings machine;

    private Leat(Surroundings machine) {
        this.machine = machine;
    }

    public static void main(String[] args) {
        SettingsFile.prepare();
        StopSignal stop = new StopSignal();
        stop.install();
        int code = run(args, Surroundings.ofProcess(), stop);
        stop.finished();
        if (!stop.requested()) {
            System.exit(code);
        }
    }

    /** Runs one command; answers the exit code. */
    static int run(String[] args, Surroundings machine, StopSignal stop) {
        CommandLine line = new CommandLine(new Leat(machine));
        new Commands(machine, stop).addTo(line, args);
        line.setOut(new PrintWriter(machine.err(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(machine.err(), true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((thrown, command, parsed) -> failed(thrown, machine));
        return line.execute(args);
    }

    private static int failed(Exception thrown, Surroundings machine) {
        if (thrown instanceof ConnectorException known) {
            machine.err().println(machine.masking().mask(known.getMessage()));
            return known.kind().exitCode();
        }
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace, true));
        machine.err().println("leat: a bug, please report it with these lines:");
        machine.err().println(machine.masking().mask(trace.toString()));
        return ConnectorException.Kind.INTERNAL.exitCode();
    }

    /** {@code leat} alone: what to do next. */
    @Override
    public void run() {
        boolean started = Files.exists(machine.folder().resolve(FileOptions.DEFAULT));
        machine.err().println(started ? """
                Leat carries rows from a source to a destination and remembers nothing.

                There is a leat.yaml here. Next:
                  leat validate    see whether it is right
                  leat check       see whether its connections work
                  leat sync        carry the rows; run it again to carry what is new
                """ : """
                Leat carries rows from a source to a destination and remembers nothing.

                There is no leat.yaml here yet. Write a first one, then carry the rows:
                  leat init        asks for a source and a destination and looks what is there
                  leat init --source sample: --destination sqlite:shop.sqlite
                  leat sync
                """);
        spec.commandLine().usage(machine.err());
    }

    /** As the jar says. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"leat " + number().orElse("(not from a jar)")};
        }

        static Optional<String> number() {
            return Optional.ofNullable(Leat.class.getPackage().getImplementationVersion());
        }
    }
}
