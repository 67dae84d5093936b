package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.ConfiguredCatalog;
import dev.leat.protocol.Json;
import dev.leat.protocol.StateMessage;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** A destination that keeps opaque states beside the rows, and hands them out again. */
interface StoredStateCases extends DestinationCase {

    private boolean refusesStates() throws Exception {
        if (declared().storedState()) {
            return false;
        }
        // The runner must not believe that a state is kept that is not.
        StreamChoice choice = DestinationCase.plain("unkept").stored("scope");
        Outcome outcome = invoke("rid").catalog(StreamChoice.catalog(choice)).run();
        assertThat(outcome.states())
                .as("states of a destination that keeps none")
                .isEmpty();
        return true;
    }

    private static StreamChoice stored(String hint) {
        StreamChoice choice = DestinationCase.plain(hint);
        return choice.stored("replication of " + choice.stream());
    }

    @Test
    default void aStoredStateIsAnsweredByRid() throws Exception {
        if (refusesStates()) {
            return;
        }
        StreamChoice choice = stored("kept");
        assertThat(rid(choice)).as("before the first run").isEmpty();
        Feed feed = new Feed();
        for (int i = 0; i < 5; i++) {
            feed.rows(choice.stream(), DestinationCase.rows(i, i + 1)).state(choice.stream(), DestinationCase.blob(i));
        }
        Case.ended(write(feed.complete(choice.stream()), choice), 0);
        assertThat(answered(choice).streamState()).isEqualTo(DestinationCase.blob(4));
        assertStored(choice, DestinationCase.rows(0, 5), "with states");
    }

    @Test
    default void aStoredStateKeepsEveryProperty() throws Exception {
        if (refusesStates()) {
            return;
        }
        StreamChoice choice = stored("exact");
        ObjectNode blob = (ObjectNode)
                Json.parse(
                        "{\"n\":12345678901234567890.10,\"t\":\"quote \\\" \\\\ \\n 😀 '; --\",\"deep\":{\"a\":[null,true,{}]}}");
        StateMessage state = StateMessage.ofStream(choice.stream(), blob).withSourceCount(0);
        state.body().put("unheard_of", "property");
        Case.ended(write(new Feed().state(state).complete(choice.stream()), choice), 0);
        StateMessage answer = answered(choice);
        assertThat(answer.streamState()).isEqualTo(blob);
        assertThat(answer.body().path("unheard_of").asString("")).isEqualTo("property");
    }

    /** Two replications may write to one destination; each has its own state. */
    @Test
    default void statesOfOtherReplicationsAreLeftAlone() throws Exception {
        if (refusesStates()) {
            return;
        }
        StreamChoice choice = DestinationCase.plain("scoped");
        StreamChoice one = choice.stored("one");
        StreamChoice two = choice.stored("two");
        Case.ended(
                write(new Feed().state(choice.stream(), DestinationCase.blob(1)).complete(choice.stream()), one), 0);
        assertThat(rid(two)).as("state under another scope").isEmpty();
        Case.ended(
                write(new Feed().state(choice.stream(), DestinationCase.blob(2)).complete(choice.stream()), two), 0);
        assertThat(answered(one).streamState()).isEqualTo(DestinationCase.blob(1));
        assertThat(answered(two).streamState()).isEqualTo(DestinationCase.blob(2));
    }

    @Test
    default void aGlobalStateIsStoredAndAnswered() throws Exception {
        if (refusesStates()) {
            return;
        }
        StreamChoice a = stored("globala").stored("both");
        StreamChoice b = stored("globalb").stored("both");
        Feed feed =
                new Feed().rows(a.stream(), DestinationCase.rows(0, 2)).rows(b.stream(), DestinationCase.rows(5, 8));
        ObjectNode body = Json.object().put("type", "GLOBAL");
        body.putObject("global").putObject("shared_state").put("lsn", 99);
        ((ObjectNode) body.path("global")).putArray("stream_states");
        StateMessage state = new StateMessage(body).withSourceCount(5);
        feed.state(state).complete(a.stream()).complete(b.stream());
        Outcome outcome = Case.ended(write(feed, a, b), 0);
        DestinationCase.assertEchoed(outcome, List.of(state));
        ConfiguredCatalog both = StreamChoice.catalog(a, b);
        assertThat(rids(both)).as("what rid answers").hasSize(1);
        assertThat(rids(both).getFirst().sameAs(state)).as("%s", rids(both)).isTrue();
        assertStored(a, DestinationCase.rows(0, 2), "under a GLOBAL state");
        assertStored(b, DestinationCase.rows(5, 8), "under a GLOBAL state");
    }

    /** Rows after the last state would come again: they are taken back. */
    @Test
    default void rowsThatNoStateCoversAreTakenBack() throws Exception {
        if (refusesStates()) {
            return;
        }
        StreamChoice choice = stored("uncovered");
        deliver(choice, DestinationCase.rows(0, 3));
        Feed feed = new Feed().rows(choice.stream(), DestinationCase.rows(3, 9));
        Outcome outcome = Case.refused(
                writing(choice)
                        .state(rids(StreamChoice.catalog(choice)))
                        .input(feed)
                        .run(),
                3,
                choice.stream().name());
        assertThat(outcome.states()).as("echo").isEmpty();
        assertStored(choice, DestinationCase.rows(0, 3), "the second run's rows have no state");
        assertThat(answered(choice).streamState()).isEqualTo(DestinationCase.blob(1));
    }

    @Test
    default void aRunWithAnotherStateThanTheStoredOneIsRefused() throws Exception {
        if (refusesStates()) {
            return;
        }
        StreamChoice choice = stored("moved");
        deliver(choice, DestinationCase.rows(0, 3));
        StateMessage stale = StateMessage.ofStream(choice.stream(), DestinationCase.blob(0));
        Feed feed = new Feed()
                .rows(choice.stream(), DestinationCase.rows(0, 3))
                .state(choice.stream(), DestinationCase.blob(2));
        Outcome outcome = writing(choice)
                .state(List.of(stale))
                .input(feed.complete(choice.stream()))
                .run();
        Case.refused(outcome, 3, choice.stream().name(), "again");
        assertStored(choice, DestinationCase.rows(0, 3), "the second run was refused");
    }
}
