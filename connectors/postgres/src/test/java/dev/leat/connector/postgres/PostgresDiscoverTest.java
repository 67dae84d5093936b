package dev.leat.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.jdbc.OwnTables;
import dev.leat.jdbc.TableName;
import dev.leat.protocol.Catalog;
import dev.leat.protocol.Catalog.RidCandidate;
import dev.leat.protocol.Message.Log.Level;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.testkit.Outcome;
import dev.leat.testkit.PostgresDatabase;
import dev.leat.testkit.PostgresServer;
import dev.leat.testkit.StreamChoice;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What discover finds: tables of every kind, their keys, RIDs, sizes and names. */
class PostgresDiscoverTest {
    private static PostgresDatabase database;
    private static Reading reading;

    @BeforeAll
    static void start() throws SQLException {
        database = PostgresServer.database(PostgresDiscoverTest.class);
        reading = Reading.of(database);
    }

    private static List<String> names(List<Catalog.Stream> streams) {
        return streams.stream().map(s -> s.descriptor().toString()).toList();
    }

    @Test
    void tablesOfEveryKindAreFoundOnce() throws Exception {
        database.execute("""
                CREATE SCHEMA kinds;
                CREATE TABLE kinds.plain (id int PRIMARY KEY);
                CREATE UNLOGGED TABLE kinds.fast (id int);
                CREATE TABLE kinds.parted (id int, k int) PARTITION BY LIST (k);
                CREATE TABLE kinds.parted_1 PARTITION OF kinds.parted FOR VALUES IN (1);
                CREATE TABLE kinds.parted_rest PARTITION OF kinds.parted DEFAULT PARTITION BY LIST (id);
                CREATE TABLE kinds.parted_rest_all PARTITION OF kinds.parted_rest DEFAULT;
                CREATE VIEW kinds.seen AS SELECT * FROM kinds.plain;
                CREATE MATERIALIZED VIEW kinds.kept AS SELECT * FROM kinds.plain;
                CREATE FOREIGN DATA WRAPPER nowhere;
                CREATE SERVER nobody FOREIGN DATA WRAPPER nowhere;
                CREATE FOREIGN TABLE kinds.far (id int, created_at timestamptz) SERVER nobody;
                CREATE SEQUENCE kinds.counter;
                CREATE TYPE kinds.compound AS (a int);
                INSERT INTO kinds.parted SELECT g, g % 3 FROM generate_series(1, 3000) g;
                ANALYZE kinds.parted;
                """);
        Reading kinds = reading.with("schemas", List.of("kinds"));
        assertThat(names(kinds.discover()))
                .containsExactly("kinds.far", "kinds.fast", "kinds.kept", "kinds.parted", "kinds.plain", "kinds.seen");
        assertThat(kinds.stream("parted").leat().rowEstimate()).isEqualTo(3000);
        assertThat(kinds.stream("plain").leat().rowEstimate())
                .as("never analyzed")
                .isNull();
        StreamChoice parted = StreamChoice.of(kinds.stream("parted"));
        assertThat(kinds.read(parted).rows(parted.stream())).hasSize(3000);
    }

    @Test
    void systemSchemasAreNoStreams() throws Exception {
        database.execute("CREATE SCHEMA \"Other\"; CREATE TABLE \"Other\".t (x int)");
        assertThat(names(reading.discover()))
                .contains("Other.t")
                .noneMatch(name -> name.startsWith("pg_") || name.startsWith("information_schema"));
    }

    /** What was written to may be read from: what Leat keeps there is nobody's data. */
    @Test
    void leatsOwnTablesAreNoStreams() throws Exception {
        database.execute("CREATE SCHEMA written; CREATE TABLE written.\"_leat_notes\" (x int)");
        var stream = new StreamDescriptor("rows", "written");
        StreamChoice choice = StreamChoice.of(StreamSchema.of(stream, List.of(Column.of("id", Type.INT32))))
                .stored("a replication");
        Loading.into(database).deliver(choice, "{\"id\":1}");
        var staging = OwnTables.staging(PostgresDestination.IDENTIFIERS, new TableName("written", "rows"));
        database.execute("CREATE TABLE " + staging.sql(PostgresDestination.IDENTIFIERS) + " (LIKE written.rows);"
                + " SELECT FROM written._leat_state");
        assertThat(names(reading.with("schemas", List.of("written")).discover()))
                .containsExactly("written._leat_notes", "written.rows");
    }

    @Test
    void keysAreThePrimaryOnesElseUniqueOnesThatAreNeverNull() throws Exception {
        database.execute("""
                CREATE TABLE k_primary (b int, a int, u int NOT NULL UNIQUE, PRIMARY KEY (a, b));
                CREATE TABLE k_unique (x int NOT NULL, y int NOT NULL, z int, UNIQUE (z), UNIQUE (y, x) INCLUDE (z));
                CREATE TABLE k_partial (x int NOT NULL, y int); CREATE UNIQUE INDEX ON k_partial (x) WHERE y > 0;
                CREATE TABLE k_expression (x text NOT NULL); CREATE UNIQUE INDEX ON k_expression (lower(x));
                CREATE TABLE k_none (x int);
                """);
        assertThat(reading.stream("k_primary").sourceDefinedPrimaryKey()).containsExactly(List.of("a"), List.of("b"));
        assertThat(reading.stream("k_unique").sourceDefinedPrimaryKey()).containsExactly(List.of("y"), List.of("x"));
        assertThat(reading.stream("k_partial").sourceDefinedPrimaryKey()).isNull();
        assertThat(reading.stream("k_expression").sourceDefinedPrimaryKey()).isNull();
        assertThat(reading.stream("k_none").sourceDefinedPrimaryKey()).isNull();
    }

