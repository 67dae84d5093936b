package dev.leat.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.PostgresDatabase;
import dev.leat.testkit.PostgresServer;
import dev.leat.testkit.TableComparer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Contract A6 for queues as sources: each message that is committed arrives once, whatever is killed, whenever. Between
 * the runs the queues grow.
 */
@Execution(ExecutionMode.CONCURRENT)
class QueueChaosTest {
    private static final int MESSAGES = 8_000;
    private static final int MORE = 400;

    @TempDir
    Path folder;

    @Test
    void kafkaToPostgres() throws Exception {
        toPostgres(Engine.KAFKA, new GrowingTopics());
    }

    @Test
    void natsToPostgres() throws Exception {
        toPostgres(Engine.NATS, new GrowingStreams());
    }

    private void toPostgres(Engine engine, GrowingMessages messages) throws Exception {
        messages.grow(MESSAGES);
        Place source = messages.place();
        PostgresDatabase database = PostgresServer.database(QueueChaosTest.class);
        Place destination = Engine.of(database);
        String streams = messages.names().stream()
                .map(name -> "      - { name: \"" + name + "\", mode: incremental }\n")
                .collect(Collectors.joining());
        Files.writeString(
                folder.resolve("leat.yaml"),
                """
                connections:
                  from: SOURCE
                  to: DESTINATION
                replications:
                  all:
                    source: from
                    destination: to
                    streams:
                """.replace("SOURCE", source.connection()).replace("DESTINATION", destination.connection()) + streams);
        Chaos chaos = new Chaos(folder, engine.title() + " to postgres");
        String[] sync = {"sync", "--progress", "none"};
        chaos.calm(sync);
        chaos.rage(kills -> messages.grow(MORE), sync);
        chaos.calm(sync);
        for (String name : messages.names()) {
            TableComparer.assertEqual(source.tables(), null, name, destination.tables(), null, name);
        }
        assertThat(destination.tables().names())
                .as("no work tables are left")
                .containsExactlyInAnyOrderElementsOf(messages.names().stream()
                        .map(destination.listed()::formatted)
                        .toList());
    }
}
