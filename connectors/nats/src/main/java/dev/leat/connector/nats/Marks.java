package dev.leat.connector.nats;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.Json;
import io.nats.client.impl.Headers;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The headers that Leat gives to messages, and what they tell when they are read again. */
final class Marks {
    /** The row's RID, as a JSON object of the column's name and the value. */
    static final String RID = "Leat-Rid";

    static final String SYNC_ID = "Leat-Sync-Id";
    static final String SYNCED_AT = "Leat-Synced-At";
    /** Of a row without RID: the stream's last sequence when its transaction began. */
    static final String SINCE = "Leat-Since";
    /** Of the last row of a transaction of rows without RID. */
    static final String COMMIT = "Leat-Commit";

    static final String MESSAGE_ID = "Nats-Msg-Id";
    static final String EXPECTED_LAST = "Nats-Expected-Last-Sequence";
    static final String EXPECTED_LAST_ID = "Nats-Expected-Last-Msg-Id";

    private Marks() {}

    private static String first(Headers headers, String name) {
        return headers == null ? null : headers.getFirst(name);
    }

    /** Where the transaction began that this message, the last one there is, did not end; empty if there is none such. */
    static Optional<Long> unfinished(Headers headers) {
        String since = first(headers, SINCE);
        return since == null || first(headers, COMMIT) != null ? Optional.empty() : Optional.of(Long.valueOf(since));
    }

    /** The message's id, or null if it has none. */
    static String id(Headers headers) {
        return first(headers, MESSAGE_ID);
    }

    /** The RID, or null if the message has none. */
    static JsonNode rid(Headers headers) {
        String text = first(headers, RID);
        if (text == null) {
            return null;
        }
        try {
            JsonNode rid = Json.parse(text);
            return rid.isObject() && rid.size() == 1 ? rid : null;
        } catch (JacksonException foreign) {
            return null;
        }
    }

    /** The RID of the last message of a stream, by its column; refuses one that another column, or nobody, has given. */
    static JsonNode rid(Headers headers, String column, String stream, long sequence) {
        JsonNode rid = rid(headers);
        if (rid == null) {
            throw ConnectorException.config("the last message of the stream \"" + stream + "\" (sequence " + sequence
                    + ") has no " + RID
                    + ": somebody else wrote it, or Leat did without a RID, so that it does not tell"
                    + " how far the stream is. Write into another stream, or delete this one to start over");
        }
        if (!rid.has(column)) {
            throw ConnectorException.config("the stream \"" + stream + "\" was written with the RID column \""
                    + rid.propertyNames().iterator().next() + "\", the catalog says \"" + column
                    + "\"; go back to the one it was written with, or delete the stream to start over");
        }
        return rid.get(column);
    }
}
