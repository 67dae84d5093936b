package dev.leat.connector.nats;

import dev.leat.config.Nearest;
import dev.leat.protocol.ConnectorException;
import dev.leat.sdk.Emitter;
import dev.leat.sdk.Log;
import dev.leat.sdk.ReadPlan;
import dev.leat.sdk.Resources;
import dev.leat.sdk.Source;
import dev.leat.type.StreamSchema;
import io.nats.client.api.StreamInfo;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads JetStream streams. Nothing is acknowledged and nothing removed: the server does not remember who has read. */
final class NatsSource implements Source {
    private static final List<String> BEHIND_OTHERS = List.of("KV_", "OBJ_");

    private final NatsConfig config;
    private final Link link;
    private final Map<String, StreamInfo> begun = new HashMap<>();

    private NatsSource(NatsConfig config, Link link) {
        this.config = config;
        this.link = link;
    }

    static NatsSource open(NatsConfig config, Resources resources) throws InterruptedException {
        return new NatsSource(config, resources.add(Link.open(config.checked())));
    }

    @Override
    public List<StreamSchema> discover() throws InterruptedException {
        // By name: the list comes in pages, and a stream made meanwhile pushes another one onto the next page again.
        SortedMap<String, StreamInfo> streams = new TreeMap<>();
        for (StreamInfo info :
                link.ask("list the streams", () -> link.management().getStreams())) {
            streams.put(info.getConfiguration().getName(), info);
        }
        config.include().forEach(name -> checkThere(name, streams.keySet()));
        return streams.values().stream()
                .filter(info -> isIncluded(info.getConfiguration().getName()))
                .map(info -> MessageColumns.schema(
                        config,
                        info.getConfiguration().getName(),
                        info.getStreamState().getMsgCount()))
                .toList();
    }

    /** A pattern may match nothing; a name is somebody's mistake then. */
    private void checkThere(String name, Collection<String> streams) {
        if (name.indexOf('*') < 0 && name.indexOf('?') < 0 && !streams.contains(name)) {
            throw ConnectorException.config("include names \"" + name + "\", and there is no such JetStream stream at "
                    + config.address() + Nearest.hint(name, streams));
        }
    }

    private boolean isIncluded(String stream) {
        if (config.include().isEmpty()) {
            return BEHIND_OTHERS.stream().noneMatch(stream::startsWith);
        }
        return config.include().stream().anyMatch(pattern -> matches(pattern, stream));
    }

    private static boolean matches(String pattern, String name) {
        String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.matches(regex, name);
    }

    /** Fixes where each stream ends: what comes later is for the next run. */
    @Override
    public void begin(List<ReadPlan> streams) throws InterruptedException {
        for (ReadPlan plan : streams) {
            String name = plan.schema().stream().toString();
            link.info(name).ifPresent(info -> begun.put(name, info));
        }
    }

    @Override
    public void read(ReadPlan plan, Emitter out) throws InterruptedException {
        String name = plan.schema().stream().toString();
        StreamInfo info = begun.get(name);
        if (info == null) {
            List<String> known =
                    link.ask("list the streams", () -> link.management().getStreamNames());
            throw ConnectorException.config(
                    "there is no JetStream stream \"" + name + "\" at " + config.address() + Nearest.hint(name, known));
        }
        Retention.checkReadable(info);
        StreamRead read = new StreamRead(link, plan, info);
        read.run(out);
        if (read.skipped() > 0) {
            Log.warn("stream \"" + name + "\": " + read.skipped() + " messages were left out because they are not what"
                    + " they should be, the first with the sequence " + read.firstSkipped());
        }
    }
}
