package dev.leat.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Message.Log.Level;
import dev.leat.protocol.SyncMode;
import dev.leat.testkit.Outcome;
import dev.leat.testkit.StreamChoice;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A standby: a server of its own, stopped and started again as one. */
class StandbyTest {

    @Test
    void aStandbyIsReadInFullOnly(@TempDir Path folder) throws Exception {
        Path data = folder.resolve("data");
        try (EmbeddedPostgres primary = start(data);
                Connection connection = primary.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE rows AS SELECT g AS id FROM generate_series(1, 10) g");
        }
        Files.createFile(data.resolve("standby.signal"));
        try (EmbeddedPostgres standby = start(data)) {
            Reading reading = new Reading(
                    Map.of("host", "localhost", "port", standby.getPort(), "database", "postgres", "user", "postgres"));
            StreamChoice stream = reading.table("rows");
            assertThat(stream.wire().stream().supportedSyncModes()).containsExactly(SyncMode.FULL_REFRESH);
            assertThat(Reading.logs(reading.discovery(), Level.WARN)).contains("standby", "primary");
            Outcome full = reading.read(stream);
            assertThat(full.exitCode()).as(full.errorText()).isZero();
            assertThat(full.rows(stream.stream())).hasSize(10);
            Outcome incremental = reading.read(stream.incremental("id", true));
            assertThat(incremental.exitCode()).isEqualTo(2);
            assertThat(incremental.errorText()).contains("public.rows", "standby", "primary", "full-refresh");
        }
    }

    private static EmbeddedPostgres start(Path data) throws IOException {
        try {
            return EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setServerConfig("fsync", "off")
                    .start();
        } catch (IllegalStateException noBinaries) {
            Assumptions.abort("no native PostgreSQL for this platform: " + noBinaries.getMessage());
            throw noBinaries;
        }
    }
}
