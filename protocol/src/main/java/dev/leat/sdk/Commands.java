package dev.leat.sdk;

import dev.leat.protocol.Catalog;
import dev.leat.protocol.ConfiguredCatalog;
import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.DestinationSyncMode;
import dev.leat.protocol.Message;
import dev.leat.protocol.StateMessage;
import dev.leat.type.StreamJson;
import dev.leat.type.StreamSchema;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The commands of a connector, each from its arguments to its exit code. */
final class Commands<C extends Record> {
    private final Connector<C> connector;
    private final InputStream in;
    private final Stop stop;
    /**
     * What a command that went well had open: in a session the next one may go on with it, for connecting takes longer
     * than most commands do.
     */
    private Opening<?> kept;

    private Commands(Connector<C> connector, InputStream in, Stop stop) {
        this.connector = connector;
        this.in = in;
        this.stop = stop;
    }

    /** Runs a command; answers the process's exit code. Never throws. */
    static <C extends Record> int run(
            Connector<C> connector, InputStream in, OutputStream out, Stop stop, String... args) {
        Output control = new Output(out);
        Log.to((level, text) -> control.send(new Message.Log(level, text, null)));
        Commands<C> commands = new Commands<>(connector, in, stop);
        try {
            return commands.run(control, args);
        } finally {
            commands.keep(null);
        }
    }

    private int run(Output control, String... args) {
        try {
            return run(Arguments.parse(args), control);
        } catch (Throwable thrown) {
            return report(Failure.of(thrown), control);
        }
    }

    private int report(Failure failure, Output control) {
        try {
            control.send(failure.trace(null));
        } catch (ConnectorException nobodyListens) {
            System.err.println(failure.message());
        }
        return failure.kind().exitCode();
    }

    private int run(Arguments args, Output control) throws Exception {
        return switch (args.command()) {
            case SPEC -> spec(control);
            case CHECK -> check(args, control);
            case DISCOVER -> discover(args, control);
            case READ -> read(args, control);
            case WRITE -> write(args, control);
            case RID -> rid(args, control);
            case SESSION -> new Session(in, stop, control, words -> run(control, words)).run();
        };
    }

    private int spec(Output control) {
        List<DestinationSyncMode> modes = null;
        if (connector.destination() != null) {
            modes = new ArrayList<>();
            if (has(Ability.REPLACE)) {
                modes.add(DestinationSyncMode.OVERWRITE);
            }
            if (has(Ability.APPEND)) {
                modes.add(DestinationSyncMode.APPEND);
            }
        }
        Message.Capabilities leat = new Message.Capabilities(
                connector.name(),
                connector.source() != null,
                connector.destination() != null,
                has(Ability.FULL_REFRESH),
                connector.source() != null,
                has(Ability.RID),
                has(Ability.STORED_STATE),
                true,
                true,
                has(Ability.PARTITIONS),
                has(Ability.ANY_ORDER),
                has(Ability.RID_PER_PARTITION),
                has(Ability.LISTS));
        control.send(new Message.Spec("0.2.0", null, Inputs.schema(connector.name()), true, modes, leat));
        return 0;
    }

    /**
     * Opens the side that is meant, or each there is, of which one must work: a file that is yet to be written cannot be
     * read. That a side cannot be opened is an answer, not a failure.
     */
    private int check(Arguments args, Output control) throws Exception {
        List<String> problems = new ArrayList<>();
        boolean works = false;
        keep(null);
        try {
            if (args.means(Arguments.Side.SOURCE) && connector.source() != null) {
                works |= opens(connector.source(), args, problems);
            }
            if (args.means(Arguments.Side.DESTINATION) && connector.destination() != null) {
                works |= opens(connector.destination(), args, problems);
            }
        } catch (ConnectorException e) {
            problems.add(known(e).getMessage());
        }
        if (!works && problems.isEmpty()) {
            problems.add("\"" + connector.name() + "\" is no " + args.side().word());
        }
        String first = problems.isEmpty() ? null : problems.getFirst();
        control.send(new Message.ConnectionStatus(
                works ? Message.ConnectionStatus.Outcome.SUCCEEDED : Message.ConnectionStatus.Outcome.FAILED, first));
        return 0;
    }

    private boolean opens(Opener<C, ?> side, Arguments args, List<String> problems) throws Exception {
        byte[] config = Inputs.configBytes(args);
        C bound = Inputs.config(connector, args, config);
        // Not every system lets one process open it to read and to write at the same time.
        keep(null);
        try {
            keep(new Opening<>(side, config, bound));
            return true;
        } catch (ConnectorException e) {
            problems.add(known(e).getMessage());
            return false;
        }
    }

