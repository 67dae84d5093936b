package dev.leat.dist;

import io.nats.client.Connection;
import io.nats.client.api.PublishAck;
import io.nats.client.impl.Headers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** JetStream streams that grow. */
final class GrowingStreams implements GrowingMessages {
    private final NatsStreams streams = NatsStreams.make();
    private final String events = streams.prefix() + "events";
    private final String notes = streams.prefix() + "notes";
    private int sent;

    GrowingStreams() throws Exception {
        try (Connection connection = streams.server().connect()) {
            for (String name : names()) {
                NatsStreams.create(connection, name);
            }
        }
    }

    @Override
    public Place place() {
        return streams.place(
                Map.of(events, FIELDS, notes, Map.of("format", "text")), Map.of(events, OBJECTS, notes, TEXTS));
    }

    @Override
    public List<String> names() {
        return List.of(events, notes);
    }

    @Override
    public void grow(int more) throws Exception {
        try (Connection connection = streams.server().connect()) {
            List<CompletableFuture<PublishAck>> acknowledged = new ArrayList<>();
            for (int end = sent + more; sent < end; sent++) {
                acknowledged.add(connection
                        .jetStream()
                        .publishAsync(events + ".s" + sent % 7, bytes(GrowingMessages.object(sent))));
                acknowledged.add(connection
                        .jetStream()
                        .publishAsync(notes + ".all", new Headers().add("Number", "" + sent), bytes("note\n" + sent)));
            }
            for (CompletableFuture<PublishAck> one : acknowledged) {
                one.get();
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
