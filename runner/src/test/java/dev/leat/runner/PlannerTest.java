package dev.leat.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.protocol.Catalog;
import dev.leat.protocol.ConfiguredCatalog.StateKind;
import dev.leat.protocol.Json;
import dev.leat.protocol.Message;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PlannerTest {
    private static final Catalog CATALOG = Json.bind(Json.parse("""
            {"streams":[
              {"name":"orders","namespace":"public","supported_sync_modes":["full_refresh","incremental"],
               "json_schema":{"type":"object","required":["id","note"],
                 "properties":{"id":{},"customer":{},"note":{},"updated_at":{}}},
               "source_defined_primary_key":[["id"]],
               "leat":{"rids":[{"column":"id","unique":true},{"column":"updated_at"}]}},
              {"name":"customers","namespace":"public","supported_sync_modes":["full_refresh"],
               "json_schema":{"type":"object","properties":{"id":{},"name":{}}}},
              {"name":"orders","namespace":"old","supported_sync_modes":["full_refresh","incremental"],
               "json_schema":{"type":"object","properties":{"id":{}}},"leat":{"rids":[{"column":"id","nullable":true}]}},
              {"name":"tmp_1","namespace":"public","supported_sync_modes":["full_refresh"],
               "json_schema":{"type":"object","properties":{}}},
              {"name":"log","supported_sync_modes":["incremental"],
               "json_schema":{"type":"object","properties":{"part":{},"place":{}}},
               "leat":{"rids":[{"column":"place","unique":true,"per":"part"}]}},
              {"name":"queue","supported_sync_modes":["incremental"],"source_defined_cursor":true,
               "json_schema":{"type":"object","properties":{"payload":{}}}}]}"""), Catalog.class);
    private static final Message.Capabilities SOURCE = new Message.Capabilities(
            "s", true, false, true, true, false, false, false, false, false, false, false, false);
    private static final Message.Capabilities DESTINATION = new Message.Capabilities(
            "d", false, true, false, false, true, false, false, false, false, false, false, false);

    private Message.Capabilities source = SOURCE;
    private Message.Capabilities destination = DESTINATION;
    private String writes = "[\"append\",\"overwrite\"]";

    private Plan plan(String streams, String... more) {
        String text = """
                connections: { shop: { command: x }, lake: { command: y } }
                replications:
                  r:
                    source: shop
                    destination: lake
                    streams: %s
                    %s
                """.formatted(streams, String.join("\n    ", more));
        SettingsFile file = SettingsFile.of(YamlFile.parse("leat.yaml", Path.of("."), text));
        Message.Spec to =
                Json.bind(Json.parse("{\"supported_destination_sync_modes\":" + writes + "}"), Message.Spec.class);
        return new Planner(
                        file.settings().replications().get("r"),
                        new Message.Spec(null, null, null, true, null, source),
                        new Message.Spec(null, null, null, null, to.supportedDestinationSyncModes(), destination),
                        77,
                        file.document(),
                        "/replications/r")
                .plan(CATALOG);
    }

    private static List<String> names(Plan plan) {
        return plan.streams().stream().map(stream -> stream.source().toString()).toList();
    }

    private void refused(String streams, String... messages) {
        assertThatThrownBy(() -> plan(streams)).message().contains(messages).startsWith("leat.yaml:6:");
    }

    @Test
    void patternsExclusionsAndOverrides() {
        String streams =
                "[{ name: 'public.*', exclude: [tmp_*, public.customers] }, { name: queue, mode: incremental }]";
        assertThat(names(plan(streams))).containsExactly("public.orders", "queue");
        assertThat(names(plan("['*.orders', customers]")))
                .containsExactly("public.orders", "old.orders", "public.customers");
        assertThat(names(plan("['customer?', { name: 'pub*', exclude: ['*_?'] }]")))
                .containsExactly("public.customers", "public.orders");
    }

    @Test
    void anExactEntrySpecialisesAPatternWhereverItStands() {
        Plan plan = plan("[{ name: public.orders, rid: updated_at }, { name: '*.orders', technical_columns: false }]");
        assertThat(names(plan)).containsExactly("public.orders", "old.orders");
        var orders = plan.streams().get(0).atSource();
        assertThat(orders.cursorField()).containsExactly("updated_at");
        assertThat(orders.leat().ridUnique()).isFalse();
        assertThat(orders.leat().technicalColumns()).isFalse();
        assertThat(plan.streams().get(1).incremental()).isFalse();
    }

    @Test
    void columnsAreThoseChosenInTheSourcesOrder() {
        var orders = plan("[{ name: public.orders, columns: [note, customer] }]")
                .streams()
                .get(0)
                .atSource();
        assertThat(Planner.columns(orders.stream())).containsExactly("customer", "note");
        assertThat(orders.stream().jsonSchema().path("required").toString()).isEqualTo("[\"note\"]");
        assertThat(orders.primaryKey())
                .as("a key that is not carried is no key")
                .isNull();
    }

    @Test
    void generationsTellReplacingFromAppending() {
        Plan plan = plan("[{ name: public.orders, rid: id }, customers]");
        var appended = plan.streams().get(0).atDestination();
        assertThat(List.of(appended.generationId(), appended.minimumGenerationId(), appended.syncId()))
                .containsExactly(77L, 0L, 77L);
        assertThat(appended.leat().state()).isEqualTo(StateKind.RID);
        assertThat(appended.leat().ridUnique()).isTrue();
        assertThat(appended.leat().scope()).isEqualTo("r");
        var replaced = plan.streams().get(1).atDestination();
        assertThat(List.of(replaced.generationId(), replaced.minimumGenerationId()))
                .containsExactly(77L, 77L);
    }

    @Test
    void theBestRidIsTakenIfItIsSafeAndElseAskedFor() {
        assertThat(plan("[{ name: public.orders, mode: incremental }]")
                        .streams()
                        .get(0)
                        .atSource()
                        .cursorField())
                .containsExactly("id");
        refused("[{ name: old.orders, mode: incremental }]", "mode: incremental needs rid:", "the source proposes id");
    }

    @Test
    void namesThatDoNotExistNameTheNearest() {
        refused("[public.order]", "the source has no stream \"public.order\"; did you mean \"public.orders\"?");
        refused("[orders]", "\"orders\" could be any of public.orders, old.orders");
        refused("['x.*']", "no stream of the source matches \"x.*\"");
        refused(
                "[{ name: public.orders, rid: updatd_at }]",
                "it has no column \"updatd_at\"; did you mean \"updated_at\"?");
        refused("[{ name: public.orders, columns: [id, nte] }]", "it has no column \"nte\"; did you mean \"note\"?");
    }

    @Test
    void whatAnIncrementalStreamNeedsIsNotLeftOut() {
        refused(
                "[{ name: public.orders, rid: updated_at, columns: [note] }]",
                "columns: leaves out the RID column updated_at; add it",
                "columns: leaves out id of the key");
    }

    @Test
    void unsupportedPairsAreRefused() {
        refused("[{ name: customers, mode: incremental, rid: id }]", "cannot read it incrementally");
        refused("[queue]", "the source cannot read it in full; use mode: incremental");
        writes = "[\"append\"]";
        refused("[customers]", "the destination lake cannot replace a stream's rows (it can: append)");
    }

    @Test
    void statesMustMeet() {
        source = null;
        refused("[{ name: public.orders, rid: id }]", "the source shop goes on from states of its own");
        destination = new Message.Capabilities(
                "d", false, true, false, false, true, true, false, false, false, false, false, false);
        assertThat(plan("[{ name: public.orders, rid: id }]")
                        .streams()
                        .get(0)
                        .atSource()
                        .leat()
                        .state())
                .isEqualTo(StateKind.STORED);
        destination = null;
        refused("[{ name: public.orders, rid: id }]", "can neither tell its last RID nor keep the source's state");
    }

    /** What the rows do not tell, a state kept beside them does. */
    @Test
    void lastRidsOfPartitionsAreToldByRowsElseByAState() {
        refused("[{ name: log, mode: incremental }]", "its RID is counted per \"part\"", "use another destination");
        destination = new Message.Capabilities(
                "d", false, true, false, false, true, true, false, false, false, false, false, false);
        assertThat(stateOfLog()).isEqualTo(StateKind.STORED);
        destination = new Message.Capabilities(
                "d", false, true, false, false, true, true, false, false, false, false, true, false);
        assertThat(stateOfLog()).isEqualTo(StateKind.RID);
    }

    private StateKind stateOfLog() {
        return plan("[{ name: log, mode: incremental }]")
                .streams()
                .getFirst()
                .atSource()
                .leat()
                .state();
    }

    @Test
    void partsNeedBothSides() {
        refused("[{ name: customers, partitions: 4 }]", "the source shop cannot read a stream in parts");
        source = new Message.Capabilities(
                "s", true, false, true, true, false, false, false, false, true, false, false, false);
        assertThat(plan("[{ name: customers, partitions: 4 }]")
                        .streams()
                        .get(0)
                        .atSource()
                        .leat()
                        .partitions())
                .isEqualTo(4);
        refused(
                "[{ name: public.orders, rid: id, partitions: 4 }]",
                "the destination lake must have the rows of an incremental stream in order");
        destination = new Message.Capabilities(
                "d", false, true, false, false, true, false, false, false, false, true, false, false);
        assertThat(plan("[{ name: public.orders, rid: id, partitions: 4 }]").streams())
                .hasSize(1);
    }

    @Test
    void rowsThatDoNotPassThroughMayBeLists() {
        Plan plan = plan("[public.orders, public.tmp_1, public.customers]", "destination_namespace: raw");
        JsonNode streams = Json.parse(plan.directCatalog(true)).path("streams");
        assertThat(streams.size()).isEqualTo(3);
        assertThat(streams.at("/0/leat/list").asInt(-1)).isZero();
        assertThat(streams.at("/0/leat/sent_as/namespace").asString()).isEqualTo("raw");
        assertThat(streams.at("/1/leat").has("list")).as("it has no columns").isFalse();
        assertThat(streams.at("/2/leat/list").asInt()).isEqualTo(2);
        for (byte[] named : List.of(plan.directCatalog(false), plan.sourceCatalog())) {
            assertThat(new String(named, java.nio.charset.StandardCharsets.UTF_8))
                    .doesNotContain("\"list\"");
        }
    }

    @Test
    void twoStreamsCannotBecomeOne() {
        assertThatThrownBy(() -> plan("['*.orders']", "destination_namespace: raw"))
                .hasMessageContaining("public.orders and old.orders would both become raw.orders");
    }
}
