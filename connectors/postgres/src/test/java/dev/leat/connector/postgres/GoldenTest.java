package dev.leat.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Message;
import dev.leat.testkit.EveryType;
import dev.leat.testkit.Golden;
import dev.leat.testkit.Outcome;
import dev.leat.testkit.PostgresDatabase;
import dev.leat.testkit.PostgresServer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GoldenTest {
    private final PostgresDatabase database = PostgresServer.database(GoldenTest.class);

    @Test
    void spec() throws Exception {
        Golden.assertMatches("spec.json", Reading.CONNECTOR.invoke("spec").run(), Message.Spec.class);
    }

    @Test
    void catalogOfEveryType() throws Exception {
        String columns = PostgresTypesTest.samples()
                .map(sample -> Sql.name(sample.sql()) + " " + sample.sql())
                .collect(Collectors.joining(", "));
        database.execute(PostgresTypesTest.OWN_TYPES
                + "CREATE TABLE every_type (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
                + " updated_at timestamptz NOT NULL DEFAULT now(), " + columns + ")");
        Golden.assertMatches("catalog.json", Reading.of(database).discovery(), Message.Discovered.class);
    }

    /** The statements as the server got them. */
    @Test
    void tables() throws Exception {
        database.execute("""
                CREATE SEQUENCE counted; CREATE TABLE said (n int, statement text);
                CREATE FUNCTION note() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
                    INSERT INTO public.said VALUES (nextval('public.counted'), current_query() || ';');
                END $$;
                CREATE EVENT TRIGGER noting ON ddl_command_end EXECUTE FUNCTION note();
                """);
        Outcome outcome = Loading.CONNECTOR
                .invoke("write")
                .config(database.settings())
                .catalog(EveryType.catalog())
                .input(EveryType.feed())
                .run();
        assertThat(outcome.exitCode()).as(outcome.errorText()).isZero();
        Golden.assertMatches("tables.sql", Loading.into(database).query("SELECT statement FROM said ORDER BY n"));
    }
}
