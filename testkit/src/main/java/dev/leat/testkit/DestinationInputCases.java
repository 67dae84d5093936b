package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.StateMessage;
import dev.leat.protocol.TraceMessage.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What a destination does when its input stutters or stops, and when another run is at work. */
interface DestinationInputCases extends DestinationCase {

    @Test
    default void aSecondRunIsKeptOut() throws Exception {
        if (refusesAppend() || suite().isTakenOver()) {
            return;
        }
        StreamChoice choice = DestinationCase.plain("locked");
        try (LiveRun first = eager(choice).start()) {
            first.send(new Feed()
                    .rows(choice.stream(), DestinationCase.rows(0, 5))
                    .state(choice.stream(), DestinationCase.blob(1)));
            first.awaitState("the echo that shows that the first run is at work");
            Feed feed = new Feed()
                    .rows(choice.stream(), DestinationCase.rows(50, 55))
                    .state(choice.stream(), DestinationCase.blob(2));
            Case.refused(write(feed.complete(choice.stream()), choice), 3, suite().lockWords(choice));
            first.send(new Feed()
                    .rows(choice.stream(), DestinationCase.rows(5, 8))
                    .state(choice.stream(), DestinationCase.blob(3)));
            first.send(new Feed().complete(choice.stream())).closeInput();
            Case.ended(first.awaitExit(), 0);
        }
        assertStored(choice, DestinationCase.rows(0, 8), "a second run was kept out");
        deliver(choice, DestinationCase.rows(8, 9));
        assertStored(choice, DestinationCase.rows(0, 9), "the lock is gone with its holder");
    }

    /** What the first run committed stays, what it had not is gone, and it says why it ends. */
    @Test
    default void aSecondRunTakesOver() throws Exception {
        if (refusesAppend() || !suite().isTakenOver()) {
            return;
        }
        StreamChoice choice = DestinationCase.plain("taken");
        try (LiveRun first = eager(choice).start()) {
            first.send(new Feed()
                    .rows(choice.stream(), DestinationCase.rows(0, 5))
                    .state(choice.stream(), DestinationCase.blob(1)));
            first.awaitState("the echo that shows that the first run is at work");
            // These are on their way, and in no transaction that could still be committed.
            first.send(new Feed().rows(choice.stream(), DestinationCase.rows(90, 95)));
            deliver(choice, DestinationCase.rows(5, 8));
            first.send(new Feed()
                            .state(StateMessage.ofStream(choice.stream(), DestinationCase.blob(2))
                                    .withSourceCount(5))
                            .complete(choice.stream()))
                    .closeInput();
            Outcome outcome = first.awaitExit();
            Case.refused(outcome, 3, choice.stream().name(), "another run");
            assertThat(outcome.states()).as("echoes of the first run").hasSize(1);
        }
        assertStored(choice, DestinationCase.rows(0, 8), "a second run took over");
    }

    @Test
    default void aWriteEndsASession() throws Exception {
        if (!declared().session() || refusesAppend()) {
            return;
        }
        StreamChoice choice = DestinationCase.plain("session");
        Path rows = Invocation.file("", ".jsonl");
        Feed first = new Feed().rows(choice.stream(), DestinationCase.rows(0, 10));
        first.state(choice.stream(), DestinationCase.blob(1)).complete(choice.stream());
        Files.write(rows, first.bytes());
        Feed session = new Feed();
        if (declared().dataChannel()) {
            session.line(writing(choice).flag("input", rows).inSession());
        }
        session.line(invoke("check").inSession());
        session.line(writing(choice).inSession());
        session.rows(choice.stream(), DestinationCase.rows(10, 20));
        session.state(choice.stream(), DestinationCase.blob(2)).complete(choice.stream());
        Outcome outcome =
                Case.ended(connector().invoke("session").input(session).run(), 0);
        assertThat(outcome.states(choice.stream())).as("echoes").isNotEmpty();
        assertStored(choice, DestinationCase.rows(declared().dataChannel() ? 0 : 10, 20), "written in a session");
    }

