package dev.leat.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.StreamDescriptor;
import dev.leat.testkit.Outcome;
import dev.leat.testkit.PostgresDatabase;
import dev.leat.testkit.PostgresServer;
import dev.leat.testkit.StreamChoice;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A role that may do nothing is told what it lacks; the very statements that it is told let it go on. */
class PrivilegesTest {
    private static final Column ID = Column.required("id", Type.INT32);
    private static final Pattern GRANT = Pattern.compile("GRANT [^;]+? TO \"[^\"]+\"");
    private static final String ROW = "{\"id\":1}";

    private static PostgresDatabase database;
    private static String clerk;
    private static Loading writing;
    private static Reading reading;

    @BeforeAll
    static void prepare() throws SQLException {
        database = PostgresServer.database(PrivilegesTest.class);
        Map<String, Object> login = Roles.login(database, "clerk");
        clerk = (String) login.get("user");
        writing = new Loading(database, login);
        reading = new Reading(login);
        database.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
    }

    private static StreamChoice stream(String namespace, String name, Column... columns) {
        return StreamChoice.of(StreamSchema.of(new StreamDescriptor(name, namespace), List.of(columns)))
                .withoutTechnicalColumns();
    }

    private interface Run {
        Outcome run() throws Exception;
    }

    /** Runs, and grants what the message says, until it works; answers what was granted, without to whom. */
    private static List<String> granted(Run run) throws Exception {
        List<String> statements = new ArrayList<>();
        for (int attempt = 0; attempt < 5; attempt++) {
            Outcome outcome = run.run();
            if (outcome.exitCode() == 0) {
                return statements;
            }
            assertThat(outcome.exitCode()).as(outcome.errorText()).isEqualTo(2);
            assertThat(outcome.errorText()).doesNotContain(Roles.PASSWORD);
            Matcher grant = GRANT.matcher(outcome.errorText());
            int before = statements.size();
            while (grant.find()) {
                database.execute(grant.group());
                statements.add(grant.group().replace(" TO \"" + clerk + "\"", ""));
            }
            assertThat(statements).as(outcome.errorText()).hasSizeGreaterThan(before);
        }
        throw new AssertionError("still not enough: " + statements);
    }

    @Test
    void aTableIsMadeInASchema() throws Exception {
        database.execute("CREATE SCHEMA \"Big Shop\"");
        StreamChoice choice = stream("Big Shop", "t", ID);
        assertThat(writing.refused(2, choice, ROW)).contains("cannot make the table \"Big Shop.t\"");
        assertThat(granted(() -> writing.write(choice, ROW)))
                .containsExactly("GRANT USAGE, CREATE ON SCHEMA \"Big Shop\"");
    }

    @Test
    void aSchemaIsMadeInTheDatabase() throws Exception {
        StreamChoice choice = stream("new one", "t", ID);
        assertThat(writing.refused(2, choice, ROW)).contains("cannot make the schema \"new one\"");
        assertThat(granted(() -> writing.write(choice, ROW)))
                .containsExactly("GRANT CREATE ON DATABASE \"" + database.name() + "\"");
    }

    @Test
    void rowsAreAddedToTheTableOfAnother() throws Exception {
        database.execute("CREATE SCHEMA others; CREATE TABLE others.\"Ledger\" (id int)");
        StreamChoice choice = stream("others", "Ledger", ID).incremental("id", false);
        assertThat(granted(() -> writing.write(choice, ROW)))
                .containsExactly(
                        "GRANT USAGE, CREATE ON SCHEMA \"others\"",
                        "GRANT SELECT, INSERT, UPDATE, DELETE ON \"others\".\"Ledger\"");
        assertThat(granted(() -> Loading.CONNECTOR
                        .invoke("rid")
                        .config(writing.config())
                        .catalog(StreamChoice.catalog(choice))
                        .run()))
                .isEmpty();
    }

