package dev.leat.connector.postgres;

import dev.leat.testkit.PostgresDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Assumptions;

/** A native server for one test, which does to it what others could not stand. */
final class OwnServer {
    /** Kept, or its level would be forgotten: it tells its life's story at INFO. */
    private static final Logger QUIET = Logger.getLogger("io.zonky");

    private OwnServer() {}

    /** @param data its folder, which stays */
    static EmbeddedPostgres start(Path data) throws IOException {
        QUIET.setLevel(Level.OFF);
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

    static PostgresDatabase database(EmbeddedPostgres server, String name) {
        return new PostgresDatabase("localhost", server.getPort(), name, "postgres", "postgres");
    }
}
