package dev.leat.connector.anyjdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.StreamDescriptor;
import dev.leat.testkit.ConnectorUnderTest;
import dev.leat.testkit.H2Server;
import dev.leat.testkit.Outcome;
import dev.leat.testkit.Runs;
import dev.leat.testkit.StreamChoice;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that others have made, and what the database refuses. */
class ForeignTablesTest {
    private String url;

    @BeforeEach
    void database() throws Exception {
        url = H2Server.database();
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = H2Server.connect(url);
                Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = H2Server.connect(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    private Runs runs() throws Exception {
        return new Runs(
                ConnectorUnderTest.of(JdbcConnector.CONNECTOR, JdbcConnector.class),
                Map.of("url", url, "driver_jars", List.of(H2Server.driver().toString()), "user", "sa"));
    }

    private static StreamChoice choice(Column... columns) {
        return StreamChoice.of(StreamSchema.of(new StreamDescriptor("T", "PUBLIC"), List.of(columns))
                        .withKey("ID"))
                .withoutTechnicalColumns();
    }

    @Test
    void aRowThatAConstraintRefusesIsNamed() throws Exception {
        execute("CREATE TABLE t (id BIGINT PRIMARY KEY, label VARCHAR(5) NOT NULL CHECK (label <> 'x'))");
        StreamChoice choice = choice(Column.required("ID", Type.INT64), Column.of("LABEL", new Type.Text(5, false)));
        for (String bad : List.of(
                "{\"ID\":3,\"LABEL\":\"x\"}",
                "{\"ID\":3,\"LABEL\":null}",
                "{\"ID\":2,\"LABEL\":\"b\"}",
                "{\"ID\":3,\"LABEL\":\"too long\"}")) {
            Outcome outcome = runs().write(choice, "{\"ID\":2,\"LABEL\":\"a\"}", bad);
            assertThat(outcome.exitCode()).as(outcome.errorText()).isEqualTo(4);
            assertThat(outcome.errorText()).contains("line 2, ID = " + bad.charAt(6), "stream \"PUBLIC.T\"");
        }
        assertThat(query("SELECT count(*) FROM t")).isEqualTo("0");
    }

    @Test
    void aReplacementKeepsWhatHangsOnTheTable() throws Exception {
        execute(
                "CREATE TABLE t (id BIGINT, label VARCHAR(10) DEFAULT 'none', more INT DEFAULT 7)",
                "CREATE INDEX by_label ON t (label)",
                "CREATE VIEW v AS SELECT count(*) AS n FROM t",
                "INSERT INTO t VALUES (1, 'old', 1)");
        StreamChoice choice = choice(Column.of("ID", Type.INT64), Column.of("LABEL", new Type.Text(10, false)));
        Outcome outcome = runs().write(choice.replace(), "{\"ID\":2,\"LABEL\":\"new\"}", "{\"ID\":3,\"LABEL\":null}");
        assertThat(outcome.exitCode()).as(outcome.errorText()).isZero();
        assertThat(query("SELECT listagg(id || '-' || more, ',') WITHIN GROUP (ORDER BY id) FROM t"))
                .isEqualTo("2-7,3-7");
        assertThat(query("SELECT n FROM v")).isEqualTo("2");
        assertThat(query("SELECT count(*) FROM information_schema.indexes WHERE index_name = 'BY_LABEL'"))
                .isEqualTo("1");
    }

    @Test
    void ridsOfTextAreRefusedUnlessTheyAreVouchedFor() throws Exception {
        execute("CREATE TABLE t (id VARCHAR(10) NOT NULL)", "INSERT INTO t VALUES ('a')");
        StreamChoice choice =
                choice(Column.required("ID", new Type.Text(10, false))).incremental("ID", false);
        Outcome outcome = runs().read(choice);
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.errorText()).contains("a RID is of text", "\"text_rids\"");
    }

    @Test
    void valuesOfOtherKindsComeAsText() throws Exception {
        execute(
                "CREATE TABLE t (id INT PRIMARY KEY, a INTERVAL DAY, b JSON, c INT ARRAY, d DECFLOAT, e TIME(3) WITH TIME"
                        + " ZONE, f NUMERIC, g TINYINT, h ENUM('x', 'y'), i TIMESTAMP(9))",
                "INSERT INTO t VALUES (1, INTERVAL '3' DAY, JSON '{\"a\":1}', ARRAY[1, NULL], 1.1, TIME WITH TIME ZONE"
                        + " '10:00:00.5+05:30', 12345678901234567890123, -5, 'y', TIMESTAMP '2026-11-20 13:45:00.123456789')");
        StreamChoice choice = choice(
                Column.required("ID", Type.INT32),
                Column.of("A", Type.TEXT),
                Column.of("B", Type.TEXT),
                Column.of("C", Type.TEXT),
                Column.of("D", Type.Decimal.ANY),
                Column.of("E", new Type.Time(3, true)),
                Column.of("F", Type.Decimal.INTEGER),
                Column.of("G", Type.INT16),
                Column.of("H", Type.TEXT),
                Column.of("I", new Type.Timestamp(9, false)));
        Outcome outcome = runs().read(choice);
        assertThat(outcome.exitCode()).as(outcome.errorText()).isZero();
        assertThat(outcome.rows(choice.stream()).getFirst().toString())
                .isEqualTo("{\"ID\":1,\"A\":\"INTERVAL '3' DAY\",\"B\":\"{\\\"a\\\":1}\",\"C\":\"[1, null]\",\"D\":1.1,"
                        + "\"E\":\"10:00:00.5+05:30\",\"F\":12345678901234567890123,\"G\":-5,\"H\":\"y\","
                        + "\"I\":\"2026-11-20T13:45:00.123456789\"}");
    }

    @Test
    void whoMustActIsTold() throws Exception {
        execute("CREATE USER reader PASSWORD 'secret word'", "CREATE TABLE t (id INT PRIMARY KEY)");
        StreamChoice choice = choice(Column.required("ID", Type.INT32));
        Runs reader = runs().with("user", "reader").with("password", "secret word");
        Outcome read = reader.read(choice);
        assertThat(read.exitCode()).as(read.errorText()).isEqualTo(2);
        assertThat(read.errorText())
                .contains(
                        "cannot read the stream \"PUBLIC.T\" at jdbc:h2:",
                        "Not enough rights for object \"PUBLIC.T\"",
                        "Mend the settings, or what the user may do")
                .doesNotContain("secret word");
        Outcome written = reader.write(choice, "{\"ID\":1}");
        assertThat(written.exitCode()).as(written.errorText()).isEqualTo(2);
        assertThat(written.errorText())
                .contains("cannot ", " at jdbc:h2:", "rights", "Mend the settings, or what the user may do")
                .doesNotContain("secret word");
        assertThat(query("SELECT count(*) FROM t")).isEqualTo("0");
    }

    /** An embedded database lets one program in, and one program is whoever has loaded one driver. */
    @Test
    void anEmbeddedDatabaseIsWrittenAndRead(@TempDir Path folder) throws Exception {
        Runs embedded = runs().with("url", "jdbc:h2:file:" + folder.resolve("shop"));
        StreamChoice choice = choice(Column.required("ID", Type.INT64));
        for (int run = 0; run < 2; run++) {
            Outcome written = embedded.write(choice.replace(), "{\"ID\":1}", "{\"ID\":2}");
            assertThat(written.exitCode()).as(written.errorText()).isZero();
        }
        Outcome read = embedded.read(choice);
        assertThat(read.exitCode()).as(read.errorText()).isZero();
        assertThat(read.rows(choice.stream())).hasSize(2);
    }

    @Test
    void propertiesThatTheDriverDoesNotTakeAreRefused() throws Exception {
        execute("CREATE TABLE t (id INT PRIMARY KEY)");
        StreamChoice choice = choice(Column.required("ID", Type.INT32));
        Runs wrong = runs().with("properties", Map.of("LOCK_TIMEOUT", "SOON"));
        for (Outcome outcome : List.of(wrong.read(choice), wrong.write(choice, "{\"ID\":1}"))) {
            assertThat(outcome.exitCode()).as(outcome.errorText()).isEqualTo(2);
            assertThat(outcome.errorText()).contains("cannot connect at jdbc:h2:", "SOON", "Mend the settings");
        }
        assertThat(query("SELECT count(*) FROM t")).isEqualTo("0");
    }

    /** Larger than the heap: the driver is asked for its length, and not for the value. */
    @Test
    void aValueBeyondTheHeapIsADataError() throws Exception {
        execute(
                "CREATE TABLE t (id INT PRIMARY KEY, c CLOB, b BLOB)",
                "INSERT INTO t VALUES (1, 'small', X'00FF'), (2, NULL, NULL)",
                "INSERT INTO t VALUES (3, REPEAT('x', 100000000), NULL)");
        StreamChoice choice =
                choice(Column.required("ID", Type.INT32), Column.of("C", Type.TEXT), Column.of("B", Type.BYTES));
        for (String column : List.of("C", "B")) {
            refusesTheThirdRow(choice, column, 100_000_000);
            execute("UPDATE t SET c = NULL, b = STRINGTOUTF8(c) WHERE id = 3");
        }
    }

    /** The file takes no room, nor do its zeros in a database that compresses them. */
    @Test
    void aValueOfMoreThanFourGigabytesIsToo(@TempDir Path folder) throws Exception {
        long length = (1L << 32) + 1;
        Path file = folder.resolve("zeros");
        try (RandomAccessFile zeros = new RandomAccessFile(file.toFile(), "rw")) {
            zeros.setLength(length);
        }
        url = H2Server.database() + ";COMPRESS=TRUE";
        execute(
                "CREATE TABLE t (id INT PRIMARY KEY, c CLOB, b BLOB)",
                "INSERT INTO t VALUES (1, 'small', X'00FF'), (2, NULL, NULL)",
                "INSERT INTO t VALUES (3, NULL, FILE_READ('" + file + "'))");
        StreamChoice choice =
                choice(Column.required("ID", Type.INT32), Column.of("C", Type.TEXT), Column.of("B", Type.BYTES));
        refusesTheThirdRow(choice, "B", length);
    }

    private void refusesTheThirdRow(StreamChoice choice, String column, long length) throws Exception {
        Outcome outcome = ConnectorUnderTest.command(
                        ConnectorUnderTest.java(JdbcConnector.class, "-Xmx64m").toArray(String[]::new))
                .with("LEAT_LINE_BYTES_MAX", "8388608")
                .invoke("read")
                .config(runs().config())
                .catalog(StreamChoice.catalog(choice.incremental("ID", true)))
                .run();
        assertThat(outcome.exitCode()).as(outcome.errorText()).isEqualTo(4);
        assertThat(outcome.errorText())
                .contains(
                        "stream \"PUBLIC.T\", ID = 3, column \"" + column + "\": its value has a length of " + length
                                + ", and the whole row may have ",
                        " as a line; leave the column out, or raise LEAT_LINE_BYTES_MAX");
        assertThat(outcome.rows(choice.stream()).toString())
                .isEqualTo("[{\"ID\":1,\"C\":\"small\",\"B\":\"AP8=\"}, {\"ID\":2,\"C\":null,\"B\":null}]");
    }
}
