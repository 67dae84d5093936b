package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Json;
import dev.leat.protocol.StateMessage;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What is left when a destination is killed at any moment, and that running again mends it. */
interface KillCases extends DestinationCase {

    @Test
    default void whatWasEchoedSurvivesSigkill() throws Exception {
        if (refusesAppend()) {
            return;
        }
        StreamChoice choice = DestinationCase.plain("echoed");
        try (LiveRun live = eager(choice).start()) {
            live.send(new Feed()
                    .rows(choice.stream(), DestinationCase.rows(0, 50))
                    .state(choice.stream(), DestinationCase.blob(1)));
            live.awaitState("the echo of the first state");
            live.send(new Feed()
                    .rows(choice.stream(), DestinationCase.rows(50, 60))
                    .state(choice.stream(), DestinationCase.blob(2)));
            live.awaitState("the echo of the second state");
            // These have no echo: they may be there or not, but never a part of them.
            live.send(new Feed().rows(choice.stream(), DestinationCase.rows(60, 70)));
            live.kill();
        }
        assertStored(choice, DestinationCase.rows(0, 60), "killed after the second echo");
    }

    /** Killed at any moment: the stored state covers exactly the stored rows. */
    @Test
    default void stateAndRowsAreOneTransaction() throws Exception {
        if (!declared().storedState()) {
            return;
        }
        RowGenerator generator = new RowGenerator();
        StreamChoice choice = DestinationCase.plain("atomic").stored("atomic");
        int next = 0;
        for (int round = 0; round < 3; round++) {
            try (LiveRun live = eager(choice).start()) {
                for (int i = 0; i < 3; i++) {
                    live.send(page(choice, next++));
                    live.awaitState("echo " + i);
                }
                // This one is on its way when the signal comes, somewhere between its rows and its echo.
                live.send(page(choice, next));
                LockSupport.parkNanos(generator.random().nextInt(40_000_000));
                live.kill();
            }
            int last = answered(choice).streamState().path("page").asInt();
            assertThat(last).as("page of the stored state, %s", generator).isBetween(next - 1, next);
            assertStored(choice, DestinationCase.rows(0, last + 1), "killed, with state " + last + ", " + generator);
            next = last + 1;
        }
    }

    private static Feed page(StreamChoice choice, int number) {
        return new Feed()
                .rows(choice.stream(), DestinationCase.rows(number, number + 1))
                .state(choice.stream(), DestinationCase.blob(number));
    }

    /** The rows of an interrupted replacement are gone with the next run, and so is what it left behind. */
    @Test
    default void aKilledReplacementLeavesTheOldRows() throws Exception {
        if (!can(dev.leat.protocol.DestinationSyncMode.OVERWRITE)) {
            return;
        }
        StreamChoice choice = DestinationCase.plain("killed").replace();
        deliver(choice, DestinationCase.rows(0, 20));
        var before = suite().tables().names();
        try (LiveRun live = eager(choice).start()) {
            Feed feed = new Feed();
            for (ObjectNode row : DestinationCase.rows(100, 12_100)) {
                feed.row(choice.stream(), row.put("label", "x".repeat(1000)));
            }
            live.send(feed).awaitSent();
            live.kill();
        }
        assertStored(choice, DestinationCase.rows(0, 20), "killed while loading");
        deliver(choice, DestinationCase.rows(5, 9));
        assertStored(choice, DestinationCase.rows(5, 9), "the next run");
        assertThat(suite().tables().names()).as("tables that are left").isEqualTo(before);
    }

    /** Retrying is the cure: killed again and again, the same command run again ends with every row once. */
    @Test
    default void runsThatAreKilledEndEqual() throws Exception {
        if (!declared().rid()) {
            return;
        }
        RowGenerator generator = new RowGenerator();
        StreamChoice choice = StreamChoice.of(StreamSchema.of(
                        DestinationCase.fresh("retried"),
                        List.of(Column.required("at", Type.INT64), Column.of("label", Type.TEXT))))
                .incremental("at", false);
        List<ObjectNode> all = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            all.add(Json.object().put("at", i / 7).put("label", "row " + i));
        }
        for (int round = 0; round < 2; round++) {
            List<StateMessage> states = rids(StreamChoice.catalog(choice));
            try (LiveRun live = eager(choice).state(states).start()) {
                rest(choice, all, states).forEach(live::send);
                live.awaitState("the first echo of round " + round + ", " + generator);
                LockSupport.parkNanos(generator.random().nextInt(20_000_000));
                live.kill();
            }
        }
        List<StateMessage> states = rids(StreamChoice.catalog(choice));
        Invocation last = writing(choice).state(states);
        try (LiveRun live = last.start()) {
            rest(choice, all, states).forEach(live::send);
            live.send(new Feed().complete(choice.stream())).closeInput();
            Case.ended(live.awaitExit(), 0);
        }
        assertStored(choice, all, "killed twice, " + generator);
    }

    /** What a source sends from there on: rows that share the last RID come again, and a state follows every 50 rows. */
    private static List<Feed> rest(StreamChoice choice, List<ObjectNode> all, List<StateMessage> states) {
        int from = states.isEmpty()
                ? 0
                : states.getFirst().streamState().at("/rid/value").asInt();
        List<ObjectNode> rows =
                all.stream().filter(row -> row.path("at").asInt() >= from).toList();
        List<Feed> feeds = new ArrayList<>();
        for (int i = 0; i < rows.size(); i += 50) {
            List<ObjectNode> some = rows.subList(i, Math.min(i + 50, rows.size()));
            feeds.add(new Feed()
                    .rows(choice.stream(), some)
                    .rid(choice.stream(), "at", some.getLast().path("at")));
        }
        return feeds;
    }

    @Test
    default void sigtermKeepsWhatStatesCover() throws Exception {
        if (refusesAppend()) {
            return;
        }
        StreamChoice choice = DestinationCase.plain("sigterm");
        Outcome outcome;
        try (LiveRun live = eager(choice).start()) {
            live.send(new Feed()
                    .rows(choice.stream(), DestinationCase.rows(0, 10))
                    .state(choice.stream(), DestinationCase.blob(1)));
            live.awaitState("the echo of the state");
            live.send(new Feed().rows(choice.stream(), DestinationCase.rows(10, 20)));
            live.terminate();
            outcome = live.awaitExit();
        }
        assertThat(outcome.exitCode()).as(outcome.story()).isEqualTo(143);
        assertThat(outcome.noise()).isEmpty();
        assertStored(choice, DestinationCase.rows(0, 10), "terminated");
        deliver(choice, DestinationCase.rows(10, 20));
        assertStored(choice, DestinationCase.rows(0, 20), "run again");
    }

    @Test
    default void theLockOfAKilledRunIsGone() throws Exception {
        if (refusesAppend()) {
            return;
        }
        StreamChoice choice = DestinationCase.plain("orphan");
        try (LiveRun first = eager(choice).start()) {
            first.send(new Feed()
                    .rows(choice.stream(), DestinationCase.rows(0, 5))
                    .state(choice.stream(), DestinationCase.blob(1)));
            first.awaitState("the echo");
            first.kill();
        }
        deliver(choice, DestinationCase.rows(5, 9));
        assertStored(choice, DestinationCase.rows(0, 9), "after a killed run");
    }
}
