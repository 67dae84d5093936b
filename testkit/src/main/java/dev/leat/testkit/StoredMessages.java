package dev.leat.testkit;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.api.OrderedConsumerConfiguration;
import java.time.Duration;
import java.util.function.Consumer;

/** What a JetStream stream holds, read with the plain driver. */
final class StoredMessages {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private StoredMessages() {}

    static void each(NatsServer server, String stream, Consumer<Message> consumer) throws Exception {
        try (Connection connection = server.connect()) {
            long left = connection
                    .jetStreamManagement()
                    .getStreamInfo(stream)
                    .getStreamState()
                    .getMsgCount();
            var messages = connection
                    .getStreamContext(stream)
                    .createOrderedConsumer(new OrderedConsumerConfiguration())
                    .iterate();
            while (left-- > 0) {
                Message message = messages.nextMessage(PATIENCE);
                if (message == null) {
                    throw new IllegalStateException((left + 1) + " messages of " + stream + " do not come");
                }
                consumer.accept(message);
            }
        }
    }
}
