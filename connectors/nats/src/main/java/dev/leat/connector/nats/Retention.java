package dev.leat.connector.nats;

import dev.leat.protocol.ConnectorException;
import dev.leat.sdk.Log;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import java.util.ArrayList;
import java.util.List;

/** What a stream does with messages by itself. */
final class Retention {
    private Retention() {}

    /** Refuses a stream that drops what its readers have had: to read it is to change it. */
    static void checkReadable(StreamInfo info) {
        StreamConfiguration config = info.getConfiguration();
        if (config.getRetentionPolicy() != RetentionPolicy.Limits) {
            throw ConnectorException.config(
                    "stream \"" + config.getName() + "\" has the retention "
                            + config.getRetentionPolicy()
                            + ": the server drops messages there once they were read, and Leat"
                            + " would take them from others. Read a stream that mirrors or sources it, with the retention limits");
        }
    }

    /** Refuses a stream whose last message would not tell how far it is, and warns of one that forgets. */
    static void checkWritable(StreamInfo info) {
        StreamConfiguration config = info.getConfiguration();
        String stream = "the stream \"" + config.getName() + "\" ";
        if (config.getRetentionPolicy() != RetentionPolicy.Limits) {
            throw ConnectorException.config(stream + "has the retention " + config.getRetentionPolicy()
                    + ": messages are gone once they were read, and with them how far it is. Write into a stream with"
                    + " the retention limits");
        }
        if (config.getMirror() != null) {
            throw ConnectorException.config(stream + "is a mirror, which takes no messages but its origin's;"
                    + " write into that one, or set stream_prefix");
        }
        if (config.getSealed()) {
            throw ConnectorException.config(stream + "is sealed; write into another one, with stream_prefix");
        }
        if (config.getNoAck()) {
            throw ConnectorException.config(
                    stream + "acknowledges nothing (no_ack), so that nobody could tell what arrived; turn that off");
        }
        List<String> limits = limits(config);
        if (!limits.isEmpty()) {
            Log.warn(stream + "drops old messages (" + String.join(", ", limits)
                    + "): once the last one is gone, the next run does not know how far it is and begins anew");
        }
    }

    private static List<String> limits(StreamConfiguration config) {
        List<String> limits = new ArrayList<>();
        if (!config.getMaxAge().isZero()) {
            limits.add("max_age " + config.getMaxAge());
        }
        add(limits, "max_msgs", config.getMaxMsgs());
        add(limits, "max_bytes", config.getMaxBytes());
        add(limits, "max_msgs_per_subject", config.getMaxMsgsPerSubject());
        return limits;
    }

    private static void add(List<String> limits, String name, long value) {
        if (value > 0) {
            limits.add(name + " " + value);
        }
    }
}
