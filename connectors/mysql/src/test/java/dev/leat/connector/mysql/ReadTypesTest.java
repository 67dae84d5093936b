package dev.leat.connector.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.MysqlServer;
import dev.leat.testkit.Outcome;
import dev.leat.testkit.StreamChoice;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

/** What columns of every declared type become, with the values at their edges. */
class ReadTypesTest {
    private static final String TABLE = """
            SET SESSION sql_mode = 'ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO';
            CREATE TABLE t (
                id INT PRIMARY KEY, ub BIGINT UNSIGNED, sb BIGINT, um MEDIUMINT UNSIGNED, z INT(6) ZEROFILL, y YEAR,
                b1 BIT, b9 BIT(9), b64 BIT(64), yes BOOLEAN, d DECIMAL(65,30), f FLOAT, g DOUBLE,
                c CHAR(5), v VARCHAR(20) CHARACTER SET latin1, m MEDIUMTEXT, bin BINARY(3), vb VARBINARY(9), bl LONGBLOB,
                e ENUM('a', 'it''s', 'Größe'), s SET('x', 'y'), j JSON, geo POINT,
                day DATE, dt DATETIME(6), ts TIMESTAMP(3) NULL, ti TIME(6),
                inst DATETIME(6) COMMENT 'instant in UTC', gen INT AS (id + 1));
            INSERT INTO t (id, ub, sb, um, z, y, b1, b9, b64, yes, d, f, g, c, v, m, bin, vb, bl, e, s, j, geo, day, dt, ts,
                ti, inst) VALUES
                (0, 18446744073709551615, -9223372036854775808, 16777215, 42, 1901, b'1', b'100000001',
                 0xffffffffffffffff, true, -12345678901234567890123456789012345.000000000000000000000000000001,
                 3.4028235e38, 1.7976931348623157e308, 'ab', 'é', '', 'ab', 0x00ff5c, '', 'it''s', 'x,y',
                 '{"b": [1, "ğ\\\\n"], "a": null}', ST_GeomFromText('POINT(1 2.5)'), '0001-01-01',
                 '9999-12-31 23:59:59.999999', '2026-03-29 01:30:00.5', '23:59:59.999999', '2026-11-20 10:00:00.25'),
                (1, 0, 9223372036854775807, 0, 0, 2155, b'0', b'0', b'0', false, 0.5, 1e-45, 4.9e-324, '', 'a"\\\\b',
                 'tab\\tline\\nnul\\0', 'abc', '', 'x', 'Größe', '', '1.50', NULL, '1999-12-31', '1000-01-01', NULL,
                 '00:00:00', NULL);
            """;

    private static String value(Outcome outcome, StreamChoice stream, int row, String column) {
        ObjectNode values = outcome.rows(stream.stream()).get(row);
        return values.path(column).toString();
    }

    @ParameterizedTest
    @EnumSource
    void everyTypeIsReadAsItIs(MysqlServer flavour) throws Exception {
        Trial trial = Trial.on(flavour, ReadTypesTest.class);
        trial.execute(TABLE);
        StreamChoice stream = trial.table("t");
        Outcome outcome = trial.read(stream);
        assertThat(outcome.exitCode()).as(outcome.errorText()).isZero();
        String json = trial.isMariadb() ? "{\"b\":[1,\"ğ\\n\"],\"a\":null}" : "{\"a\":null,\"b\":[1,\"ğ\\n\"]}";
        String[][] expected = {
            {"ub", "18446744073709551615", "0"},
            {"sb", "-9223372036854775808", "9223372036854775807"},
            {"um", "16777215", "0"},
            {"z", "42", "0"},
            {"y", "1901", "2155"},
            {"b1", "true", "false"},
            {"b9", "257", "0"},
            {"b64", "18446744073709551615", "0"},
            {"yes", "true", "false"},
            {
                "d",
                "-12345678901234567890123456789012345.000000000000000000000000000001",
                "0.500000000000000000000000000000"
            },
            {"f", "3.4028235E+38", "1.4E-45"},
            {"g", "1.7976931348623157E+308", "5E-324"},
            {"c", "\"ab\"", "\"\""},
            {"v", "\"é\"", "\"a\\\"\\\\b\""},
            {"m", "\"\"", "\"tab\\tline\\nnul\\u0000\""},
            {"bin", "\"YWIA\"", "\"YWJj\""},
            {"vb", "\"AP9c\"", "\"\""},
            {"bl", "\"\"", "\"eA==\""},
            {"e", "\"it's\"", "\"Größe\""},
            {"s", "\"x,y\"", "\"\""},
            {"j", json, trial.isMariadb() ? "1.50" : "1.5"},
            {"geo", "\"SRID=0;POINT(1 2.5)\"", "null"},
            {"day", "\"0001-01-01\"", "\"1999-12-31\""},
            {"dt", "\"9999-12-31T23:59:59.999999\"", "\"1000-01-01T00:00:00.000000\""},
            {"ts", "\"2026-03-29T01:30:00.500Z\"", "null"},
            {"ti", "\"23:59:59.999999\"", "\"00:00:00.000000\""},
            {"inst", "\"2026-11-20T10:00:00.250000Z\"", "null"},
            {"gen", "1", "2"},
        };
        for (String[] one : expected) {
            assertThat(value(outcome, stream, 0, one[0])).as(one[0]).isEqualTo(one[1]);
            assertThat(value(outcome, stream, 1, one[0])).as(one[0]).isEqualTo(one[2]);
        }
    }

