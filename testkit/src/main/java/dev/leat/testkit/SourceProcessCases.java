package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.leat.protocol.Catalog;
import dev.leat.protocol.ConfiguredCatalog;
import dev.leat.protocol.ConfiguredCatalog.ConfiguredStream;
import dev.leat.protocol.Message;
import dev.leat.protocol.StateMessage;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.protocol.TraceMessage.Progress;
import dev.leat.protocol.TraceMessage.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a source does when its surroundings misbehave, and where its data goes. */
interface SourceProcessCases extends SourceCase {
    /** What is in a pipe when rows are certain to be among it, and it is not yet full on any system. */
    int PIPE_BYTES = 8 << 10;

    /** Of a source whose rows nobody takes each should say so; the first may come before it has rows. */
    int PROGRESS_HEARD_MAX = 10;

    @Test
    default void aConsumerThatReadsInPiecesGetsTheSame() throws Exception {
        FaultyPipe pipe = FaultyPipe.seeded();
        StreamChoice choice = StreamChoice.of(widest());
        Outcome outcome = Case.ended(
                invoke("read")
                        .catalog(StreamChoice.catalog(choice))
                        .through(pipe)
                        .run(),
                0);
        SourceCase.assertSameRows(outcome.rows(choice.stream()), everything().rows(choice.stream()), pipe.toString());
    }

    @Test
    default void aReadEndsASession() throws Exception {
        if (!declared().session()) {
            return;
        }
        Feed commands = new Feed();
        for (Invocation command : List.of(
                invoke("discover"), invoke("read").catalog(all()), connector().invoke("spec"))) {
            commands.line(command.inSession());
        }
        Outcome outcome =
                Case.ended(connector().invoke("session").input(commands).run(), 0);
        assertThat(outcome.messages(Message.Spec.class)).isEmpty();
        assertThat(outcome.messages(Message.Answered.class))
                .as("answers, of which a read is none\n%s", outcome.story())
                .hasSize(1);
        for (Catalog.Stream stream : catalog().streams()) {
            SourceCase.assertSameRows(
                    outcome.rows(stream.descriptor()), everything().rows(stream.descriptor()), "in a session");
        }
    }

    @Test
    default void dataGoesToAFile() throws Exception {
        Path file = Invocation.file("", ".jsonl");
        Outcome outcome = invoke("read").catalog(all()).flag("output", file).run();
        if (!declared().dataChannel()) {
            Case.refused(outcome, 2, "output");
            return;
        }
        Case.ended(outcome, 0);
        assertDataIs(Files.readAllLines(file), outcome);
    }

    @Test
    default void dataGoesToAFifo() throws Exception {
        if (!declared().dataChannel()) {
            return;
        }
        Path fifo = Invocation.fifo();
        FutureTask<List<String>> reader = reader(fifo);
        Outcome outcome =
                Case.ended(invoke("read").catalog(all()).flag("output", fifo).run(), 0);
        assertDataIs(reader.get(LiveRun.PATIENCE.toSeconds(), TimeUnit.SECONDS), outcome);
    }

    private static FutureTask<List<String>> reader(Path fifo) {
        FutureTask<List<String>> reader = new FutureTask<>(() -> Files.readAllLines(fifo));
        Thread.ofPlatform().daemon().start(reader);
        return reader;
    }

    @Test
    default void aFifoThatNobodyReadsIsToldOf() throws Exception {
        if (!declared().dataChannel()) {
            return;
        }
        Path fifo = Invocation.fifo();
        try (LiveRun live = invoke("read").catalog(all()).flag("output", fifo).start()) {
            assertThat(waits(live)).as("told that its rows are not being taken").isTrue();
            FutureTask<List<String>> reader = reader(fifo);
            Outcome outcome = Case.ended(live.awaitExit(), 0);
            assertDataIs(reader.get(LiveRun.PATIENCE.toSeconds(), TimeUnit.SECONDS), outcome);
        }
    }

    /** Whoever began the run is gone, and perhaps the one that was to read the rows never came. */
    @Test
    default void aFifoThatNobodyReadsIsLeftWithTheOneWhoListened() throws Exception {
        if (!declared().dataChannel()) {
            return;
        }
        try (LiveRun live =
                invoke("read").catalog(all()).flag("output", Invocation.fifo()).start()) {
            assertThat(waits(live)).as("told that its rows are not being taken").isTrue();
            live.closeOutput();
            assertThat(live.awaitExit().exitCode()).as("exit code").isNotZero();
        }
    }