    /** What the schema of the configuration promises to be enough. */
    @Test
    void theTableOfAnotherIsReplacedRowByRow() throws Exception {
        database.execute("CREATE SCHEMA boss; CREATE TABLE boss.plan (id int PRIMARY KEY, n int DEFAULT 7);"
                + " CREATE TABLE boss.part (plan int REFERENCES boss.plan); INSERT INTO boss.plan VALUES (1, 1), (3, 3);"
                + " CREATE TABLE boss.free (id int); INSERT INTO boss.free VALUES (9);");
        StreamChoice choice =
                stream("boss", "plan", ID, Column.of("n", Type.INT32)).replace();
        assertThat(granted(() -> writing.write(choice, "{\"id\":1,\"n\":5}")))
                .containsExactly(
                        "GRANT USAGE, CREATE ON SCHEMA \"boss\"",
                        "GRANT SELECT, INSERT, UPDATE, DELETE ON \"boss\".\"plan\"");
        assertThat(writing.query("SELECT id || '=' || n FROM boss.plan")).isEqualTo("1=5");
        database.execute("GRANT SELECT, INSERT, DELETE ON boss.free TO " + Sql.name(clerk));
        assertThat(granted(() -> writing.write(stream("boss", "free", ID).replace(), ROW)))
                .as("where no foreign key refers to it, nothing is updated")
                .isEmpty();
        assertThat(writing.query("SELECT id FROM boss.free")).isEqualTo("1");
    }

    @Test
    void onlyTheOwnerAddsAColumn() throws Exception {
        database.execute("CREATE SCHEMA owned; CREATE TABLE owned.t (id int); INSERT INTO owned.t VALUES (9);"
                + " GRANT ALL ON SCHEMA owned TO PUBLIC; GRANT ALL ON owned.t TO PUBLIC");
        StreamChoice choice =
                stream("owned", "t", ID, Column.of("more", Type.INT32)).replace();
        String cure = "ALTER TABLE \"owned\".\"t\" OWNER TO \"" + clerk + "\"";
        assertThat(writing.refused(2, choice, ROW)).contains("must be owner of table t", cure);
        assertThat(writing.query("SELECT id FROM owned.t")).isEqualTo("9");
        database.execute(cure);
        writing.deliver(choice, ROW);
    }

    @Test
    void rowsThatAPolicyHidesAreNotLeftBehind() throws Exception {
        database.execute("CREATE SCHEMA policed; CREATE TABLE policed.t (id int);"
                + " ALTER TABLE policed.t ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON policed.t USING (id > 5);"
                + " GRANT ALL ON SCHEMA policed TO PUBLIC; GRANT ALL ON policed.t TO PUBLIC");
        assertThat(writing.refused(2, stream("policed", "t", ID), ROW))
                .contains("row-level security", "ALTER ROLE \"" + clerk + "\" BYPASSRLS");
    }

    @Test
    void aTableIsRead() throws Exception {
        database.execute("CREATE SCHEMA \"Shut\"; CREATE TABLE \"Shut\".\"In\" (id int, secret int)");
        StreamChoice choice = stream("Shut", "In", ID, Column.of("secret", Type.INT32));
        assertThat(granted(() -> reading.read(choice)))
                .containsExactly("GRANT USAGE ON SCHEMA \"Shut\"", "GRANT SELECT ON \"Shut\".\"In\"");
        database.execute("CREATE TABLE public.part (id int, secret int); GRANT SELECT (id) ON public.part TO PUBLIC");
        assertThat(granted(() -> reading.read(stream("public", "part", ID, Column.of("secret", Type.INT32)))))
                .containsExactly("GRANT SELECT (\"secret\") ON \"public\".\"part\"");
    }

    @Test
    void aDatabaseIsConnectedTo() throws Exception {
        PostgresDatabase closed = PostgresServer.database(PrivilegesTest.class);
        closed.execute("REVOKE CONNECT ON DATABASE " + closed.name() + " FROM PUBLIC");
        assertThat(granted(reading.with("database", closed.name())::discovery))
                .containsExactly("GRANT CONNECT ON DATABASE \"" + closed.name() + "\"");
    }
}
