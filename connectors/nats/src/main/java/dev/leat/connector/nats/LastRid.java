package dev.leat.connector.nats;

import dev.leat.sdk.Log;
import dev.leat.sdk.WritePlan;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StreamInfo;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** How far a stream is: rows come in the order of their RID, so the last message has the greatest. */
final class LastRid {
    private LastRid() {}

    static Optional<JsonNode> of(Link link, WritePlan plan, StreamInfo info) throws InterruptedException {
        if (plan.rid().isEmpty()) {
            return Optional.empty();
        }
        String stream = info.getConfiguration().getName();
        Optional<MessageInfo> last = new Tail(link, info).committed();
        if (last.isEmpty() && info.getStreamState().getLastSequence() > 0) {
            Log.warn("the stream " + stream + " had messages and has none any more: \"" + plan.schema().stream()
                    + "\" is written from its start");
        }
        String column = plan.rid().get().name();
        return last.map(message -> Marks.rid(message.getHeaders(), column, stream, message.getSeq()));
    }
}
