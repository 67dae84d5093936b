package dev.leat.connector.nats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.StateMessage;
import dev.leat.testkit.Feed;
import dev.leat.testkit.LiveRun;
import dev.leat.testkit.NatsServer;
import dev.leat.testkit.Outcome;
import dev.leat.testkit.RowGenerator;
import dev.leat.testkit.StreamChoice;
import io.nats.client.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.node.ObjectNode;

/** Each row once and in order, whatever happens to the connection, the server or the run. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OnceTest {
    private static final String TEXT = "some text that a row may have, with its \\ and \" ".repeat(4);
    private static final int ROWS = 30_000;

    private static String fresh(String hint) {
        return "once_" + hint + ProcessHandle.current().pid() + "_" + Long.toString(System.nanoTime(), 36);
    }

    private static void assertAll(NatsServer server, String stream, int rows) throws Exception {
        assertThat(Runs.stored(server, stream, "id").stream()
                        .map(id -> id.asInt())
                        .toList())
                .as("rows of %s", stream)
                .isEqualTo(IntStream.range(0, rows).boxed().toList());
    }

    /** Cut again and again while rows are under way, at any byte: the run itself mends it. */
    @Test
    void aConnectionThatIsCutLosesAndDoublesNothing() throws Exception {
        NatsServer server = NatsServer.shared();
        String name = fresh("cut");
        StreamChoice choice = Runs.stream(name).incremental("id", true);
        RowGenerator seeded = new RowGenerator();
        Random random = seeded.random();
        try (Wire wire = new Wire(server.port())) {
            Feed feed = Runs.whole(choice, Runs.numbered(0, ROWS, TEXT));
            FutureTask<Outcome> run =
                    new FutureTask<>(() -> Runs.at(wire.port()).write(feed, choice));
            Thread.ofPlatform().daemon().start(run);
            for (int cut = 0; cut < 5; cut++) {
                long before = wire.cuts();
                wire.cutAfter(200_000 + random.nextInt(1_000_000));
                while (wire.cuts() == before && !run.isDone()) {
                    Thread.onSpinWait();
                }
            }
            Outcome outcome = Runs.ended(run.get(), 0);
            assertThat(wire.cuts()).as("cuts, %s", seeded).isGreaterThan(2);
            assertThat(outcome.states()).hasSize(1);
        }
        assertAll(server, name, ROWS);
    }

    /** The server goes away like in a power cut, and comes back within the timeout. */
    @Test
    void aServerThatRestartsLosesAndDoublesNothing() throws Exception {
        try (NatsServer server = NatsServer.own("")) {
            StreamChoice choice = Runs.stream("rows").incremental("id", true);
            byte[] feed = Runs.whole(choice, Runs.numbered(0, ROWS, TEXT)).bytes();
            int half = feed.length / 2;
            try (LiveRun live = Runs.on(server).invoke("write", choice).start()) {
                live.send(Arrays.copyOf(feed, half)).awaitSent();
                server.kill();
                live.send(Arrays.copyOfRange(feed, half, feed.length));
                server.restart();
                live.awaitSent().closeInput();
                Runs.ended(live.awaitExit(), 0);
            }
            assertAll(server, "rows", ROWS);
        }
    }

    @Test
    void aServerThatStaysAwayIsATransientFailureAndTheNextRunGoesOn() throws Exception {
        try (NatsServer server = NatsServer.own("")) {
            StreamChoice choice = Runs.stream("rows").incremental("id", true);
            Runs runs = Runs.on(server, "timeout_seconds", 2);
            try (LiveRun live = runs.invoke("write", choice).start()) {
                live.send(new Feed().rows(choice.stream(), Runs.numbered(0, ROWS, TEXT)))
                        .awaitSent();
                server.kill();
                live.send(Runs.whole(choice, Runs.numbered(ROWS, ROWS + 10, TEXT)))
                        .closeInput();
                Runs.refused(live.awaitExit(), 3, "rows", "for 2 s");
            }
            server.restart();
            int kept = Runs.stored(server, "rows", "id").size();
            assertAll(server, "rows", kept);
            List<StateMessage> states = runs.rid(choice);
            Outcome next = runs.invoke("write", choice)
                    .state(states)
                    .input(Runs.whole(choice, Runs.numbered(kept, ROWS, TEXT)))
                    .run();
            Runs.ended(next, 0);
            assertAll(server, "rows", ROWS);
        }
    }

    /** Somebody else's message between ours would be a hole in the order: the run ends, and what is there is a beginning. */
    @Test
    void anotherWriterInBetweenEndsTheRun() throws Exception {
        NatsServer server = NatsServer.shared();
        String name = fresh("mixed");
        StreamChoice choice = Runs.stream(name).incremental("id", true);
        try (LiveRun live = Runs.on(server).process("write", choice).start();
                Connection connection = server.connect()) {
            live.send(new Feed()
                    .rows(choice.stream(), Runs.numbered(0, 10, TEXT))
                    .rid(
                            choice.stream(),
                            "id",
                            Runs.numbered(9, 10, "").getFirst().path("id")));
            live.awaitState("the first rows");
            connection.jetStream().publish("leat." + name, Runs.utf8("{\"id\":-1}"));
            live.send(Runs.whole(choice, Runs.numbered(10, 20, TEXT))).closeInput();
            Runs.refused(live.awaitExit(), 3, name, "another program has written");
        }
        assertThat(Runs.stored(server, name, "id")).hasSize(11);
        // The next one cannot tell how far it is from a message that is not Leat's.
        Outcome next = Runs.on(server).write(Runs.whole(choice, Runs.numbered(10, 20, TEXT)), choice);
        Runs.refused(next, 2, name, "Leat-Rid");
    }

    /** More rows than are held go ahead of the commit; whoever dies then leaves what the next run takes away. */
    @Test
    void rowsWithoutRidThatWereNotCommittedAreTakenBackByTheNextRun() throws Exception {
        NatsServer server = NatsServer.shared();
        String name = fresh("unfinished");
        StreamChoice choice = Runs.stream(name);
        Runs runs = Runs.on(server);
        Runs.ended(runs.write(Runs.opaque(choice, Runs.numbered(0, 7, TEXT)), choice), 0);
        try (LiveRun live = runs.process("write", choice).start();
                Connection connection = server.connect()) {
            live.send(new Feed().rows(choice.stream(), Runs.numbered(100, 100 + ROWS / 2, TEXT)))
                    .awaitSent();
            var management = connection.jetStreamManagement();
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (management.getStreamInfo(name).getStreamState().getMsgCount() < 1000) {
                assertThat(System.nanoTime()).as("rows go ahead of the commit").isLessThan(deadline);
            }
            live.kill();
        }
        assertThat(Runs.stored(server, name, "id")).as("rows that went ahead").hasSizeGreaterThan(1000);
        Runs.ended(runs.write(Runs.opaque(choice, Runs.numbered(7, 12, TEXT)), choice), 0);
        assertAll(server, name, 12);
    }

    /** The same within one run: the stream fails after rows have gone ahead. */
    @Test
    void rowsThatWentAheadAreTakenBackWhenTheRunFails() throws Exception {
        NatsServer server = NatsServer.shared();
        for (boolean hasRid : new boolean[] {false, true}) {
            String name = fresh("failed");
            StreamChoice choice = hasRid ? Runs.stream(name).incremental("id", true) : Runs.stream(name);
            Feed feed = new Feed()
                    .rows(choice.stream(), Runs.numbered(0, 9_000, TEXT))
                    .row(choice.stream(), "{\"id\":9000,\"text\":7}");
            Outcome outcome = Runs.on(server).write(feed.complete(choice.stream()), choice);
            Runs.refused(outcome, 4, name, "9000", "text");
            assertThat(Runs.stored(server, name, "id"))
                    .as("rows that were not committed")
                    .isEmpty();
            Runs.ended(
                    Runs.on(server)
                            .write(
                                    hasRid
                                            ? Runs.whole(choice, Runs.numbered(0, 20, TEXT))
                                            : Runs.opaque(choice, Runs.numbered(0, 20, TEXT)),
                                    choice),
                    0);
            assertAll(server, name, 20);
        }
    }

    /** Thousands of rows share the last RID, more than the server remembers ids of, and come again with others. */
    @Test
    void manyRowsAtTheBoundaryComeOnce() throws Exception {
        NatsServer server = NatsServer.shared();
        String name = fresh("ties");
        StreamChoice choice = Runs.stream(name).incremental("id", false);
        List<ObjectNode> rows = new ArrayList<>(Runs.numbered(0, 5, "before"));
        for (int i = 0; i < 6_000; i++) {
            // Every third is equal to others.
            rows.addAll(Runs.numbered(5, 6, i % 3 == 0 ? "same" : "tie " + i));
        }
        Runs runs = Runs.on(server);
        Runs.ended(runs.write(Runs.whole(choice, rows.subList(0, 4_000)), choice), 0);
        List<ObjectNode> again = new ArrayList<>(rows.subList(5, rows.size()));
        java.util.Collections.reverse(again);
        again.addAll(Runs.numbered(6, 7, "after"));
        Outcome next = runs.invoke("write", choice)
                .state(runs.rid(choice))
                .input(Runs.whole(choice, again))
                .run();
        Runs.ended(next, 0);
        List<String> expected = new ArrayList<>(
                rows.stream().map(row -> row.path("text").asString()).toList());
        expected.add("after");
        assertThat(Runs.stored(server, name, "text").stream()
                        .map(text -> text.asString())
                        .sorted()
                        .toList())
                .isEqualTo(expected.stream().sorted().toList());
    }
}
