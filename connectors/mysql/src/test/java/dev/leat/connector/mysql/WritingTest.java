package dev.leat.connector.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.MysqlServer;
import dev.leat.testkit.StreamChoice;
import dev.leat.type.Column;
import dev.leat.type.Type;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows into tables that somebody else has made: what the server would mend in silence is refused by name. */
class WritingTest {
    private static final Column ID = Column.required("id", Type.INT64);

    private static Trial table(MysqlServer flavour, String column) throws Exception {
        Trial trial = Trial.on(flavour, WritingTest.class);
        trial.execute("CREATE TABLE t (id BIGINT PRIMARY KEY, v " + column + ")");
        return trial;
    }

    private static StreamChoice stream(Type type) {
        StreamChoice choice = Trial.stream("t", ID, Column.of("v", type));
        return StreamChoice.of(choice.schema().withKey("id")).withoutTechnicalColumns();
    }

    private static String row(int id, String value) {
        return "{\"id\":" + id + ",\"v\":" + value + "}";
    }

    /** @param kept what is selected of the value that is taken */
    private static void takes(MysqlServer flavour, String column, Type type, String value, String kept)
            throws Exception {
        for (boolean local : new boolean[] {true, false}) {
            Trial trial = loadedBy(table(flavour, column), local);
            trial.deliver(stream(type), row(1, value));
            assertThat(trial.query("SELECT concat(v" + (column.startsWith("BIT") ? " + 0" : "") + ") FROM t"))
                    .as("%s in %s, local %s", value, column, local)
                    .isEqualTo(kept);
        }
    }

    private static void refuses(MysqlServer flavour, String column, Type type, String value) throws Exception {
        for (boolean local : new boolean[] {true, false}) {
            Trial trial = loadedBy(table(flavour, column), local);
            String said = trial.refused(4, stream(type), row(1, "null"), row(4711, value), row(2, "null"));
            assertThat(said).as("%s in %s, local %s", value, column, local).contains("\"t\"", "4711", "\"v\"");
            assertThat(trial.query("SELECT count(*) FROM t")).isEqualTo("0");
        }
    }

    private static Trial loadedBy(Trial trial, boolean local) {
        return local ? trial : trial.with("options", java.util.Map.of("allowLoadLocalInfile", "false"));
    }

    @ParameterizedTest
    @EnumSource
    void valuesOfNarrowerColumns(MysqlServer flavour) throws Exception {
        takes(flavour, "BIT(1)", Type.BOOL, "true", "1");
        takes(flavour, "BIT(9)", new Type.Int(16, true), "257", "257");
        takes(flavour, "YEAR", new Type.Int(16, false), "2026", "2026");
        refuses(flavour, "YEAR", new Type.Int(16, false), "26");
        takes(flavour, "SET('x', 'y')", Type.TEXT, "\"y,x\"", "x,y");
        refuses(flavour, "SET('x', 'y')", Type.TEXT, "\"3\"");
        takes(flavour, "ENUM('2', 'b')", new Type.Enumeration(java.util.List.of("2")), "\"2\"", "2");
        refuses(flavour, "ENUM('a', 'b')", new Type.Enumeration(java.util.List.of("2")), "\"2\"");
        takes(flavour, "TEXT", Type.TEXT, "\"tab\\t nul\\u0000 \\\\N \\\"\\n\"", "tab\t nul\0 \\N \"\n");
        refuses(flavour, "TEXT", Type.TEXT, "\"" + "ğ".repeat(32_768) + "\"");
        takes(flavour, "VARCHAR(3)", new Type.Text(3, false), "\"😀ab\"", "😀ab");
        refuses(flavour, "VARCHAR(3)", new Type.Text(3, false), "\"abc \"");
        refuses(flavour, "DECIMAL(5,2)", new Type.Decimal(5, 2), "1.005");
        takes(flavour, "DECIMAL(5,2)", new Type.Decimal(5, 2), "1.500", "1.50");
        takes(
                flavour,
                "TIMESTAMP NULL",
                new Type.Timestamp(0, true),
                "\"2038-01-19T03:14:07Z\"",
                "2038-01-19 03:14:07");
        refuses(flavour, "TIMESTAMP NULL", new Type.Timestamp(0, true), "\"2038-01-19T03:14:08Z\"");
        refuses(flavour, "DATETIME(3)", new Type.Timestamp(3, false), "\"2026-11-20T13:45:00.1234\"");
        takes(
                flavour,
                "DATETIME(3)",
                new Type.Timestamp(3, false),
                "\"2026-11-20T13:45:00.1230\"",
                "2026-11-20 13:45:00.123");
        takes(flavour, "VARBINARY(3)", Type.BYTES, "\"AFwK\"", "\0\\\n");
        refuses(flavour, "VARBINARY(3)", Type.BYTES, "\"AAAAAA==\"");
        refuses(flavour, "BINARY(3)", Type.BYTES, "\"AAA=\"");
    }

