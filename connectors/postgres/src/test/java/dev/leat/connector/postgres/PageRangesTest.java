package dev.leat.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Message;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.protocol.SyncMode;
import dev.leat.sdk.PartitionedSource.Part;
import dev.leat.sdk.ReadPlan;
import dev.leat.testkit.Outcome;
import dev.leat.testkit.PostgresDatabase;
import dev.leat.testkit.PostgresServer;
import dev.leat.testkit.StreamChoice;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.jdbc.PgConnection;

/** Tables that are read in parts. */
@Timeout(120)
class PageRangesTest {
    private static final long ROWS = 40_000;
    private static PostgresDatabase database;
    private static Reading reading;

    @BeforeAll
    static void prepare() throws Exception {
        database = PostgresServer.database(PageRangesTest.class);
        reading = Reading.of(database);
        database.execute("CREATE TABLE big (id bigserial PRIMARY KEY, t text);"
                + " INSERT INTO big (t) SELECT repeat('x', 100) FROM generate_series(1, " + ROWS + ");"
                + " CREATE VIEW seen AS SELECT * FROM big");
    }

    private static void assertWhole(Outcome outcome, StreamChoice stream) {
        assertThat(outcome.exitCode()).as(outcome.errorText()).isZero();
        List<Long> ids = Reading.column(outcome, stream, "id").stream()
                .map(Long::valueOf)
                .toList();
        assertThat(ids).hasSize((int) ROWS).doesNotHaveDuplicates();
        assertThat(ids.stream().sorted().toList())
                .isEqualTo(LongStream.rangeClosed(1, ROWS).boxed().toList());
    }

    @Test
    void eachPartIsReadByASessionOfItsOwn() throws Exception {
        StreamChoice stream = reading.table("big").partitions(3);
        Outcome outcome = reading.read(stream);
        assertWhole(outcome, stream);
        List<String> ids = Reading.column(outcome, stream, "id");
        assertThat(ids.stream().map(Long::valueOf).toList())
                .as("several at a time: not in the order of the table")
                .isNotEqualTo(LongStream.rangeClosed(1, ROWS).boxed().toList());
    }

    /** Its rows are read with those of the table it inherits from, of which it may have many more. */
    @Test
    void aTableThatInheritsIsReadToItsEnd() throws Exception {
        database.execute("CREATE TABLE parent (id bigint, t text);"
                + " INSERT INTO parent SELECT i, repeat('x', 100) FROM generate_series(1, " + ROWS * 9 / 20 + ") i;"
                + " CREATE TABLE child () INHERITS (parent);"
                + " INSERT INTO child SELECT i, repeat('x', 100) FROM generate_series(" + (ROWS * 9 / 20 + 1) + ", "
                + ROWS
                + ") i");
        StreamChoice stream = reading.table("parent").partitions(2);
        Outcome outcome = reading.read(stream);
        assertWhole(outcome, stream);
        assertThat(Reading.logs(outcome, Message.Log.Level.INFO)).doesNotContain("in one part");
    }

    @Test
    void whatIsNoPlainTableIsReadInOnePart() throws Exception {
        StreamChoice stream = reading.table("seen").partitions(3);
        Outcome outcome = reading.read(stream);
        assertWhole(outcome, stream);
        assertThat(Reading.logs(outcome, Message.Log.Level.INFO)).contains("read in one part");
    }

    /** Whoever waits for the table has everybody who comes later wait behind him, and waits for us. */
    @Test
    void aSessionThatWaitsForTheTableIsNotWaitedFor() throws Exception {
        PostgresConfig config = new PostgresConfig(
                database.host(),
                database.port(),
                database.name(),
                database.user(),
                database.password(),
                null,
                "prefer",
                null,
                10,
                10,
                PostgresConfig.Infinity.REFUSE,
                null);
        try (PgConnection ours = PostgresSession.open(config, PostgresSession.SOURCE);
                Statement reading = ours.createStatement()) {
            ours.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            ours.setAutoCommit(false);
            StreamRead read = read(ours);
            reading.execute("SELECT FROM big LIMIT 0");
            Thread changer = Thread.ofPlatform().daemon().start(PageRangesTest::change);
            awaitLock();
            assertThat(new PageRanges(config, ours).of(read)).as("parts").isEmpty();
            ours.rollback();
            changer.join();
            List<Part> parts = new PageRanges(config, ours).of(read);
            assertThat(parts).as("parts once it is free").hasSize(2);
        }
    }

    private static StreamRead read(PgConnection connection) throws SQLException {
        StreamDescriptor big = Reading.inPublic("big");
        Relation relation =
                new Relations(connection).named(List.of(big)).relations().getFirst();
        StreamSchema schema =
                StreamSchema.of(big, List.of(Column.required("id", Type.INT64), Column.of("t", Type.TEXT)));
        ReadPlan plan = new ReadPlan(
                schema,
                SyncMode.FULL_REFRESH,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                2,
                schema.stream(),
                OptionalInt.empty());
        return new StreamRead(plan, relation, new Grants("reader"));
    }

    private static void change() {
        try {
            database.execute("ALTER TABLE big ALTER COLUMN t SET DEFAULT NULL");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitLock() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            boolean waits = false;
            while (!waits) {
                try (var row = statement.executeQuery("SELECT count(*) > 0 FROM pg_locks WHERE NOT granted"
                        + " AND relation = 'big'::regclass AND pg_sleep(0.05) IS NOT NULL")) {
                    row.next();
                    waits = row.getBoolean(1);
                }
            }
        }
    }
}
