package dev.leat.bench;

import dev.leat.protocol.Json;
import dev.leat.testkit.ClickHouseDatabase;
import dev.leat.testkit.ClickHouseServer;
import dev.leat.testkit.KafkaServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * A program: one of the test kit's servers, for {@code bench/run}. Tells in one line of JSON how it is reached, carries out
 * what comes line by line on standard input, and ends with it.
 */
final class Serve {
    private static final int PARTITIONS = 3;

    private Serve() {}

    /** Argument: {@code clickhouse} or {@code kafka}. Kafka's lines are topics, to be made, or made anew. */
    public static void main(String... args) throws Exception {
        boolean kafka = args[0].equals("kafka");
        Map<String, ?> settings = kafka ? Map.of("bootstrap_servers", KafkaServer.bootstrap()) : clickHouse();
        System.out.println(Json.text(settings));
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!kafka) {
                throw new IOException("nobody knows what is to be done about " + line);
            }
            empty(KafkaServer.bootstrap(), line);
            System.out.println(line);
        }
        System.exit(0);
    }

    private static Map<String, ?> clickHouse() {
        ClickHouseDatabase database = ClickHouseServer.database(Serve.class);
        return database.settings();
    }

    private static void empty(String bootstrap, String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            try {
                admin.deleteTopics(List.of(topic)).all().get(1, TimeUnit.MINUTES);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
            NewTopic made = new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty());
            admin.createTopics(List.of(made)).all().get(1, TimeUnit.MINUTES);
        }
    }
}