    @ParameterizedTest
    @EnumSource
    void textsOfOtherCharsetsStayTheSameCharacters(MysqlServer flavour) throws Exception {
        for (String column : new String[] {"VARCHAR(9) CHARACTER SET latin1", "TEXT CHARACTER SET ucs2"}) {
            takes(flavour, column, new Type.Text(9, false), "\"é\\\\ \\t\"", "é\\ \t");
        }
        takes(flavour, "ENUM('é') CHARACTER SET latin1", Type.TEXT, "\"é\"", "é");
        for (String column : new String[] {
            "VARCHAR(9) CHARACTER SET latin1", "TEXT CHARACTER SET utf8mb3", "CHAR(9) CHARACTER SET ascii"
        }) {
            for (boolean local : new boolean[] {true, false}) {
                Trial trial = loadedBy(table(flavour, column), local);
                String said = trial.refused(4, stream(new Type.Text(9, true)), row(1, "\"a\""), row(4711, "\"😀\""));
                assertThat(said).as("%s, local %s", column, local).contains("\"t\"", "4711", "v");
                assertThat(trial.query("SELECT count(*) FROM t")).isEqualTo("0");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTableWithoutTransactionsIsRefused(MysqlServer flavour) throws Exception {
        Trial trial = Trial.on(flavour, WritingTest.class);
        trial.execute("CREATE TABLE t (id BIGINT PRIMARY KEY, v INT) ENGINE = MyISAM");
        assertThat(trial.refused(2, stream(Type.INT32), row(1, "1"))).contains("\"t\"", "MyISAM", "ENGINE = InnoDB");
        assertThat(trial.query("SELECT count(*) FROM t")).isEqualTo("0");
    }

    @ParameterizedTest
    @EnumSource
    void jsonThatTheColumnWouldChangeIsRefused(MysqlServer flavour) throws Exception {
        String nested = "[".repeat(flavour == MysqlServer.MYSQL ? 101 : 32);
        refuses(flavour, "JSON", Type.JSON, nested + "]".repeat(nested.length()));
        takes(
                flavour,
                "JSON",
                Type.JSON,
                "{\"a\":[0.1,1e3]}",
                flavour == MysqlServer.MYSQL ? "{\"a\": [0.1, 1000]}" : "{\"a\":[0.1,1000]}");
        for (String json : new String[] {"[0.12345678901234567890]", "[18446744073709551616]"}) {
            if (flavour == MysqlServer.MYSQL) {
                refuses(flavour, "JSON", Type.JSON, json);
            } else {
                takes(flavour, "JSON", Type.JSON, json, json);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void columnsThatCannotHoldTheValuesAreRefusedBeforehand(MysqlServer flavour) throws Exception {
        Object[][] cases = {
            {"INT", Type.INT64},
            {"BIGINT", new Type.Int(64, true)},
            {"DECIMAL(10,2)", new Type.Decimal(10, 3)},
            {"VARCHAR(5)", Type.TEXT},
            {"DATETIME(6)", new Type.Timestamp(6, true)},
            {"TIMESTAMP(6) NULL", new Type.Timestamp(6, false)},
            {"DATETIME", new Type.Timestamp(6, false)},
            {"TIME", new Type.Time(6, false)},
            {"FLOAT", Type.FLOAT64},
            {"DATE", new Type.Timestamp(0, false)},
        };
        for (Object[] one : cases) {
            String said = table(flavour, (String) one[0]).refused(2, stream((Type) one[1]), row(1, "null"));
            assertThat(said).as("%s into %s", one[1], one[0]).contains("\"v\"", "ALTER TABLE", "MODIFY `v` ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRowThatIsThereAlreadyIsRefused(MysqlServer flavour) throws Exception {
        for (boolean local : new boolean[] {true, false}) {
            Trial trial = loadedBy(table(flavour, "INT"), local);
            trial.execute("INSERT INTO t VALUES (2, 0)");
            String said = trial.refused(4, stream(Type.INT32), row(1, "1"), row(2, "2"), row(3, "3"));
            assertThat(said).as("local %s", local).contains("\"t\"", "Duplicate entry '2'");
            assertThat(trial.query("SELECT concat(id, '=', v) FROM t")).isEqualTo("2=0");
        }
    }

    @ParameterizedTest
    @EnumSource
    void nullInAColumnThatAllowsNoneIsRefused(MysqlServer flavour) throws Exception {
        for (boolean local : new boolean[] {true, false}) {
            Trial trial = loadedBy(table(flavour, "INT NOT NULL DEFAULT 7"), local);
            assertThat(trial.refused(4, stream(Type.INT32), row(1, "1"), row(2, "null")))
                    .contains("\"t\"", local ? "\"v\"" : "'v'", "2");
            assertThat(trial.query("SELECT count(*) FROM t")).isEqualTo("0");
        }
    }

    /** Zero is a number like any other, also in a column that numbers itself. */
    @ParameterizedTest
    @EnumSource
    void zeroInANumberingColumnStaysZero(MysqlServer flavour) throws Exception {
        Trial trial = Trial.on(flavour, WritingTest.class);
        trial.execute("CREATE TABLE t (id BIGINT AUTO_INCREMENT PRIMARY KEY, v INT)");
        trial.deliver(stream(Type.INT32), row(0, "1"), row(5, "2"));
        assertThat(trial.query("SELECT id FROM t ORDER BY id")).isEqualTo("0\n5");
    }

    /** A rule of the table's own, which LOAD DATA LOCAL would answer by leaving the row out. */
    @ParameterizedTest
    @EnumSource
    void aBrokenRuleIsRefused(MysqlServer flavour) throws Exception {
        Trial trial = table(flavour, "INT CHECK (v < 5)");
        assertThat(trial.refused(4, stream(Type.INT32), row(1, "1"), row(2, "9")))
                .contains("\"t\"");
        assertThat(trial.query("SELECT count(*) FROM t")).isEqualTo("0");
    }

    @ParameterizedTest
    @EnumSource
    void aTextThatIsOrderedOtherwiseIsNoRid(MysqlServer flavour) throws Exception {
        Trial trial = Trial.on(flavour, WritingTest.class);
        trial.execute("CREATE TABLE t (id BIGINT, k VARCHAR(50) COLLATE utf8mb4_general_ci NOT NULL)");
        StreamChoice choice = Trial.stream("t", ID, Column.required("k", new Type.Text(50, false)))
                .incremental("k", false)
                .withoutTechnicalColumns();
        assertThat(trial.refused(2, choice, "{\"id\":1,\"k\":\"a\"}")).contains("\"t\"", "\"k\"", "utf8mb4_");
    }

    /** Bytes can be part of a stream's key, and of no key of the table's. */
    @ParameterizedTest
    @EnumSource
    void aKeyOfBytesIsLeftOut(MysqlServer flavour) throws Exception {
        Trial trial = Trial.on(flavour, WritingTest.class);
        StreamChoice keyed = Trial.stream("t", Column.required("id", Type.BYTES), Column.of("v", Type.INT32));
        StreamChoice choice = StreamChoice.of(keyed.schema().withKey("id")).replace();
        trial.deliver(choice, "{\"id\":\"AAE=\",\"v\":1}");
        trial.deliver(choice, "{\"id\":\"AAI=\",\"v\":2}");
        assertThat(trial.query("SELECT hex(id) FROM t")).isEqualTo("0002");
    }

    /** Forty columns of text, each as long as a row may be in all. */
    @ParameterizedTest
    @EnumSource
    void manyTextsOfSomeLengthFitOneRow(MysqlServer flavour) throws Exception {
        Trial trial = Trial.on(flavour, WritingTest.class);
        Column[] columns = new Column[40];
        StringBuilder row = new StringBuilder("{");
        for (int c = 0; c < columns.length; c++) {
            columns[c] = Column.of("c" + c, new Type.Text(2000, false));
            row.append(c == 0 ? "" : ",")
                    .append("\"c")
                    .append(c)
                    .append("\":\"")
                    .append("ğ".repeat(1500))
                    .append('"');
        }
        StreamChoice choice = Trial.stream("t", columns);
        trial.deliver(choice, row + "}");
        trial.deliver(choice, row + "}");
        assertThat(trial.query("SELECT sum(char_length(c39)) FROM t")).isEqualTo("3000");
    }
}