    @Test
    void ridsAreFoundTheBestFirst() throws Exception {
        database.execute("""
                CREATE TABLE r_parent (id int PRIMARY KEY);
                CREATE TABLE r_all (
                    note text, due_at timestamptz, Updated_On timestamp, parent int UNIQUE REFERENCES r_parent,
                    creation timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP, loose bigserial, number int UNIQUE,
                    version xid8, at timestamptz UNIQUE DEFAULT now(), id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
                """);
        assertThat(reading.stream("r_all").leat().rids())
                .containsExactly(
                        new RidCandidate("id", true, false),
                        new RidCandidate("number", true, true),
                        new RidCandidate("loose", false, false),
                        new RidCandidate("creation", false, false),
                        new RidCandidate("at", true, true),
                        new RidCandidate("updated_on", false, true),
                        new RidCandidate("version", false, true));
        assertThat(reading.stream("r_all").defaultCursorField()).containsExactly("id");
        assertThat(reading.stream("r_parent").leat().rids()).containsExactly(new RidCandidate("id", true, false));
    }

    @Test
    void namesOfEveryKindComeThrough() throws Exception {
        String table = "Täble.\"x\" 'y' \\ %s 😀";
        String column = "Col \"q\", 'z' \\n select";
        database.execute("CREATE SCHEMA \"S.1\"\"\"; CREATE TABLE \"S.1\"\"\"." + Sql.name(table) + " ("
                + Sql.name(column)
                + " serial PRIMARY KEY, \"select\" text, \"Select\" text, " + Sql.name("ü".repeat(31)) + " int);"
                + " INSERT INTO \"S.1\"\"\"." + Sql.name(table) + " (\"select\", \"Select\") VALUES ('a', 'B')");
        StreamChoice stream = reading.table(table);
        assertThat(stream.stream().namespace()).isEqualTo("S.1\"");
        for (StreamChoice choice : List.of(stream, stream.incremental(column, true))) {
            Outcome outcome = reading.read(choice);
            assertThat(outcome.exitCode()).as(outcome.errorText()).isZero();
            var row = outcome.rows(stream.stream()).getFirst();
            assertThat(row.path(column).asInt()).isEqualTo(1);
            assertThat(row.path("select").asString()).isEqualTo("a");
            assertThat(row.path("Select").asString()).isEqualTo("B");
        }
    }

    @Test
    void aNotNullThatWasNotLookedAtIsNone() throws Exception {
        database.execute("CREATE TABLE unchecked (x int); INSERT INTO unchecked VALUES (NULL)");
        int version = Integer.parseInt(setting("server_version_num"));
        if (version >= 180000) {
            database.execute("ALTER TABLE unchecked ADD CONSTRAINT n NOT NULL x NOT VALID");
        }
        StreamChoice stream = reading.table("unchecked");
        assertThat(stream.schema().columns().getFirst().nullable()).isTrue();
    }

    private static String setting(String name) throws SQLException {
        try (var connection = database.connect();
                var row = connection.createStatement().executeQuery("SHOW " + name)) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void whatMayNotBeReadIsLeftOutAndNamed() throws Exception {
        database.execute("CREATE TABLE open (id int, shown text, secret text); INSERT INTO open VALUES (1, 'a', 'b');"
                + " CREATE TABLE closed (id int); CREATE SCHEMA shut; CREATE TABLE shut.inner (id int)");
        Reading reader = new Reading(Roles.login(database, "limited"));
        String role = (String) reader.config().get("user");
        database.execute("GRANT SELECT (id, shown) ON open TO " + role + "; GRANT SELECT ON shut.inner TO " + role);
        assertThat(names(reader.discover())).containsExactly("public.open");
        String info = Reading.logs(reader.discovery(), Level.INFO);
        assertThat(info).contains("public.closed", "shut.inner", "GRANT", role).doesNotContain(Roles.PASSWORD);
        StreamChoice open = reader.table("open");
        assertThat(open.schema().columns().stream().map(c -> c.name())).containsExactly("id", "shown");
        assertThat(reader.read(open).rows(open.stream())).hasSize(1);
        Outcome column = reader.read(reading.table("open"));
        assertThat(column.exitCode()).isEqualTo(2);
        assertThat(column.errorText()).contains("\"secret\"", "GRANT SELECT");
        Outcome table = reader.read(reading.table("closed"));
        assertThat(table.exitCode()).isEqualTo(2);
        assertThat(table.errorText()).contains("public.closed", "GRANT SELECT");
    }
}
