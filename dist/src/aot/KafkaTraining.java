import dev.leat.testkit.KafkaServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the build runs to make the cache of the kafka connector: starts a broker of its own, and then the connector, as the
 * arguments say, with {@code kafka.session} as its input. Where no broker can be had the connector finds none, and its
 * cache holds what it needed until then.
 */
final class KafkaTraining {
    private static final String CONFIG = "{ \"bootstrap_servers\": \"%s\", \"timeout_seconds\": 5 }";

    private KafkaTraining() {}

    public static void main(String... connector) throws Exception {
        try (KafkaServer.Broker broker = KafkaServer.nativeOne(Map.of())) {
            run(broker.bootstrap(), connector);
        } catch (IOException unavailable) {
            System.err.println("no broker for the training: " + unavailable);
            run("127.0.0.1:1", connector);
        }
    }

    private static void run(String bootstrap, String... connector) throws IOException, InterruptedException {
        Files.writeString(Path.of("kafka.json"), CONFIG.formatted(bootstrap));
        // A topic is never replaced: of what the other connectors are trained with it gets the stream that is added to.
        List<String> rows = Files.readAllLines(Path.of("rows.jsonl")).stream()
                .filter(line -> line.contains("\"orders\""))
                .toList();
        Files.write(Path.of("orders.jsonl"), rows);
        new ProcessBuilder(connector)
                .redirectInput(Path.of("kafka.session").toFile())
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
    }
}
