package dev.leat.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.Outcome;
import dev.leat.testkit.PostgresDatabase;
import dev.leat.testkit.PostgresServer;
import dev.leat.testkit.StreamChoice;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.copy.CopyOut;
import org.postgresql.core.PGStream;
import org.postgresql.jdbc.PgConnection;

/** Rows are taken from under the driver, which must not notice. */
class CopiedRowsTest {
    private static final String ROWS = "SELECT g, repeat('é', (g * 37) % 9000) FROM generate_series(1, 2000) g"
            + " UNION ALL SELECT 0, repeat('x', 5000000) UNION ALL SELECT 0, ''";

    private static PostgresDatabase database;

    @BeforeAll
    static void start() throws SQLException {
        database = PostgresServer.database(CopiedRowsTest.class);
    }

    private static List<String> rows(PgConnection connection, PGStream stream) throws SQLException {
        CopyOut copy = connection.getCopyAPI().copyOut("COPY (" + ROWS + ") TO STDOUT");
        CopiedRows copied = new CopiedRows(copy, stream, Integer.MAX_VALUE);
        List<String> rows = new ArrayList<>();
        while (copied.next()) {
            byte[] row = copied.row();
            int end = Field.end(row, Field.end(row, 0) + 1);
            assertThat(row[end]).isEqualTo((byte) '\n');
            assertThat(row.length).isGreaterThan(end + Long.BYTES);
            rows.add(new String(row, 0, end, StandardCharsets.UTF_8));
        }
        assertThat(copy.isActive()).isFalse();
        return rows;
    }

    @Test
    void itsRowsAreThoseOfTheDriver() throws Exception {
        try (Connection pooled = database.connect()) {
            PgConnection connection = pooled.unwrap(PgConnection.class);
            PGStream stream = CopiedRows.stream(connection);
            assertThat(stream).as("the driver has another inside than expected").isNotNull();
            assertThat(rows(connection, stream)).hasSize(2002).isEqualTo(rows(connection, null));
            assertThat(rows(connection, stream)).hasSize(2002);
        }
    }

    /** All kinds of messages that may come between rows are the driver's. */
    @Test
    void noticesAndSettingsMayComeBetweenRows() throws Exception {
        database.execute("CREATE FUNCTION noisy(g int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN"
                + " RAISE NOTICE 'row %', g; PERFORM set_config('application_name', 'row ' || g, false);"
                + " RETURN g; END $$; CREATE VIEW noisy_rows AS SELECT noisy(g) AS n FROM generate_series(1, 2000) g;"
                + " CREATE TABLE after_noise AS SELECT 1 AS n");
        Reading reading = Reading.of(database);
        StreamChoice noisy = reading.table("noisy_rows");
        StreamChoice after = reading.table("after_noise");
        Outcome outcome = reading.read(noisy, after);
        assertThat(outcome.exitCode()).as(outcome.errorText()).isZero();
        assertThat(Reading.column(outcome, noisy, "n"))
                .isEqualTo(
                        IntStream.rangeClosed(1, 2000).mapToObj(String::valueOf).toList());
        assertThat(outcome.rows(after.stream())).hasSize(1);
    }

    @Test
    void rowsComeThroughTls(@TempDir Path folder) throws Exception {
        Path data = folder.resolve("data");
        try (EmbeddedPostgres server = OwnServer.start(data)) {
            PostgresDatabase there = OwnServer.database(server, "postgres");
            certify(folder, data);
            there.execute("ALTER SYSTEM SET ssl = on");
            there.execute("SELECT pg_reload_conf(); SELECT pg_sleep(1)");
            there.execute("CREATE TABLE secret AS SELECT g AS id, repeat(md5(g::text), g % 300) AS t"
                    + " FROM generate_series(1, 5000) g");
            Reading open = Reading.of(there).with("sslmode", "disable");
            Reading encrypted = Reading.of(there).with("sslmode", "require");
            StreamChoice stream = encrypted.table("secret");
            Outcome outcome = encrypted.read(stream);
            assertThat(outcome.exitCode()).as(outcome.errorText()).isZero();
            assertThat(outcome.rows(stream.stream()))
                    .hasSize(5000)
                    .isEqualTo(open.read(stream).rows(stream.stream()));
        }
    }

    /** Gives the server a key; whom it belongs to nobody asks. */
    private static void certify(Path folder, Path data) throws Exception {
        Path store = folder.resolve("keys");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process made = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-keyalg",
                        "RSA",
                        "-alias",
                        "server",
                        "-dname",
                        "CN=localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "secret",
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(made.waitFor()).as(folder.toString()).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), "secret".toCharArray());
        pem(data, "server.crt", "CERTIFICATE", keys.getCertificate("server").getEncoded());
        pem(
                data,
                "server.key",
                "PRIVATE KEY",
                keys.getKey("server", "secret".toCharArray()).getEncoded());
    }

    private static void pem(Path data, String name, String kind, byte[] bytes) throws Exception {
        String text = "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END "
                + kind + "-----\n";
        Path file = Files.writeString(data.resolve(name), text);
        Files.setPosixFilePermissions(file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    }
}
