package dev.leat.connector.nats;

import dev.leat.protocol.ConnectorException;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import java.time.Duration;
import java.util.List;

/** Makes the JetStream stream that rows go into, or sees that the one there is will do. */
final class TargetStream {
    /** Rows need no ids to come once, and each id is kept in the server's memory for so long. */
    private static final Duration DUPLICATES_REMEMBERED = Duration.ofSeconds(1);

    private TargetStream() {}

    static StreamInfo ensure(Link link, Target target) throws InterruptedException {
        StreamInfo info = link.info(target.stream()).orElse(null);
        if (info == null) {
            StreamConfiguration wanted = configuration(link.config(), target);
            return link.ask(
                    "make the stream " + target.stream() + " for \"" + target.leat() + "\"",
                    () -> link.management().addStream(wanted));
        }
        check(info, target);
        Retention.checkWritable(info);
        return info;
    }

    private static StreamConfiguration configuration(NatsConfig config, Target target) {
        return StreamConfiguration.builder()
                .name(target.stream())
                .description(target.description())
                .subjects(target.subjects())
                .retentionPolicy(RetentionPolicy.Limits)
                .discardPolicy(DiscardPolicy.New)
                .storageType(config.storage() == NatsConfig.Storage.FILE ? StorageType.File : StorageType.Memory)
                .replicas(config.replicas())
                .duplicateWindow(DUPLICATES_REMEMBERED)
                .build();
    }

    /** Refuses one that is another Leat stream's, or that would not get the rows. */
    static void check(StreamInfo info, Target target) {
        StreamConfiguration there = info.getConfiguration();
        String description = there.getDescription();
        if (description != null && description.startsWith("Leat: ") && !description.equals(target.description())) {
            throw ConnectorException.config("the streams \"" + target.leat() + "\" and \""
                    + description.substring("Leat: ".length()) + "\" would share the JetStream stream "
                    + target.stream()
                    + "; set stream_prefix for one of them");
        }
        List<String> subjects = there.getSubjects();
        if (subjects == null || subjects.stream().noneMatch(filter -> Subjects.matches(filter, target.subjects()))) {
            throw ConnectorException.config("the JetStream stream " + target.stream() + " is there for the subjects "
                    + subjects + ", and the rows of \"" + target.leat() + "\" have " + target.subjects()
                    + "; set subject or stream_prefix, or add the subject to that stream");
        }
    }
}
