package dev.leat.testkit;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JetStream streams as their source has them, read with the plain driver: each message is a row that says where it lies
 * and what it carries. No header comes twice.
 */
public final class NatsMessages implements StoredTables {
    private final NatsServer server;
    private final Map<String, MessageForm> streams;

    /** @param streams what the messages of each stream carry */
    public NatsMessages(NatsServer server, Map<String, MessageForm> streams) {
        this.server = server;
        this.streams = streams;
    }

    @Override
    public Optional<StoredTable> table(String namespace, String name) throws Exception {
        try (Connection connection = server.connect()) {
            boolean exists = connection.jetStreamManagement().getStreamNames().contains(name);
            return exists ? Optional.of(new Stream(name, streams.get(name))) : Optional.empty();
        }
    }

    @Override
    public Set<String> names() {
        return streams.keySet();
    }

    private final class Stream implements StoredTable {
        private final String name;
        private final MessageForm form;

        Stream(String name, MessageForm form) {
            this.name = name;
            this.form = form;
        }

        @Override
        public List<Column> columns() {
            List<Column> columns = new ArrayList<>(List.of(
                    new Column("sequence", Shape.of(Shape.Kind.NUMBER)),
                    new Column("subject", Shape.TEXT),
                    new Column("time", Shape.of(Shape.Kind.INSTANT)),
                    new Column("headers", Shape.of(Shape.Kind.JSON)),
                    new Column("data", form.payload())));
            columns.addAll(form.fields());
            return columns;
        }

        @Override
        public void scan(Consumer<Object[]> rows) throws Exception {
            StoredMessages.each(server, name, message -> rows.accept(row(message)));
        }

        private Object[] row(Message message) {
            List<Object> row = new ArrayList<>();
            row.add(message.metaData().streamSequence());
            row.add(message.getSubject());
            row.add(message.metaData().timestamp().toInstant().toString());
            row.add(message.hasHeaders() ? json(message.getHeaders()) : null);
            row.addAll(form.values(message.getData()));
            return row.toArray();
        }

        private static ObjectNode json(Headers headers) {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            headers.forEach((header, values) -> json.put(header, values.getFirst()));
            return json;
        }
    }
}
