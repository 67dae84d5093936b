package dev.leat.testkit;

import dev.leat.protocol.Message;
import dev.leat.sdk.Connector;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A connector to be tested: ours, run in this process for speed and as a process of its own where a test needs one to
 * kill, or any executable that speaks the protocol. Immutable.
 */
public final class ConnectorUnderTest {
    private final Connector<?> connector;
    private final Program program;
    private final Container container;
    private final List<String> command;
    private final Map<String, String> environment;
    private Message.Spec spec;

    private ConnectorUnderTest(
            Connector<?> connector,
            Program program,
            Container container,
            List<String> command,
            Map<String, String> environment) {
        this.connector = connector;
        this.program = program;
        this.container = container;
        this.command = command;
        this.environment = environment;
    }

    /** One of our own connectors; {@code main} is the class whose {@code main} runs it. */
    public static ConnectorUnderTest of(Connector<?> connector, Class<?> main) {
        return new ConnectorUnderTest(connector, connector::run, null, java(main), Map.of());
    }

    /** Any executable, as a command line; every command is a process. */
    public static ConnectorUnderTest command(String... command) {
        return new ConnectorUnderTest(null, null, null, List.of(command), Map.of());
    }

    /** The connector of that name as the distribution has it: {@code java -jar leat-connector-NAME.jar}. */
    public static ConnectorUnderTest distribution(String name) {
        Path jar =
                Path.of(System.getProperty("leat.root", "."), "dist/target/leat/lib/leat-connector-" + name + ".jar");
        return command(javaCommand(), "-jar", jar.toString());
    }

    /**
     * An image; every command is a container of its own.
     *
     * @param folders what its configurations name: they have the same paths in the container
     */
    public static ConnectorUnderTest image(String image, Path... folders) {
        return new ConnectorUnderTest(null, null, Container.of(image, folders), List.of(image), Map.of());
    }

    /** A function in place of a connector, with the command line that runs the same as a process. */
    public static ConnectorUnderTest program(Program program, String... command) {
        return new ConnectorUnderTest(null, program, null, List.of(command), Map.of());
    }

    /** The command line that runs a class of the test's own class path. */
    public static List<String> java(Class<?> main, String... options) {
        List<String> command =
                new ArrayList<>(List.of(javaCommand(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m"));
        // The strange surroundings that the tests run in are theirs too.
        for (String name : List.of("user.language", "user.country", "user.timezone", "file.encoding")) {
            command.add("-D" + name + "=" + System.getProperty(name, ""));
        }
        Collections.addAll(command, options);
        Collections.addAll(
                command,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName());
        return command;
    }

    private static String javaCommand() {
        return System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
    }

    /** The same, with every command a process. */
    public ConnectorUnderTest asProcess() {
        if (command.isEmpty()) {
            throw new IllegalStateException("this connector has no command line to run it as a process");
        }
        return new ConnectorUnderTest(connector, null, container, command, environment);
    }

    /** The same, as a process, with an environment variable. */
    public ConnectorUnderTest with(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new ConnectorUnderTest(connector, asProcess().program, container, command, Map.copyOf(more));
    }

    /** Whether it is run by a container engine, which takes its output whether anybody reads it or not. */
    boolean isContainer() {
        return container != null;
    }

    /** The connector's value, if it is one of ours. */
    Optional<Connector<?>> connector() {
        return Optional.ofNullable(connector);
    }

    /** What it says of itself, asked once. */
    synchronized Message.Spec spec() throws Exception {
        if (spec == null) {
            spec = Case.only(invoke("spec").run(), Message.Spec.class);
        }
        return spec;
    }

    /** Begins a command: {@code spec}, {@code check}, {@code discover}, {@code read}, {@code write} or {@code rid}. */
    public Invocation invoke(String word) {
        return new Invocation(this, word);
    }

    Running start(List<String> args) throws IOException {
        if (program != null) {
            return Running.thread(program, args.toArray(String[]::new));
        }
        if (container != null) {
            return container.start(args, environment);
        }
        List<String> line = new ArrayList<>(command);
        line.addAll(args);
        return Running.process(line, environment);
    }

    @Override
    public String toString() {
        return connector != null ? connector.name() : command.isEmpty() ? "the program" : command.getLast();
    }
}
