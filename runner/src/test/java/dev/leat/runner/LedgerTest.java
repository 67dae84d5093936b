package dev.leat.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Catalog;
import dev.leat.protocol.ConfiguredCatalog.ConfiguredStream;
import dev.leat.protocol.DestinationSyncMode;
import dev.leat.protocol.Json;
import dev.leat.protocol.StateMessage;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.protocol.SyncMode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class LedgerTest {
    private final Ledger ledger = new Ledger(false);
    private final Streams streams = new Streams(new Plan(List.of(planned("a"), planned("b"))));
    private final StreamRun a = streams.all().get(0);
    private final StreamRun b = streams.all().get(1);

    private static Plan.PlannedStream planned(String name) {
        Catalog.Stream stream = new Catalog.Stream(name, null, null, null, null, null, null, null, null, null);
        ConfiguredStream configured = new ConfiguredStream(
                stream, SyncMode.INCREMENTAL, DestinationSyncMode.APPEND, null, null, 0L, 0L, 0L, null);
        return new Plan.PlannedStream(configured, configured);
    }

    private static StateMessage state(String stream, String blob) {
        return StateMessage.ofStream(StreamDescriptor.of(stream), Json.parse(blob));
    }

    private static StateMessage global(String body) {
        return new StateMessage((ObjectNode) Json.parse("{\"type\":\"GLOBAL\",\"global\":" + body + "}"));
    }

    @Test
    void anEchoConfirmsItsRowsAndThoseBefore() {
        ledger.sent(state("a", "{\"n\":1}"), Map.of(a, 10L));
        ledger.sent(state("a", "{\"n\":2}"), Map.of(a, 5L));
        ledger.sent(state("a", "{\"n\":3}"), Map.of(a, 1L));
        assertThat(ledger.echoed(state("a", "{\"n\":2}"))).isEqualTo(Ledger.Echo.CONFIRMED);
        assertThat(ledger.confirmed(a)).isEqualTo(15);
        assertThat(ledger.unconfirmed(a)).isEqualTo(1);
        assertThat(a.checkpoint.streamState().path("n").asInt()).isEqualTo(2);
        assertThat(ledger.echoed(state("a", "{\"n\":1}"))).isEqualTo(Ledger.Echo.LATE);
        assertThat(ledger.echoed(state("a", "{\"n\":1}"))).isEqualTo(Ledger.Echo.UNKNOWN);
        assertThat(ledger.confirmed(a)).isEqualTo(15);
        assertThat(a.checkpoint.streamState().path("n").asInt()).isEqualTo(2);
    }

    /** The source tells the runner and the destination; the destination may be faster. */
    @Test
    void whereStatesTakeAnotherWayAnEchoMayComeFirst() {
        Ledger direct = new Ledger(true);
        assertThat(direct.echoed(state("a", "{\"n\":2}"))).isEqualTo(Ledger.Echo.EARLY);
        assertThat(direct.echoed(state("a", "{\"n\":3}"))).isEqualTo(Ledger.Echo.EARLY);
        direct.sent(state("a", "{\"n\":1}"), Map.of(a, 10L));
        assertThat(direct.confirmed(a)).isZero();
        direct.sent(state("a", "{\"n\":2}"), Map.of(a, 5L));
        assertThat(direct.confirmed(a)).isEqualTo(15);
        direct.sent(state("a", "{\"n\":3}"), Map.of(a, 1L));
        direct.sent(state("a", "{\"n\":4}"), Map.of(a, 7L));
        assertThat(direct.confirmed(a)).isEqualTo(16);
        assertThat(direct.unconfirmed(a)).isEqualTo(1);
        assertThat(direct.echoed(state("a", "{\"n\":4}"))).isEqualTo(Ledger.Echo.CONFIRMED);
        assertThat(direct.confirmed(a)).isEqualTo(23);
    }

    @Test
    void whatWasNeverSentIsUnknown() {
        ledger.sent(state("a", "{\"n\":1}"), Map.of(a, 10L));
        assertThat(ledger.echoed(state("a", "{\"n\":9}"))).isEqualTo(Ledger.Echo.UNKNOWN);
        assertThat(ledger.echoed(state("b", "{\"n\":1}"))).isEqualTo(Ledger.Echo.UNKNOWN);
        assertThat(ledger.confirmed(a)).isZero();
    }

    @Test
    void countsAndSpellingsBesideTheStateDoNotMatter() {
        ledger.sent(state("a", "{\"x\":1.0,\"y\":null}").withSourceCount(10), Map.of(a, 10L));
        StateMessage echo = state("a", "{\"y\":null,\"x\":1}").withDestinationCount(10);
        assertThat(ledger.echoed(echo)).isEqualTo(Ledger.Echo.CONFIRMED);
        assertThat(ledger.confirmed(a)).isEqualTo(10);
    }

    @Test
    void theDestinationsOwnCountIsBelieved() {
        ledger.sent(state("a", "{}"), Map.of(a, 10L));
        ledger.echoed(state("a", "{}").withDestinationCount(9));
        assertThat(ledger.confirmed(a)).isEqualTo(9);
    }

    @Test
    void aCountOverStatesThatWerePassedOverIsNoDifference() {
        ledger.sent(state("a", "{\"n\":1}"), Map.of(a, 10L));
        ledger.sent(state("a", "{\"n\":2}"), Map.of(a, 5L));
        ledger.echoed(state("a", "{\"n\":2}").withDestinationCount(15));
        assertThat(ledger.confirmed(a)).isEqualTo(15);
    }

    @Test
    void aStateForAllStreamsConfirmsAll() {
        String body =
                "{\"shared_state\":{\"lsn\":5},\"stream_states\":[{\"stream_descriptor\":{\"name\":\"a\"},\"stream_state\":{}}]}";
        ledger.sent(global(body), Map.of(a, 3L, b, 4L));
        String echo = body.replace("\"stream_state\":{}", "\"stream_state\":{},\"committedRecordsCount\":3");
        assertThat(ledger.echoed(global(echo).withDestinationCount(7))).isEqualTo(Ledger.Echo.CONFIRMED);
        assertThat(ledger.confirmed(a)).isEqualTo(3);
        assertThat(ledger.confirmed(b)).isEqualTo(4);
        assertThat(ledger.disputes()).isEmpty();
        ledger.sent(global(body), Map.of(a, 3L, b, 4L));
        ledger.echoed(global(body).withDestinationCount(6));
        assertThat(ledger.disputes()).hasSize(1);
    }
}
