package dev.leat.testkit;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Streams of a NATS server as tables, read through the plain driver: each message a row, its JSON's fields the columns, and
 * the headers that say which run wrote it the technical ones. A table is found by the subject of its rows.
 */
public final class NatsTables implements StoredTables {
    private static final Map<String, String> TECHNICAL =
            Map.of("_leat_synced_at", "Leat-Synced-At", "_leat_sync_id", "Leat-Sync-Id");

    private final NatsServer server;
    private final String prefix;

    /** @param prefix what stands before namespace and name in the subjects */
    public NatsTables(NatsServer server, String prefix) {
        this.server = server;
        this.prefix = prefix;
    }

    @Override
    public Optional<StoredTable> table(String namespace, String name) throws Exception {
        String subject = prefix + "." + (namespace == null ? "" : token(namespace) + ".") + token(name);
        try (Connection connection = server.connect()) {
            List<String> found = connection.jetStreamManagement().getStreamNames(subject);
            return found.isEmpty() ? Optional.empty() : Optional.of(new Stream(found.getFirst()));
        }
    }

    /** As in URLs, where a dot, a star and a tilde need no escape, and here they do. */
    private static String token(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace(".", "%2E")
                .replace("*", "%2A")
                .replace("~", "%7E");
    }

    @Override
    public Set<String> names() throws Exception {
        try (Connection connection = server.connect()) {
            return new TreeSet<>(connection.jetStreamManagement().getStreamNames());
        }
    }

    private final class Stream implements StoredTable {
        private final String name;
        private List<Column> columns;

        Stream(String name) {
            this.name = name;
        }

        @Override
        public List<Column> columns() throws Exception {
            if (columns != null) {
                return columns;
            }
            Set<String> names = new LinkedHashSet<>();
            messages(message -> {
                names.addAll(json(message).propertyNames());
                TECHNICAL.forEach((column, header) -> {
                    if (message.hasHeaders() && message.getHeaders().containsKey(header)) {
                        names.add(column);
                    }
                });
            });
            columns = new ArrayList<>();
            names.forEach(column -> columns.add(new Column(column, Shape.TEXT)));
            return columns;
        }

        @Override
        public void scan(Consumer<Object[]> rows) throws Exception {
            List<Column> wanted = columns();
            messages(message -> {
                JsonNode json = json(message);
                rows.accept(wanted.stream()
                        .map(column -> value(column.name(), json, message.getHeaders()))
                        .toArray());
            });
        }

        private static Object value(String column, JsonNode json, Headers headers) {
            String header = TECHNICAL.get(column);
            return header == null ? json.get(column) : headers == null ? null : headers.getFirst(header);
        }

        private static JsonNode json(Message message) {
            return Canonical.JSON.readTree(message.getData());
        }

        private void messages(Consumer<Message> consumer) throws Exception {
            StoredMessages.each(server, name, consumer);
        }
    }
}