    @ParameterizedTest
    @EnumSource
    void daysThatAreNoneAreRefusedOrNull(MysqlServer flavour) throws Exception {
        Trial trial = Trial.on(flavour, ReadTypesTest.class);
        trial.execute("SET SESSION sql_mode = 'ALLOW_INVALID_DATES'; CREATE TABLE z (id INT PRIMARY KEY,"
                + " at DATETIME NOT NULL, day DATE NOT NULL); INSERT INTO z VALUES (1, '2026-02-28 10:00:00',"
                + " '2024-02-29'), (2, '0000-00-00 00:00:00', '2026-00-10'), (3, '2026-02-29 10:00:00', '2026-04-31'),"
                + " (4, '2026-02-28 10:00:00', '1900-02-29')");
        StreamChoice stream = trial.table("z");
        Outcome refused = trial.read(stream);
        assertThat(refused.exitCode()).as(Trial.story(refused)).isEqualTo(4);
        assertThat(refused.errorText()).contains("\"at\"", "id = 2", "0000-00-00", "zero_dates");
        Trial lenient = trial.with("zero_dates", "null");
        StreamChoice nullable = lenient.table("z");
        Outcome outcome = lenient.read(nullable);
        assertThat(Trial.column(outcome, nullable, "at"))
                .containsExactly("\"2026-02-28T10:00:00\"", "null", "null", "\"2026-02-28T10:00:00\"");
        assertThat(Trial.column(outcome, nullable, "day")).containsExactly("\"2024-02-29\"", "null", "null", "null");
    }

