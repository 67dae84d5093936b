package dev.leat.connector.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Json;
import dev.leat.protocol.TraceMessage.Status;
import dev.leat.testkit.ClickHouseDatabase;
import dev.leat.testkit.ClickHouseServer;
import dev.leat.testkit.Feed;
import dev.leat.testkit.LiveRun;
import dev.leat.testkit.Outcome;
import dev.leat.testkit.StreamChoice;
import dev.leat.type.Column;
import dev.leat.type.Type;
import org.junit.jupiter.api.Test;

/** Connections that break in the middle: what has come by then is no whole, and running again is the cure. */
class BrokenConnectionTest {
    private final ClickHouseDatabase database = ClickHouseServer.database(BrokenConnectionTest.class);

    private static StreamChoice choice(String name) {
        return Runs.choice(name, Column.required("id", Type.INT64), Column.required("pad", Type.TEXT));
    }

    private static Feed feed(StreamChoice choice, int rows) {
        Feed feed = new Feed();
        for (int i = 0; i < rows; i++) {
            feed.row(choice.stream(), "{\"id\":" + i + ",\"pad\":\"" + "x".repeat(500) + "\"}");
        }
        return feed.state(choice.stream(), Json.object()).complete(choice.stream());
    }

    @Test
    void anAnswerThatIsCutOffIsNoEnd() throws Exception {
        database.execute("""
                CREATE TABLE wide (id UInt64, pad String) ORDER BY id;
                INSERT INTO wide SELECT number, repeat('x', 500) FROM numbers(20000);
                """);
        StreamChoice stream = Runs.on(database).stream("wide");
        try (Relay relay = new Relay(database, Long.MAX_VALUE, 1_000_000)) {
            Outcome outcome = new Runs(relay.settings()).read(stream);
            assertThat(outcome.exitCode()).as(outcome.errorText()).isEqualTo(3);
            assertThat(outcome.errorText()).contains("wide", "Run again");
            assertThat(outcome.statuses(stream.stream())).endsWith(Status.INCOMPLETE);
        }
        assertThat(Runs.on(database).read(stream).rows(stream.stream())).hasSize(20_000);
    }

    @Test
    void anInsertThatIsCutOffLeavesNothing() throws Exception {
        StreamChoice choice = choice("halved");
        try (Relay relay = new Relay(database, 1_000_000, Long.MAX_VALUE)) {
            Outcome outcome = new Runs(relay.settings())
                    .writing(choice)
                    .input(feed(choice, 20_000))
                    .run();
            assertThat(outcome.exitCode()).as(outcome.errorText()).isEqualTo(3);
            assertThat(outcome.states()).isEmpty();
            assertThat(outcome.errorText()).contains("halved");
        }
        assertThat(database.query("SELECT count() FROM halved")).isEqualTo("0\n");
        Outcome again =
                Runs.on(database).writing(choice).input(feed(choice, 20_000)).run();
        assertThat(again.exitCode()).as(again.errorText()).isZero();
        assertThat(database.query("SELECT count(), uniqExact(id) FROM halved")).isEqualTo("20000\t20000\n");
        assertThat(database.column("SHOW TABLES")).containsExactly("halved");
    }

    /** Somebody ended the query that keeps other runs out: another run may be at work, so nothing is committed. */
    @Test
    void aLockThatIsLostEndsTheRun() throws Exception {
        StreamChoice choice = choice("unlocked");
        try (Relay relay = new Relay(database, Long.MAX_VALUE, Long.MAX_VALUE);
                LiveRun live = Runs.CONNECTOR
                        .with("LEAT_COMMIT_BYTES", "1")
                        .invoke("write")
                        .config(relay.settings())
                        .catalog(StreamChoice.catalog(choice))
                        .start()) {
            live.send(new Feed().row(choice.stream(), "{\"id\":1,\"pad\":\"\"}").state(choice.stream(), Json.object()));
            live.await("the echo", line -> line.text().contains("\"STATE\""));
            relay.breakLocks();
            live.send(new Feed()
                            .row(choice.stream(), "{\"id\":2,\"pad\":\"\"}")
                            .state(choice.stream(), Json.object().put("second", true))
                            .complete(choice.stream()))
                    .closeInput();
            Outcome outcome = live.awaitExit();
            assertThat(outcome.exitCode()).as(outcome.errorText()).isEqualTo(3);
            assertThat(outcome.errorText()).contains("unlocked", "lock", "Run again");
        }
        assertThat(database.query("SELECT id FROM unlocked")).isEqualTo("1\n");
    }
}
