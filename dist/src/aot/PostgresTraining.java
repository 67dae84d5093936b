import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the build runs to make the cache of the postgres connector: starts a server of its own, and then the connector, as
 * the arguments say, with {@code postgres.session} as its input. Where no server can be had the connector finds none, and
 * its cache holds what it needed until then.
 */
final class PostgresTraining {
    private static final String CONFIG =
            "{ \"host\": \"localhost\", \"port\": %d, \"database\": \"postgres\", \"user\": \"postgres\" }";

    private PostgresTraining() {}

    public static void main(String... connector) throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            run(server.getPort(), connector);
        } catch (IllegalStateException | IOException unavailable) {
            System.err.println("no server for the training: " + unavailable);
            run(1, connector);
        }
    }

    private static void run(int port, String... connector) throws IOException, InterruptedException {
        Files.writeString(Path.of("postgres.json"), CONFIG.formatted(port));
        new ProcessBuilder(connector)
                .redirectInput(Path.of("postgres.session").toFile())
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
    }
}
