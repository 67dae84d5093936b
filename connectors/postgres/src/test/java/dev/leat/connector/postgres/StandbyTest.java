package dev.leat.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Message.Log.Level;
import dev.leat.protocol.SyncMode;
import dev.leat.testkit.Outcome;
import dev.leat.testkit.StreamChoice;
import dev.leat.type.Column;
import dev.leat.type.Type;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A standby: a server of its own, stopped and started again as one. */
class StandbyTest {

    @Test
    void aStandbyIsReadInFullOnly(@TempDir Path folder) throws Exception {
        Path data = folder.resolve("data");
        try (EmbeddedPostgres primary = OwnServer.start(data);
                Connection connection = primary.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE rows AS SELECT g AS id FROM generate_series(1, 10) g");
        }
        Files.createFile(data.resolve("standby.signal"));
        try (EmbeddedPostgres standby = OwnServer.start(data)) {
            Reading reading = Reading.of(OwnServer.database(standby, "postgres"));
            StreamChoice stream = reading.table("rows");
            assertThat(stream.wire().stream().supportedSyncModes()).containsExactly(SyncMode.FULL_REFRESH);
            assertThat(Reading.logs(reading.discovery(), Level.WARN)).contains("standby", "primary");
            Outcome full = reading.read(stream);
            assertThat(full.exitCode()).as(full.errorText()).isZero();
            assertThat(full.rows(stream.stream())).hasSize(10);
            Outcome incremental = reading.read(stream.incremental("id", true));
            assertThat(incremental.exitCode()).isEqualTo(2);
            assertThat(incremental.errorText()).contains("public.rows", "standby", "primary", "full-refresh");
            Loading loading = Loading.into(OwnServer.database(standby, "postgres"));
            for (String table : List.of("rows", "new")) {
                StreamChoice choice =
                        Loading.stream(table, Column.of("id", Type.INT32)).withoutTechnicalColumns();
                assertThat(loading.refused(2, choice, "{\"id\":1}"))
                        .contains("public." + table, "takes no writes", "standby", "\"host\"", "primary");
                assertThat(loading.refused(2, choice.replace(), "{\"id\":1}"))
                        .contains("public." + table, "takes no writes");
            }
        }
    }
}
