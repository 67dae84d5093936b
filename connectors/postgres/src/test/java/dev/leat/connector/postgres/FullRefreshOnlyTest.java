package dev.leat.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Catalog;
import dev.leat.protocol.SyncMode;
import dev.leat.testkit.Outcome;
import dev.leat.testkit.PostgresDatabase;
import dev.leat.testkit.PostgresServer;
import dev.leat.testkit.StreamChoice;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no RID could make safe to read incrementally: discover offers none, and read refuses every one. */
class FullRefreshOnlyTest {
    private static PostgresDatabase database;
    private static Reading reading;

    @BeforeAll
    static void prepare() throws SQLException {
        database = PostgresServer.database(FullRefreshOnlyTest.class);
        reading = Reading.of(database);
        database.execute("""
                CREATE TABLE plain (id int PRIMARY KEY, k int, created_at timestamptz);
                CREATE MATERIALIZED VIEW kept AS SELECT * FROM plain;
                CREATE VIEW seen AS SELECT * FROM plain;
                CREATE VIEW over_kept AS SELECT p.* FROM plain p, kept;
                CREATE VIEW over_that AS SELECT * FROM over_kept;
                CREATE FOREIGN DATA WRAPPER nowhere;
                CREATE SERVER nobody FOREIGN DATA WRAPPER nowhere;
                CREATE FOREIGN TABLE far (id int, created_at timestamptz) SERVER nobody;
                CREATE TABLE parted (id int, created_at timestamptz) PARTITION BY LIST (id);
                CREATE TABLE parted_1 PARTITION OF parted DEFAULT PARTITION BY LIST (created_at);
                CREATE FOREIGN TABLE parted_far PARTITION OF parted_1 DEFAULT SERVER nobody;
                CREATE VIEW over_parted AS SELECT * FROM parted;
                CREATE TABLE parent (id int, created_at timestamptz);
                CREATE FOREIGN TABLE child () INHERITS (parent) SERVER nobody;
                CREATE TABLE copied (id int, created_at timestamptz);
                CREATE RULE copies AS ON INSERT TO copied DO ALSO INSERT INTO far VALUES (new.id);
                CREATE SEQUENCE cached CACHE 20;
                CREATE TABLE one_sequence (id int DEFAULT nextval('cached') PRIMARY KEY);
                CREATE TABLE unordered (ip inet, gap interval, at time, ok boolean);
                CREATE TABLE sequence_and_time (
                    id int DEFAULT nextval('cached') PRIMARY KEY, created_at timestamptz DEFAULT now());
                """);
    }

    @ParameterizedTest
    @CsvSource({
        "kept, id, rebuilt",
        "over_kept, id, the view reads",
        "over_that, created_at, the view reads",
        "far, id, where it lives",
        "parted, id, partition",
        "over_parted, created_at, the view reads",
        "parent, created_at, child",
        "one_sequence, id, CACHE 20",
        "unordered, gap, no order",
        "unordered, ip, no order",
        "unordered, at, no order"
    })
    void noRidIsOfferedNorTaken(String table, String rid, String why) throws Exception {
        Catalog.Stream stream = reading.stream(table);
        assertThat(stream.supportedSyncModes()).containsExactly(SyncMode.FULL_REFRESH);
        assertThat(stream.leat().rids()).isEmpty();
        assertThat(stream.defaultCursorField()).isNull();
        Outcome refused = reading.read(StreamChoice.of(stream).incremental(rid, false));
        assertThat(refused.exitCode()).as(refused.errorText()).isEqualTo(2);
        assertThat(refused.errorText()).contains("public." + table, why);
    }

    @ParameterizedTest
    @CsvSource({"plain, id", "seen, created_at", "copied, created_at", "sequence_and_time, created_at"})
    void whatCanBeWatchedIsIncremental(String table, String rid) throws Exception {
        Catalog.Stream stream = reading.stream(table);
        assertThat(stream.supportedSyncModes()).contains(SyncMode.INCREMENTAL);
        assertThat(stream.defaultCursorField()).containsExactly(rid);
        Outcome outcome = reading.read(StreamChoice.of(stream).incremental(rid, false));
        assertThat(outcome.exitCode()).as(outcome.errorText()).isZero();
    }

    @Test
    void aSequenceThatDoesNotGrowIsNoCandidate() throws Exception {
        assertThat(reading.stream("sequence_and_time").leat().rids())
                .containsExactly(new Catalog.RidCandidate("created_at", false, true));
    }
}