    @ParameterizedTest
    @EnumSource
    void spansOfTimeAreRefusedOrText(MysqlServer flavour) throws Exception {
        for (String span : new String[] {"-00:00:01", "24:00:00", "838:59:59"}) {
            Trial trial = Trial.on(flavour, ReadTypesTest.class);
            trial.execute("CREATE TABLE s (id INT PRIMARY KEY, t TIME); INSERT INTO s VALUES (7, '" + span + "')");
            Outcome refused = trial.read(trial.table("s"));
            assertThat(refused.exitCode()).as(Trial.story(refused)).isEqualTo(4);
            assertThat(refused.errorText()).contains("\"t\"", "id = 7", span, "\"times\": \"text\"");
            Trial lenient = trial.with("times", "text");
            StreamChoice stream = lenient.table("s");
            assertThat(Trial.column(lenient.read(stream), stream, "t")).containsExactly("\"" + span + "\"");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSmallNumberThatIsNoBooleanIsRefusedOrANumber(MysqlServer flavour) throws Exception {
        Trial trial = Trial.on(flavour, ReadTypesTest.class);
        trial.execute("CREATE TABLE b (id INT PRIMARY KEY, n TINYINT(1)); INSERT INTO b VALUES (3, 2)");
        Outcome refused = trial.read(trial.table("b"));
        assertThat(refused.exitCode()).as(Trial.story(refused)).isEqualTo(4);
        assertThat(refused.errorText()).contains("\"n\"", "id = 3", "tinyint1");
        Trial lenient = trial.with("tinyint1", "number");
        StreamChoice stream = lenient.table("b");
        assertThat(Trial.column(lenient.read(stream), stream, "n")).containsExactly("2");
    }

    /** A stream that ends at a bad row leaves the snapshot, and the others their rows. */
    @ParameterizedTest
    @EnumSource
    void theOthersAreReadAfterOneThatFailed(MysqlServer flavour) throws Exception {
        Trial trial = Trial.on(flavour, ReadTypesTest.class);
        trial.execute("CREATE TABLE bad (id INT PRIMARY KEY, n TINYINT(1), pad VARCHAR(500));"
                + "CREATE TABLE good (id INT PRIMARY KEY)");
        Databases.rows(trial.database(), 1, 50_000, "INSERT INTO bad SELECT n, 3, repeat('x', 500) FROM n");
        trial.execute("INSERT INTO good VALUES (1)");
        StreamChoice good = trial.table("good");
        Outcome outcome = trial.read(trial.table("bad"), good);
        assertThat(outcome.exitCode()).as(outcome.errorText()).isEqualTo(4);
        assertThat(outcome.rows(good.stream())).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void tablesWithoutSnapshotsAreToldOf(MysqlServer flavour) throws Exception {
        Trial trial = Trial.on(flavour, ReadTypesTest.class);
        trial.execute("CREATE TABLE old (id INT PRIMARY KEY) ENGINE = MyISAM; INSERT INTO old VALUES (1)");
        StreamChoice stream = trial.table("old");
        Outcome outcome = trial.read(stream);
        assertThat(Trial.column(outcome, stream, "id")).containsExactly("1");
        assertThat(Trial.story(outcome)).contains("MyISAM", "no snapshots");
    }

    /** Texts are ordered by their bytes, whatever the collation, and spaces at their end count. */
    @ParameterizedTest
    @EnumSource
    void textsAreOrderedByTheirBytes(MysqlServer flavour) throws Exception {
        for (String collation : new String[] {
            "utf8mb4 COLLATE utf8mb4_general_ci",
            "utf8mb4 COLLATE utf8mb4_bin",
            "latin1",
            "utf8mb4 COLLATE " + (flavour == MysqlServer.MYSQL ? "utf8mb4_0900_bin" : "utf8mb4_nopad_bin")
        }) {
            Trial trial = Trial.on(flavour, ReadTypesTest.class);
            trial.execute("CREATE TABLE t (id INT PRIMARY KEY, k VARCHAR(10) CHARACTER SET " + collation
                    + " NOT NULL); INSERT INTO t VALUES (1, 'b'), (2, 'B'), (3, 'a'), (4, 'a '), (5, 'é'),"
                    + " (6, '10'), (7, '9'), (8, 'a\\t')");
            StreamChoice stream = trial.table("t").incremental("k", false);
            Outcome whole = trial.read(stream);
            assertThat(Trial.column(whole, stream, "k"))
                    .as(collation)
                    .containsExactly("\"10\"", "\"9\"", "\"B\"", "\"a\"", "\"a\\t\"", "\"a \"", "\"b\"", "\"é\"");
        }
    }

    /** The last row is not cut off by what the server shows of its RID. */
    @ParameterizedTest
    @EnumSource
    void everyRidIsReadToTheLastRow(MysqlServer flavour) throws Exception {
        Trial trial = Trial.on(flavour, ReadTypesTest.class);
        trial.execute("CREATE TABLE t (id INT PRIMARY KEY, u BIGINT UNSIGNED, d DECIMAL(30,10), f FLOAT, g DOUBLE,"
                + " day DATE, ti TIME(6), dt DATETIME(6), ts TIMESTAMP(6) NULL); INSERT INTO t VALUES"
                + " (2, 18446744073709551615, 12345678901234567890.0000000001, 3.3333333e38, 1.7976931348623157e308,"
                + " '9999-12-31', '23:59:59.999999', '9999-12-31 23:59:59.999999', '2038-01-19 03:14:07.999999'),"
                + " (1, 9007199254740993, 0.1, 1e-45, 4.9e-324, '0001-01-01', '00:00:00', '1000-01-01',"
                + " '1970-01-01 00:00:01')");
        Trial careless = trial.with("late_commits", "ignore");
        for (String rid : new String[] {"id", "u", "d", "f", "g", "day", "ti", "dt", "ts"}) {
            StreamChoice stream = careless.table("t").incremental(rid, false);
            assertThat(Trial.column(careless.read(stream), stream, "id"))
                    .as(rid)
                    .containsExactly("1", "2");
        }
    }

    /** A name may hold what elsewhere is a place for a parameter. */
    @ParameterizedTest
    @EnumSource
    void namesMayHoldMarks(MysqlServer flavour) throws Exception {
        Trial trial = Trial.on(flavour, ReadTypesTest.class);
        trial.execute("CREATE TABLE `is it?` (`wh?t` INT PRIMARY KEY, `b``?'?\"` INT);"
                + " INSERT INTO `is it?` VALUES (1, 2), (3, 4)");
        StreamChoice stream = trial.table("is it?").incremental("wh?t", false);
        assertThat(Trial.column(trial.read(stream), stream, "b`?'?\"")).containsExactly("2", "4");
    }
}
