package dev.leat.connector.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.jdbc.OwnTables;
import dev.leat.jdbc.TableName;
import dev.leat.testkit.MysqlServer;
import dev.leat.testkit.StreamChoice;
import dev.leat.type.Column;
import dev.leat.type.Type;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is kept of a table whose rows are replaced, and what readers see meanwhile. */
class TableSwapTest {
    private static Trial shop(MysqlServer flavour, String sql) throws Exception {
        Trial trial = Trial.on(flavour, TableSwapTest.class);
        trial.execute("CREATE TABLE t (id BIGINT PRIMARY KEY, v VARCHAR(20) DEFAULT 'none', KEY by_v (v));"
                + "INSERT INTO t VALUES (1, 'old'), (2, 'old');" + sql);
        return trial;
    }

    private static StreamChoice stream() {
        StreamChoice choice =
                Trial.stream("t", Column.required("id", Type.INT64), Column.of("v", new Type.Text(20, false)));
        return StreamChoice.of(choice.schema().withKey("id")).replace();
    }

    private static String row(int id) {
        return "{\"id\":" + id + ",\"v\":\"new\"}";
    }

    private static String rows(Trial trial) throws Exception {
        return trial.query("SELECT concat(id, v) FROM t ORDER BY id").replace("\n", " ");
    }

    private static String tables(Trial trial) throws Exception {
        return trial.query("SELECT table_name FROM information_schema.tables WHERE table_schema = database()"
                        + " ORDER BY 1")
                .replace("\n", " ");
    }

    @ParameterizedTest
    @EnumSource
    void indexesAndDefaultsAndPrivilegesStay(MysqlServer flavour) throws Exception {
        Trial trial = shop(flavour, "");
        Trial reader = trial.as("SELECT");
        trial.deliver(stream(), row(2), row(3));
        assertThat(reader.table("t").schema().key()).containsExactly("id");
        assertThat(rows(trial)).isEqualTo("2new 3new");
        assertThat(trial.query("SELECT DISTINCT index_name FROM information_schema.statistics WHERE table_schema ="
                        + " database() AND table_name = 't' ORDER BY 1"))
                .isEqualTo("by_v\nPRIMARY");
        assertThat(trial.query("SELECT column_default FROM information_schema.columns WHERE table_schema = database()"
                        + " AND column_name = 'v'"))
                .contains("none");
        assertThat(tables(trial)).isEqualTo("t");
    }

    @ParameterizedTest
    @EnumSource
    void triggersStay(MysqlServer flavour) throws Exception {
        Trial trial = shop(
                flavour,
                "CREATE TABLE log (what VARCHAR(20)); CREATE TRIGGER told AFTER INSERT ON t FOR EACH ROW INSERT INTO log"
                        + " VALUES (concat('got ', NEW.id))");
        trial.deliver(stream(), row(2), row(3));
        assertThat(rows(trial)).isEqualTo("2new 3new");
        assertThat(trial.query("SELECT trigger_name FROM information_schema.triggers WHERE event_object_schema ="
                        + " database()"))
                .isEqualTo("told");
        assertThat(tables(trial)).isEqualTo("log t");
    }

    /** Who may not see triggers does not drop them. */
    @ParameterizedTest
    @EnumSource
    void triggersThatCannotBeSeenStay(MysqlServer flavour) throws Exception {
        Trial trial = shop(
                flavour,
                "CREATE TABLE log (what VARCHAR(20)); CREATE TRIGGER told AFTER INSERT ON t FOR EACH ROW INSERT INTO log"
                        + " VALUES (concat('got ', NEW.id))");
        trial.as("SELECT, INSERT, DELETE, CREATE, DROP, ALTER, INDEX").deliver(stream(), row(2), row(3));
        assertThat(rows(trial)).isEqualTo("2new 3new");
        assertThat(trial.query(
                        "SELECT count(*) FROM information_schema.triggers WHERE event_object_schema =" + " database()"))
                .isEqualTo("1");
    }

    @ParameterizedTest
    @EnumSource
    void foreignKeysStayAndCascadesDoNotHappen(MysqlServer flavour) throws Exception {
        Trial trial = shop(
                flavour,
                "CREATE TABLE child (t BIGINT, FOREIGN KEY to_t (t) REFERENCES t (id) ON DELETE CASCADE);"
                        + "INSERT INTO child VALUES (2), (NULL)");
        trial.deliver(stream(), row(2), row(3));
        assertThat(rows(trial)).isEqualTo("2new 3new");
        assertThat(trial.query("SELECT coalesce(t, 'none') FROM child ORDER BY t"))
                .isEqualTo("none\n2");
        String said = trial.refused(4, stream(), row(3), row(4));
        assertThat(said).contains("child", "2", "old rows stay");
        assertThat(rows(trial)).isEqualTo("2new 3new");
        assertThat(tables(trial)).isEqualTo("child t");
    }

    @ParameterizedTest
    @EnumSource
    void whatADeadRunLeftIsRemoved(MysqlServer flavour) throws Exception {
        Trial trial = shop(flavour, "");
        TableName target = new TableName(trial.database().name(), "t");
        for (TableName left : List.of(
                OwnTables.staging(SqlText.IDENTIFIERS, target), OwnTables.retired(SqlText.IDENTIFIERS, target))) {
            trial.execute("CREATE TABLE " + SqlText.table(left) + " (x INT)");
        }
        trial.deliver(stream(), row(9));
        assertThat(rows(trial)).isEqualTo("9new");
        assertThat(tables(trial)).isEqualTo("t");
    }

    @ParameterizedTest
    @EnumSource
    void aFailureLeavesTheOldRowsAndNothingElse(MysqlServer flavour) throws Exception {
        Trial trial = shop(flavour, "");
        assertThat(trial.refused(4, stream(), row(2), "{\"id\":3,\"v\":\"far too long for this column\"}"))
                .contains("id = 3", "\"v\"");
        assertThat(rows(trial)).isEqualTo("1old 2old");
        assertThat(tables(trial)).isEqualTo("t");
    }

    @ParameterizedTest
    @EnumSource
    void aViewIsNotReplaced(MysqlServer flavour) throws Exception {
        Trial trial = shop(flavour, "CREATE VIEW seen AS SELECT * FROM t");
        assertThat(trial.refused(2, stream().renamed("seen"), row(1))).contains("seen", "is a view");
        assertThat(rows(trial)).isEqualTo("1old 2old");
    }

    /** A reader looks again and again while rows are replaced: it always finds one of the two sets, whole. */
    @ParameterizedTest
    @EnumSource
    void readersSeeTheOldRowsOrTheNew(MysqlServer flavour) throws Exception {
        Trial trial = shop(flavour, "");
        List<String> seen = new ArrayList<>();
        AtomicBoolean done = new AtomicBoolean();
        Thread reader = Thread.ofPlatform().start(() -> {
            try (var connection = trial.database().connect();
                    Statement statement = connection.createStatement()) {
                while (!done.get()) {
                    try (ResultSet row = statement.executeQuery("SELECT group_concat(id ORDER BY id) FROM t")) {
                        row.next();
                        seen.add(row.getString(1));
                    }
                }
            } catch (java.sql.SQLException e) {
                seen.add(e.getMessage());
            }
        });
        for (int i = 0; i < 10; i++) {
            trial.deliver(stream(), row(5), row(6), row(7));
            trial.deliver(stream(), row(1), row(2));
        }
        done.set(true);
        reader.join();
        assertThat(seen).isNotEmpty().containsOnly("1,2", "5,6,7");
    }
}
