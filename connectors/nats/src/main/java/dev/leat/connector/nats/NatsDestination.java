package dev.leat.connector.nats;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.StateMessage;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.sdk.Destination;
import dev.leat.sdk.Log;
import dev.leat.sdk.Resources;
import dev.leat.sdk.RidReader;
import dev.leat.sdk.StreamWriter;
import dev.leat.sdk.WritePlan;
import io.nats.client.api.StreamInfo;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Writes into JetStream: each stream a stream there, each row a message. Each stream is committed by itself. */
final class NatsDestination implements Destination, RidReader {
    private final NatsConfig config;
    private final Link link;
    private final Resources resources;
    private final Held held = new Held();
    private final Instant began = Instant.now();
    private final Map<String, StreamDescriptor> taken = new HashMap<>();
    private final Map<StreamDescriptor, MessageWriter> writers = new LinkedHashMap<>();

    private NatsDestination(NatsConfig config, Link link, Resources resources) {
        this.config = config;
        this.link = link;
        this.resources = resources;
    }

    static NatsDestination open(NatsConfig config, Resources resources) throws InterruptedException {
        return new NatsDestination(config, resources.add(Link.open(config.checked())), resources);
    }

    @Override
    public StreamWriter open(WritePlan plan) throws InterruptedException {
        Target target = Target.of(plan.schema(), config);
        StreamDescriptor other = taken.putIfAbsent(target.stream(), target.leat());
        if (other != null) {
            throw ConnectorException.config("the streams \"" + other + "\" and \"" + target.leat()
                    + "\" would share the JetStream stream " + target.stream() + "; rename one of them");
        }
        TargetStream.ensure(link, target);
        WriterLock.take(link, target);
        // What there is is looked at behind the lock: until then another run may have been at work.
        new Tail(link, info(target)).takeBackUnfinished();
        MessageWriter writer = new MessageWriter(link, plan, target, info(target), held, began);
        // Closing without a commit is a rollback: what no state covers must not stay.
        resources.add(() -> rollback(writer));
        writers.put(plan.schema().stream(), writer);
        return writer;
    }

    private StreamInfo info(Target target) throws InterruptedException {
        return link.info(target.stream())
                .orElseThrow(() -> ConnectorException.unavailable(
                        "the stream " + target.stream() + " was deleted as soon as it was made; run again"));
    }

    @Override
    public Optional<JsonNode> lastRid(WritePlan plan) throws InterruptedException {
        MessageWriter open = writers.get(plan.schema().stream());
        if (open != null) {
            return open.lastRid();
        }
        Target target = Target.of(plan.schema(), config);
        Optional<StreamInfo> info = link.info(target.stream());
        if (info.isEmpty()) {
            return Optional.empty();
        }
        TargetStream.check(info.get(), target);
        return LastRid.of(link, plan, info.get());
    }

    @Override
    public void commit(List<StateMessage> states) throws InterruptedException {
        for (MessageWriter writer : writers.values()) {
            writer.send();
        }
        for (MessageWriter writer : writers.values()) {
            writer.settle();
        }
    }

    @Override
    public void rollback() {
        writers.values().forEach(NatsDestination::rollback);
    }

    /** What cannot be taken back now is found by the next run. */
    private static void rollback(MessageWriter writer) {
        try {
            writer.rollback();
        } catch (ConnectorException e) {
            writer.leave();
            Log.warn("rows that were not committed stay until the next run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
