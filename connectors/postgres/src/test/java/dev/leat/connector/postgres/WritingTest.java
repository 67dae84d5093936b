package dev.leat.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.StreamDescriptor;
import dev.leat.testkit.PostgresDatabase;
import dev.leat.testkit.PostgresServer;
import dev.leat.testkit.StreamChoice;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tables that are there already, types that only PostgreSQL has, and what is said when something cannot be. */
class WritingTest {
    private static final Column ID = Column.required("id", Type.INT32);

    private static PostgresDatabase database;
    private static Loading loading;

    @BeforeAll
    static void prepare() {
        database = PostgresServer.database(WritingTest.class);
        loading = Loading.into(database);
    }

    private static StreamChoice stream(String name, Column... columns) {
        return Loading.stream(name, columns).withoutTechnicalColumns();
    }

    @Test
    void columnsOfTypesThatAreTextOnTheWireTakeTheirText() throws Exception {
        database.execute("""
                CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE DOMAIN code AS text CHECK (VALUE ~ '^[A-Z]+$');
                CREATE TABLE special (id int, mood mood, code code, span tstzrange, gap interval, ip inet, bits bit(3),
                    doc json, xml xml, at point, moods mood[])
                """);
        StreamChoice choice = stream(
                "special",
                ID,
                Column.of("mood", new Type.Enumeration(List.of("sad", "ok"))),
                Column.of("code", Type.TEXT),
                Column.of("span", Type.TEXT),
                Column.of("gap", Type.TEXT),
                Column.of("ip", Type.TEXT),
                Column.of("bits", Type.TEXT),
                Column.of("doc", Type.JSON),
                Column.of("xml", Type.TEXT),
                Column.of("at", Type.TEXT),
                Column.of("moods", new Type.Array(Type.TEXT)));
        loading.deliver(choice, """
                {"id":1,"mood":"ok","code":"ABC","span":"[\\"2026-01-01 00:00:00+00\\",)","gap":"1 year 2 mons -00:00:01.5",\
                "ip":"10.0.0.0/8","bits":"101","doc":{"b": 1.50,"a":"\\u00fc\\n"},"xml":"<a b=\\"c\\"/>",\
                "at":"(1.5,-2)","moods":["sad",null,"ok"]}""");
        assertThat(loading.query(
                        "SELECT concat_ws(' | ', mood, code, lower(span) AT TIME ZONE 'UTC', gap, ip, bits, doc, xml, at,"
                                + " moods) FROM special"))
                .isEqualTo("ok | ABC | 2026-01-01 00:00:00 | 1 year 2 mons -00:00:01.5 | 10.0.0.0/8 | 101 |"
                        + " {\"b\":1.50,\"a\":\"ü\\n\"} | <a b=\"c\"/> | (1.5,-2) | {sad,NULL,ok}");
        assertThat(loading.refused(4, choice, "{\"id\":4711,\"mood\":\"angry\"}"))
                .contains("\"special\"", "row 1", "column \"mood\"", "angry");
        assertThat(loading.refused(4, choice, "{\"id\":4711,\"code\":\"abc\"}")).contains("\"special\"", "code");
    }

    @Test
    void infinityAndFarYearsArrive() throws Exception {
        StreamChoice choice = stream(
                "far",
                ID,
                Column.of("at", new Type.Timestamp(6, true)),
                Column.of("day", Type.DATE),
                Column.of("n", Type.FLOAT32));
        loading.deliver(
                choice,
                "{\"id\":1,\"at\":\"infinity\",\"day\":\"-infinity\",\"n\":\"-Infinity\"}",
                "{\"id\":2,\"at\":\"0044-03-15T12:00:00Z BC\",\"day\":\"5874897-12-31\",\"n\":\"NaN\"}");
        assertThat(loading.query("SELECT at AT TIME ZONE 'UTC' || ' ' || day || ' ' || n FROM far ORDER BY id"))
                .isEqualTo("infinity -infinity -Infinity\n0044-03-15 12:00:00 BC 5874897-12-31 NaN");
    }

    @Test
    void aRowThatTheServerRefusesIsNamed() throws Exception {
        database.execute(
                "CREATE TABLE narrow (id int PRIMARY KEY, line int, at date, small text CHECK (small <> 'x'))");
        StreamChoice choice = StreamChoice.of(StreamSchema.of(
                                StreamDescriptor.of("narrow"),
                                List.of(ID, Column.of("at", Type.DATE), Column.of("small", Type.TEXT)))
                        .withKey("id"))
                .withoutTechnicalColumns();
        assertThat(loading.refused(4, choice, "{\"id\":1}", "{\"id\":2,\"at\":\"2026-02-30\"}"))
                .contains("stream \"narrow\"", "id = 2", "column \"at\"", "2026-02-30");
        assertThat(loading.refused(4, choice, "{\"id\":7}", "{\"id\":8,\"small\":\"x\"}"))
                .contains("narrow", "id = 8", "check");
        assertThat(loading.refused(4, choice, "{\"id\":7}", "{\"id\":7}")).contains("narrow", "id = 7", "narrow_pkey");
        assertThat(loading.refused(4, choice, "{\"id\":1,\"small\":\"a\\u0000b\"}"))
                .contains("stream \"narrow\"", "id = 1", "column \"small\"", "NUL");
        assertThat(loading.query("SELECT count(*) FROM narrow")).isEqualTo("0");
    }