    private static boolean waits(LiveRun live) throws InterruptedException {
        for (int i = 0; i < PROGRESS_HEARD_MAX; i++) {
            Line told = live.await("how far it is", line -> line.text().contains("\"PROGRESS\""));
            if (told.text().contains("\"waiting\":true")) {
                return true;
            }
        }
        return false;
    }

    private void assertDataIs(List<String> data, Outcome control) throws Exception {
        assertThat(control.messages(Message.Record.class))
                .as("rows on standard output")
                .isEmpty();
        Outcome read = new Outcome("the data", 0, data.stream().map(Line::of).toList(), "");
        assertThat(read.noise()).isEmpty();
        for (Catalog.Stream stream : catalog().streams()) {
            SourceCase.assertSameRows(
                    read.rows(stream.descriptor()), everything().rows(stream.descriptor()), stream.name());
            assertThat(read.statuses(stream.descriptor())).endsWith(Status.COMPLETE);
            assertThat(read.states(stream.descriptor())).isNotEmpty();
            assertTold(control, read, stream.descriptor());
        }
    }

    /** Where the destination has other names: nobody in between could change the rows'. */
    @Test
    default void dataIsSentUnderAnotherName() throws Exception {
        if (!declared().dataChannel()) {
            return;
        }
        Path file = Invocation.file("", ".jsonl");
        List<ConfiguredStream> renamed = all().streams().stream()
                .map(stream -> stream.sentAs(renamed(stream.descriptor())))
                .toList();
        Outcome control = Case.ended(
                invoke("read")
                        .catalog(new ConfiguredCatalog(renamed))
                        .flag("output", file)
                        .run(),
                0);
        List<Line> data = Files.readAllLines(file).stream().map(Line::of).toList();
        Outcome read = new Outcome("the data", 0, data, "");
        for (Catalog.Stream stream : catalog().streams()) {
            StreamDescriptor name = renamed(stream.descriptor());
            SourceCase.assertSameRows(
                    read.rows(name), everything().rows(stream.descriptor()), "under the name " + name);
            assertThat(read.rows(stream.descriptor())).isEmpty();
            assertThat(read.statuses(name)).endsWith(Status.COMPLETE);
            assertTold(control, read, name);
        }
    }

    /** Where the destination does without the columns' names. */
    @Test
    default void rowsGoAsLists() throws Exception {
        if (!declared().dataChannel()) {
            return;
        }
        Path file = Invocation.file("", ".jsonl");
        List<ConfiguredStream> numbered = new ArrayList<>();
        for (ConfiguredStream stream : all().streams()) {
            numbered.add(stream.asLists(numbered.size()));
        }
        Outcome control = invoke("read")
                .catalog(new ConfiguredCatalog(numbered))
                .flag("output", file)
                .run();
        if (!declared().lists()) {
            Case.refused(control, 2, "list");
            return;
        }
        Outcome read = new Outcome("the data", 0, Lists.asRecords(Files.readAllLines(file)), "");
        assertThat(control.messages(Message.Columns.class))
                .as("headers on standard output")
                .isEmpty();
        for (Catalog.Stream stream : catalog().streams()) {
            SourceCase.assertSameRows(
                    read.rows(stream.descriptor()), everything().rows(stream.descriptor()), "as lists");
            assertTold(Case.ended(control, 0), read, stream.descriptor());
        }
    }

    private static StreamDescriptor renamed(StreamDescriptor name) {
        return new StreamDescriptor("other \"" + name.name(), "elsewhere " + name.namespace());
    }

    /** Whoever sees no rows is told of states and statuses all the same, and how much there was. */
    private static void assertTold(Outcome control, Outcome read, StreamDescriptor stream) {
        List<Long> records =
                control.progress(stream).stream().map(Progress::records).toList();
        assertThat(records).as("rows told of on standard output").isSorted().endsWith((long)
                read.rows(stream).size());
        assertThat(control.statuses(stream)).as("statuses on standard output").isEqualTo(read.statuses(stream));
        assertThat(control.states(stream))
                .as("states on standard output")
                .extracting(StateMessage::streamState, StateMessage::sourceRecordCount)
                .isEqualTo(read.states(stream).stream()
                        .map(state -> tuple(state.streamState(), state.sourceRecordCount()))
                        .toList());
    }

    @Test
    default void anOutputThatCannotBeIsRefused() throws Exception {
        Path file = Path.of("no", "such", "folder", "out.jsonl");
        Case.refused(invoke("read").catalog(all()).flag("output", file).run(), 2, "output");
    }