    @Test
    default void anInputInPiecesGivesTheSame() throws Exception {
        if (refusesAppend()) {
            return;
        }
        FaultyPipe pipe = FaultyPipe.seeded();
        StreamChoice choice = DestinationCase.plain("pieces");
        Feed feed = new Feed();
        List<StateMessage> states = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            feed.rows(choice.stream(), DestinationCase.rows(10 * i, 10 * i + 10));
            states.add(StateMessage.ofStream(choice.stream(), DestinationCase.blob(i))
                    .withSourceCount(10));
            feed.state(states.getLast());
        }
        Outcome outcome = writing(choice)
                .through(pipe)
                .input(feed.complete(choice.stream()))
                .run();
        DestinationCase.assertEchoed(Case.ended(outcome, 0), states);
        assertStored(choice, DestinationCase.rows(0, 200), pipe.toString());
    }

    /** Whatever byte the producer dies at: exit code not 0, and what is stored is what was echoed. */
    @Test
    default void aProducerThatDiesLeavesWhatWasEchoed() throws Exception {
        if (refusesAppend()) {
            return;
        }
        RowGenerator generator = new RowGenerator();
        for (int round = 0; round < 8; round++) {
            StreamChoice choice = DestinationCase.plain("dying");
            Feed feed = new Feed();
            for (int i = 0; i < 20; i++) {
                feed.rows(choice.stream(), DestinationCase.rows(5 * i, 5 * i + 5))
                        .state(choice.stream(), DestinationCase.blob(i));
            }
            byte[] input = feed.complete(choice.stream()).bytes();
            FaultyPipe pipe = FaultyPipe.seeded(generator.random().nextInt(1000))
                    .dyingAt(generator.random().nextInt(input.length));
            Outcome outcome = writing(choice).through(pipe).input(input).run();
            assertThat(outcome.exitCode())
                    .as("%s\n%s", generator, outcome.story())
                    .isNotZero();
            int echoed = outcome.states().isEmpty()
                    ? 0
                    : outcome.states().getLast().streamState().path("page").asInt() + 1;
            if (echoed > 0) {
                assertStored(choice, DestinationCase.rows(0, 5 * echoed), generator + ", " + pipe);
            } else {
                assertNothingStored(choice, generator + ", " + pipe);
            }
        }
    }

    @Test
    default void dataComesFromAFileOrFifo() throws Exception {
        if (!declared().dataChannel()) {
            Outcome outcome = writing(DestinationCase.plain("channel"))
                    .flag("input", Invocation.file("", ".jsonl"))
                    .run();
            Case.refused(outcome, 2, "input");
            return;
        }
        StreamChoice choice = DestinationCase.plain("channel");
        Feed feed = new Feed()
                .rows(choice.stream(), DestinationCase.rows(0, 9))
                .state(choice.stream(), DestinationCase.blob(1));
        byte[] input = feed.complete(choice.stream()).bytes();
        Path file = Invocation.file("", ".jsonl");
        Files.write(file, input);
        Outcome outcome = Case.ended(writing(choice).flag("input", file).run(), 0);
        assertThat(outcome.states()).as("echo on standard output").hasSize(1);
        Path fifo = Invocation.fifo();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                Files.write(fifo, input);
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        Case.ended(writing(choice).flag("input", fifo).run(), 0);
        List<ObjectNode> twice = DestinationCase.rows(0, 9);
        twice.addAll(DestinationCase.rows(0, 9));
        assertStored(choice, twice, "from a file, then from a FIFO");
    }

    /** A stream with a column that is null, and one whose values may need escapes and have spaces around them. */
    @Test
    default void rowsComeAsLists() throws Exception {
        if (refusesAppend()) {
            return;
        }
        StreamChoice choice = DestinationCase.plain("lists");
        StreamChoice other = DestinationCase.plain("named");
        List<ObjectNode> rows = DestinationCase.rows(0, 40);
        rows.get(3).put("label", "a \"quoted\" \u00fc,]\\");
        rows.get(4).putNull("label");
        Feed feed = new Feed().message(Lists.header(choice.stream(), 12, "id", "label"));
        for (ObjectNode row : rows.subList(0, 20)) {
            feed.foreignRow(choice.stream(), Lists.line(12, row));
        }
        feed.rows(other.stream(), DestinationCase.rows(0, 5));
        for (ObjectNode row : rows.subList(20, 38)) {
            feed.foreignRow(choice.stream(), Lists.line(12, row));
        }
        feed.foreignRow(choice.stream(), "[\"ROW\",12, 38 , \"row 38\" ]").row(choice.stream(), rows.get(39));
        feed.state(choice.stream(), DestinationCase.blob(1)).complete(choice.stream());
        feed.state(other.stream(), DestinationCase.blob(1)).complete(other.stream());
        Case.ended(write(feed, choice, other), 0);
        assertStored(choice, rows, "as lists");
        assertStored(other, DestinationCase.rows(0, 5), "by names, in between");
    }

    /** Values in another order than the catalog's would end in the wrong columns. */
    @Test
    default void listsOfOtherColumnsAreRefused() throws Exception {
        StreamChoice choice = DestinationCase.plain("lists");
        for (String line : List.of("[\"ROW\",0,1,\"a\",2]", "[\"ROW\",0,1]", "[\"ROW\",1,1,\"a\"]")) {
            Feed feed = new Feed().message(Lists.header(choice.stream(), 0, "id", "label"));
            Case.refused(write(feed.line(line).complete(choice.stream()), choice), 4, "line 2");
        }
        Feed swapped = new Feed().message(Lists.header(choice.stream(), 0, "label", "id"));
        swapped.line("[\"ROW\",0,\"1\",1]").complete(choice.stream());
        Case.refused(write(swapped, choice), 1, "[label, id]", "[id, label]");
        assertNothingStored(choice, "lists of other columns");
    }

    /** Whoever began the run is gone, and perhaps the one that was to send the rows never came. */
    @Test
    default void aFifoThatNobodyWritesIsLeftWithTheOneWhoListened() throws Exception {
        if (!declared().dataChannel()) {
            return;
        }
        Path fifo = Invocation.fifo();
        try (LiveRun live =
                writing(DestinationCase.plain("silence")).flag("input", fifo).start()) {
            live.await("a sign of life", line -> line.text().contains(fifo.toString()));
            live.closeOutput();
            assertThat(live.awaitExit().exitCode()).as("exit code").isNotZero();
        }
    }

    @Test
    default void aLineBeyondTheLimitIsNamed() throws Exception {
        StreamChoice choice = DestinationCase.plain("limit");
        List<ObjectNode> rows = DestinationCase.rows(0, 3);
        rows.get(1).put("label", "x".repeat(100_000));
        Feed feed = new Feed().rows(choice.stream(), rows).state(choice.stream(), DestinationCase.blob(1));
        Outcome outcome = connector()
                .with("LEAT_LINE_BYTES_MAX", "65536")
                .invoke("write")
                .config(suite().config())
                .catalog(StreamChoice.catalog(choice))
                .input(feed.complete(choice.stream()))
                .run();
        Case.refused(outcome, 4, "65536", "LEAT_LINE_BYTES_MAX");
        assertNothingStored(choice, "a line over the limit");
    }

    /** A consumer of the echoes that goes away must not hang the run. */
    @Test
    default void anEchoNobodyReadsEndsTheRun() throws Exception {
        if (refusesAppend()) {
            return;
        }
        StreamChoice choice = DestinationCase.plain("unread");
        try (LiveRun live = eager(choice).start()) {
            live.send(new Feed()
                    .rows(choice.stream(), DestinationCase.rows(0, 5))
                    .state(choice.stream(), DestinationCase.blob(1)));
            live.awaitState("the first echo");
            live.closeOutput();
            // The first one may still reach the thread that was reading; the pipe breaks once it has let go.
            live.send(unread(choice, 5)).awaitOutputEnd();
            live.send(unread(choice, 6));
            live.send(new Feed().status(choice.stream(), Status.COMPLETE)).closeInput();
            int code = live.awaitExit().exitCode();
            if (!connector().isContainer()) {
                assertThat(code).as("exit code when the echo's reader is gone").isNotZero();
            }
        }
    }

    private static Feed unread(StreamChoice choice, int row) {
        return new Feed()
                .rows(choice.stream(), DestinationCase.rows(row, row + 1))
                .state(choice.stream(), DestinationCase.blob(row));
    }
}