    /** The server answers a few buffers later: the row that it speaks of is found again among those sent. */
    @Test
    void aRowAmongManyIsNamed() throws Exception {
        database.execute("CREATE TABLE many (id int PRIMARY KEY CHECK (id <> 15000), label text)");
        StreamChoice choice = StreamChoice.of(StreamSchema.of(
                                StreamDescriptor.of("many"), List.of(ID, Column.of("label", Type.TEXT)))
                        .withKey("id"))
                .withoutTechnicalColumns();
        String[] rows = new String[20_000];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = "{\"id\":" + i + ",\"label\":\"tab\\tand text\"}";
        }
        assertThat(loading.refused(4, choice, rows)).contains("id = 15000");
    }

    /** Large rows are sent through several COPYs, each of which counts its rows from one. */
    @Test
    void aRowAmongLargeOnesIsNamed() throws Exception {
        StreamChoice choice = StreamChoice.of(StreamSchema.of(
                                StreamDescriptor.of("letters"), List.of(ID, Column.of("label", Type.TEXT)))
                        .withKey("id"))
                .withoutTechnicalColumns();
        String[] rows = new String[200];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = "{\"id\":" + i + ",\"label\":\"" + "0123456789".repeat(20_000) + "\"}";
        }
        for (int bad : new int[] {0, 77, 199}) {
            database.execute("CREATE TABLE letters (id int PRIMARY KEY CHECK (id <> " + bad + "), label text)");
            assertThat(loading.refused(4, choice, rows))
                    .contains("row " + (bad + 1) + " of this load", "Failing row contains (" + bad + ", 0123456789");
            assertThat(loading.query("SELECT count(*) FROM letters")).isEqualTo("0");
            database.execute("DROP TABLE letters");
        }
    }

    @Test
    void aTableThatDoesNotFitIsRefusedWithTheCure() throws Exception {
        database.execute("CREATE TABLE unfit (id int, amount numeric(10,2), lable text, must int NOT NULL,"
                + " sum int GENERATED ALWAYS AS (id * 2) STORED)");
        String said = loading.refused(
                2,
                stream(
                        "unfit",
                        Column.required("id", Type.INT64),
                        Column.of("amount", new Type.Decimal(12, 4)),
                        Column.of("label", new Type.Text(20, false)),
                        Column.of("sum", Type.INT32)),
                "{}");
        assertThat(said)
                .contains(
                        "table \"public.unfit\" cannot take the stream \"unfit\"",
                        "ALTER TABLE \"public\".\"unfit\" ALTER COLUMN \"id\" TYPE bigint",
                        "ALTER COLUMN \"amount\" TYPE numeric(12,4)",
                        "no column \"label\" (it has \"lable\")",
                        "ADD COLUMN \"label\" character varying(20)",
                        "\"must\" must have a value",
                        "\"sum\" is computed");
    }

    @Test
    void aRidColumnMustKeepEveryDigit() throws Exception {
        database.execute("CREATE TABLE coarse (at timestamp(3), _leat_synced_at timestamptz, _leat_sync_id bigint)");
        StreamChoice choice = Loading.stream("coarse", Column.required("at", new Type.Timestamp(6, false)))
                .incremental("at", false);
        assertThat(loading.refused(2, choice, "{\"at\":\"2026-11-20T10:00:00.000001\"}"))
                .contains("\"coarse\"", "\"at\"", "RID", "ALTER COLUMN \"at\" TYPE timestamp without time zone");
        String rid = Loading.CONNECTOR
                .invoke("rid")
                .config(database.settings())
                .catalog(StreamChoice.catalog(choice))
                .run()
                .errorText();
        assertThat(rid).as("the command rid says so too").contains("\"coarse\"", "RID");
        assertThat(loading.refused(
                        2,
                        Loading.stream("finer", Column.required("at", new Type.Timestamp(9, false)))
                                .incremental("at", false),
                        "{\"at\":\"2026-11-20T10:00:00.000000001\"}"))
                .contains("\"finer\"", "RID");
    }

    @Test
    void aViewIsNoTable() throws Exception {
        database.execute("CREATE VIEW seen AS SELECT 1 AS id");
        assertThat(loading.refused(2, stream("seen", ID), "{\"id\":1}")).contains("public.seen", "is a view");
    }

    @Test
    void aServerThatTakesNoWritesSaysSo() throws Exception {
        PostgresDatabase standby = PostgresServer.database(WritingTest.class);
        standby.execute("CREATE TABLE there (id int); ALTER DATABASE " + standby.name()
                + " SET default_transaction_read_only = on");
        for (String table : List.of("absent", "there")) {
            assertThat(Loading.into(standby).refused(2, stream(table, ID), "{\"id\":1}"))
                    .contains("public." + table, "takes no writes", "default_transaction_read_only");
        }
    }

    @Test
    void identityColumnsTakeTheStreamsValues() throws Exception {
        database.execute("CREATE TABLE numbered (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, label text);"
                + " CREATE VIEW numbered_view AS SELECT * FROM numbered; INSERT INTO numbered (label) VALUES ('old')");
        StreamChoice choice = stream("numbered", ID, Column.of("label", Type.TEXT));
        loading.deliver(choice, "{\"id\":7,\"label\":\"added\"}");
        loading.deliver(choice.replace(), "{\"id\":9,\"label\":\"new\"}");
        assertThat(loading.query("SELECT id || label FROM numbered")).isEqualTo("9new");
    }
}