    private static ConnectorException known(ConnectorException e) {
        if (e.kind() == ConnectorException.Kind.INTERNAL) {
            throw e;
        }
        return e;
    }

    private int discover(Arguments args, Output control) throws Exception {
        Opening<Source> source = openSource(args);
        try {
            List<Catalog.Stream> streams = new ArrayList<>();
            for (StreamSchema schema : source.side().discover()) {
                streams.add(StreamJson.toWire(schema, has(Ability.FULL_REFRESH)));
            }
            control.send(new Message.Discovered(new Catalog(streams)));
            keep(source);
            return 0;
        } finally {
            closeUnkept(source);
        }
    }

    private int read(Arguments args, Output control) throws Exception {
        ConfiguredCatalog catalog = Inputs.catalog(args.required("catalog"));
        Path state = args.files().get("state");
        List<StateMessage> states = state == null ? List.of() : Inputs.states(state);
        try (Opening<Source> source = openSource(args)) {
            List<ReadPlan> plans = Plans.read(catalog, states, connector);
            Outgoing output = source.resources().add(new Outgoing(control, dataOutput(args, source.resources())));
            Limits limits = Limits.of(System.getenv());
            return new ReadLoop(source.side(), plans, output, stop, limits).run();
        }
    }

    private int write(Arguments args, Output control) throws Exception {
        ConfiguredCatalog catalog = Inputs.catalog(args.required("catalog"));
        Path state = args.files().get("state");
        try (Opening<Destination> destination = openDestination(args)) {
            Expected expected = state == null ? Expected.unknown() : Expected.of(Inputs.states(state));
            Limits limits = Limits.of(System.getenv());
            InputStream rows = dataInput(args, destination.resources());
            Intake intake = destination.resources().add(new Intake(rows, limits.lineBytes()));
            List<WritePlan> plans = Plans.write(catalog, connector);
            return new WriteLoop(destination.side(), plans, expected, intake, control, stop, limits).run();
        }
    }

    private int rid(Arguments args, Output control) throws Exception {
        ConfiguredCatalog catalog = Inputs.catalog(args.required("catalog"));
        if (!has(Ability.RID) && !has(Ability.STORED_STATE)) {
            throw ConnectorException.config(
                    "the destination \"" + connector.name() + "\" cannot tell how far it is; use mode full-refresh");
        }
        Opening<Destination> destination = openDestination(args);
        try {
            for (StateMessage state : LastStates.of(destination.side(), Plans.write(catalog, connector))) {
                control.send(new Message.State(state));
            }
            keep(destination);
            return 0;
        } finally {
            closeUnkept(destination);
        }
    }

    private Opening<Source> openSource(Arguments args) throws Exception {
        if (connector.source() == null) {
            throw ConnectorException.config("\"" + connector.name() + "\" can only be written to; it is no source");
        }
        return open(connector.source(), args);
    }

    private Opening<Destination> openDestination(Arguments args) throws Exception {
        if (connector.destination() == null) {
            throw ConnectorException.config("\"" + connector.name() + "\" can only be read; it is no destination");
        }
        return open(connector.destination(), args);
    }

    /** The side as the command before left it, if that had the same configuration; else opens it. */
    @SuppressWarnings("unchecked") // One opener opens one type.
    private <T> Opening<T> open(Opener<C, ? extends T> opener, Arguments args) throws Exception {
        byte[] config = Inputs.configBytes(args);
        if (kept != null && kept.serves(opener, config)) {
            Opening<T> last = (Opening<T>) kept;
            kept = null;
            return last;
        }
        keep(null);
        return new Opening<>(opener, config, Inputs.config(connector, args, config));
    }

    /** Keeps it, or nothing, and closes what was kept. */
    private void keep(Opening<?> opening) {
        if (kept != null) {
            kept.close();
        }
        kept = opening;
    }

    private void closeUnkept(Opening<?> opening) {
        if (!opening.equals(kept)) {
            opening.close();
        }
    }

    private static Output dataOutput(Arguments args, Resources resources) {
        Path file = args.files().get("output");
        return file == null ? null : new Output(resources.add(DataFile.output(file)));
    }

    private InputStream dataInput(Arguments args, Resources resources) {
        Path file = args.files().get("input");
        return file == null ? in : resources.add(DataFile.input(file));
    }

    private boolean has(Ability ability) {
        return connector.abilities().contains(ability);
    }
}
