package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The judge is judged: one table in PostgreSQL, the same in SQLite, and everything that could tell them apart. */
class TableComparerTest {
    private static PostgresDatabase database;

    @TempDir
    Path folder;

    private SqliteTables sqlite;
    private PostgresTables postgres;

    @BeforeAll
    static void start() {
        database = PostgresServer.database(TableComparerTest.class);
    }

    @BeforeEach
    void fill() throws SQLException {
        database.execute("""
                DROP TABLE IF EXISTS t;
                CREATE TABLE t (id bigint PRIMARY KEY, b boolean, n numeric, f float8, r real, x bytea, d date,
                    ti time, ts timestamp, tz timestamptz, u uuid, j jsonb, a int[], s text, c char(4),
                    _leat_sync_id bigint);
                INSERT INTO t VALUES
                (1, true, 12345678901234567890.1230, 0.1, 0.1, '\\x00ff', '2026-11-20', '10:00:00.5',
                    '2026-11-20 10:00:00.25', '2026-11-20 10:00:00+05:45', 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11',
                    '{"b":[1,2.50],"a":null}', '{1,NULL,3}', E'x"y\\n', 'ab', 7),
                (2, false, 'NaN', 'Infinity', -0.0, '', '0044-03-15 BC', '24:00', '0044-03-15 12:00:00 BC',
                    '0001-01-01 00:00:00Z', '00000000-0000-0000-0000-000000000000', '"text"', '{}', '', '', 7),
                (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 7);
                """);
        postgres = new PostgresTables(database);
        sqlite = new SqliteTables(folder.resolve("t.db"));
        execute("""
                CREATE TABLE t (s TEXT, id INTEGER PRIMARY KEY, b INTEGER, n TEXT, f REAL, r REAL, x BLOB, d TEXT,
                    ti TEXT, ts TEXT, tz TEXT, u TEXT, j TEXT, a TEXT, c TEXT, _leat_synced_at TEXT);
                INSERT INTO t VALUES
                ('x"y' || char(10), 1, 1, '12345678901234567890.123', 0.1, 0.1, x'00ff', '2026-11-20', '10:00:00.500000',
                    '2026-11-20T10:00:00.25', '2026-11-20T04:15:00Z', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
                    '{"a":null,"b":[1,2.5]}', '[1,null,3]', 'ab', 'now'),
                ('', 2, 0, 'NaN', 9e999, 0.0, x'', '0044-03-15 BC', '24:00:00', '0044-03-15T12:00:00 BC',
                    '0001-01-01T00:00:00Z', '00000000-0000-0000-0000-000000000000', '"text"', '[]', '', 'now'),
                (NULL, 3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'now');
                """);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("t.db"));
                Statement statement = connection.createStatement()) {
            for (String one : sql.split(";\n", -1)) {
                statement.executeUpdate(one);
            }
        }
    }

    private void compare() throws Exception {
        TableComparer.assertEqual(postgres, null, "t", sqlite, null, "t");
        TableComparer.assertEqual(sqlite, null, "t", postgres, "public", "t");
    }

    @Test
    void equalTablesAreEqualInWhateverForm() throws Exception {
        compare();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE t SET n = '12345678901234567890.124' WHERE id = 1",
                "UPDATE t SET n = 12345678901234567890.123 WHERE id = 1",
                "UPDATE t SET f = 0.10000000000000002 WHERE id = 1",
                "UPDATE t SET b = 0 WHERE id = 1",
                "UPDATE t SET b = 0 WHERE id = 3",
                "UPDATE t SET s = NULL WHERE id = 2",
                "UPDATE t SET s = 'NULL' WHERE id = 3",
                "UPDATE t SET s = '' WHERE id = 3",
                "UPDATE t SET s = 'x\"y' WHERE id = 1",
                "UPDATE t SET x = x'00fe' WHERE id = 1",
                "UPDATE t SET x = NULL WHERE id = 2",
                "UPDATE t SET d = '0044-03-15' WHERE id = 2",
                "UPDATE t SET ts = '2026-11-20T10:00:00' WHERE id = 1",
                "UPDATE t SET tz = '2026-11-20T10:00:00Z' WHERE id = 1",
                "UPDATE t SET j = '{\"a\":null,\"b\":[2.5,1]}' WHERE id = 1",
                "UPDATE t SET j = 'text' WHERE id = 2",
                "UPDATE t SET a = '[1,0,3]' WHERE id = 1",
                "UPDATE t SET a = '[]' WHERE id = 3",
                "UPDATE t SET tz = 'soon' WHERE id = 1",
                "DELETE FROM t WHERE id = 3",
                "INSERT INTO t (id) VALUES (4)",
                "UPDATE t SET id = 4 WHERE id = 3",
                "ALTER TABLE t DROP COLUMN u",
                "ALTER TABLE t ADD COLUMN more TEXT",
            })
    void anyDifferenceIsSeen(String change) throws SQLException {
        execute(change);
        assertThatThrownBy(this::compare).isInstanceOf(AssertionError.class).hasMessageContaining("\"t\"");
    }

    @Test
    void rowsAreCountedAsOftenAsTheyAre() throws Exception {
        execute("CREATE TABLE one (v TEXT);\nINSERT INTO one VALUES ('a'), ('a'), ('b');\n"
                + "CREATE TABLE two (v TEXT);\nINSERT INTO two VALUES ('a'), ('b'), ('b')");
        assertThatThrownBy(() -> TableComparer.assertEqual(sqlite, null, "one", sqlite, null, "two"))
                .hasMessageContaining("3 rows and 3 rows")
                .hasMessageContaining("only left: v=\"a\"")
                .hasMessageContaining("only right: v=\"b\"");
    }

    @Test
    void differencesNameTheRows() throws Exception {
        execute("UPDATE t SET n = '5' WHERE id = 2");
        assertThatThrownBy(this::compare)
                .hasMessageContaining("only left: id=\"2\"")
                .hasMessageContaining("only right: id=\"2\"")
                .hasMessageContaining("n=\"NaN\"")
                .hasMessageContaining("n=\"5\"");
    }

    @Test
    void aMissingTableIsNamed() {
        assertThatThrownBy(() -> TableComparer.assertEqual(postgres, null, "t", sqlite, null, "u"))
                .hasMessageContaining("\"u\"");
    }

    @Test
    void filesAreReadPlainly() throws Exception {
        Files.writeString(folder.resolve("f.csv"), "id,v,w\n1,\"a,\"\"b\"\"\nc\",\\N\n2,,\"\\N\"\n");
        Files.writeString(
                folder.resolve("f.jsonl"),
                "{\"id\":1,\"v\":\"a,\\\"b\\\"\\nc\"}\n{\"id\":2.0,\"v\":\"\",\"w\":\"\\\\N\"}\n");
        execute("CREATE TABLE f (id INTEGER, v TEXT, w TEXT);\n"
                + "INSERT INTO f VALUES (1, 'a,\"b\"' || char(10) || 'c', NULL), (2, '', '\\N')");
        TableComparer.assertEqual(sqlite, null, "f", FileTables.csv(folder, ',', "\\N"), null, "f");
        TableComparer.assertEqual(FileTables.jsonLines(folder), null, "f", sqlite, null, "f");
        assertThat(FileTables.csv(folder, ',', "\\N").names()).contains("f.csv", "f.jsonl");
    }
}