    /** The streams of the large configuration, incremental where they can be. */
    private List<StreamChoice> large() throws Exception {
        Outcome outcome =
                connector().invoke("discover").config(suite().largeConfig()).run();
        Catalog catalog = Case.only(outcome, Message.Discovered.class).catalog();
        List<StreamChoice> choices = new ArrayList<>();
        for (Catalog.Stream stream : catalog.streams()) {
            boolean hasRid = stream.leat() != null && !stream.leat().rids().isEmpty();
            StreamChoice choice = StreamChoice.of(stream);
            choices.add(
                    hasRid
                            ? choice.incremental(
                                    stream.leat().rids().getFirst().column(),
                                    stream.leat().rids().getFirst().unique())
                            : choice);
        }
        return choices;
    }

    private Invocation readLarge(ConnectorUnderTest connector, StreamChoice... choices) {
        return connector.invoke("read").config(suite().largeConfig()).catalog(StreamChoice.catalog(choices));
    }

    @Test
    default void aConsumerThatGoesAwayEndsTheRead() throws Exception {
        List<StreamChoice> large = large();
        try (LiveRun live = readLarge(connector().asProcess(), large.toArray(StreamChoice[]::new))
                .start()) {
            live.await("a row", line -> line.text().contains("\"RECORD\""));
            live.closeOutput();
            Outcome outcome = live.awaitExit();
            assertThat(outcome.exitCode())
                    .as("exit code of a source whose output broke; the large configuration must have more than 2 MB")
                    .isNotZero();
            assertThat(outcome.statuses(large.getLast().stream())).doesNotContain(Status.COMPLETE);
        }
    }

    /** Nobody reads while the signal comes, so that it finds the source in the middle. */
    @Test
    default void sigtermEndsWithAStateToGoOnFrom() throws Exception {
        for (StreamChoice choice : large()) {
            if (choice.wire().cursorField() == null) {
                continue;
            }
            Outcome stopped = stopped(choice);
            if (stopped.exitCode() == 0 || stopped.statuses(choice.stream()).contains(Status.COMPLETE)) {
                // Too small to be found in the middle.
                continue;
            }
            assertThat(stopped.exitCode()).as(stopped.story()).isEqualTo(143);
            assertThat(stopped.noise()).as("noise").isEmpty();
            assertThat(stopped.statuses(choice.stream()))
                    .as("statuses after SIGTERM\n%s", stopped.story())
                    .endsWith(Status.INCOMPLETE);
            List<StateMessage> states = stopped.states(choice.stream());
            assertThat(states).as("states after SIGTERM\n%s", stopped.story()).isNotEmpty();
            Outcome whole = Case.ended(readLarge(connector(), choice).run(), 0);
            Outcome rest = Case.ended(
                    readLarge(connector(), choice)
                            .state(List.of(states.getLast()))
                            .run(),
                    0);
            assertTogether(
                    choice, stopped.rows(choice.stream()), rest.rows(choice.stream()), whole.rows(choice.stream()));
            return;
        }
        assertThat(resumables())
                .as("the large configuration has no stream with a RID and more than 2 MB to interrupt")
                .isEmpty();
    }

    private Outcome stopped(StreamChoice choice) throws Exception {
        if (!declared().dataChannel()) {
            try (LiveRun live = readLarge(connector().asProcess(), choice).startUnheard()) {
                return live.awaitUnheard(PIPE_BYTES).terminate().awaitExit();
            }
        }
        Path fifo = Invocation.fifo();
        // Opening a FIFO waits for the other side: when it is open the source runs, and its rows fill the pipe.
        try (LiveRun live = readLarge(connector().asProcess(), choice)
                        .flag("output", fifo)
                        .start();
                var in = Files.newBufferedReader(fifo)) {
            List<Line> lines = new ArrayList<>();
            String text = in.readLine();
            while (text != null && !text.contains("\"RECORD\"")) {
                lines.add(Line.of(text));
                text = in.readLine();
            }
            live.terminate();
            for (; text != null; text = in.readLine()) {
                lines.add(Line.of(text));
            }
            Outcome end = live.awaitExit();
            return new Outcome(end.what(), end.exitCode(), lines, end.stderr());
        }
    }

    private static void assertTogether(
            StreamChoice choice, List<ObjectNode> first, List<ObjectNode> rest, List<ObjectNode> whole) {
        String column = choice.wire().cursorField().getFirst();
        assertThat(first).as("rows before SIGTERM").isNotEmpty();
        JsonNode reached = first.getLast().path(column);
        boolean unique = Boolean.TRUE.equals(choice.wire().leat().ridUnique());
        // The destination replaces the rows that share the last RID.
        List<ObjectNode> kept = new ArrayList<>(first);
        kept.removeIf(row -> !unique && row.path(column).equals(reached));
        kept.addAll(rest);
        SourceCase.assertSameRows(kept, whole, "rows before SIGTERM and rows after it, together");
    }
}
