package dev.leat.connector.nats;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.Json;
import io.nats.client.Message;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What the server says to a published message: where it is, or why it is not.
 *
 * @param sequence its place in the stream; 0 if it is not there
 * @param code why not, as JetStream counts its errors; 0 if it is there
 */
record Answer(long sequence, int code, String description) {
    private static final int NO_RESPONDERS = 503;
    private static final int WRONG_LAST_ID = 10070;
    private static final int WRONG_LAST_SEQUENCE = 10071;
    private static final int TOO_LARGE = 10054;
    private static final byte[] SEQ = {'"', 's', 'e', 'q', '"', ':'};

    static Answer of(Message message) {
        if (message.isStatusMessage()) {
            return new Answer(
                    0, message.getStatus().getCode(), message.getStatus().getMessage());
        }
        byte[] json = message.getData();
        long sequence = json.length > 2 && json[2] == 'e' ? 0 : sequence(json);
        return sequence > 0 ? new Answer(sequence, 0, null) : parse(json);
    }

    /** Finds {@code "seq":42} in the usual answer. */
    private static long sequence(byte[] json) {
        for (int i = 0; i + SEQ.length < json.length; i++) {
            if (json[i] == '"' && java.util.Arrays.equals(json, i, i + SEQ.length, SEQ, 0, SEQ.length)) {
                long value = 0;
                for (int d = i + SEQ.length; d < json.length; d++) {
                    if (json[d] >= '0' && json[d] <= '9') {
                        value = 10 * value + json[d] - '0';
                    } else if (json[d] != ' ' || value > 0) {
                        break;
                    }
                }
                return value;
            }
        }
        return 0;
    }

    private static Answer parse(byte[] json) {
        try {
            JsonNode answer = Json.parse(json);
            JsonNode error = answer.path("error");
            return error.isObject()
                    ? new Answer(
                            0,
                            error.path("err_code").asInt(error.path("code").asInt(0)),
                            error.path("description").asString(""))
                    : new Answer(answer.path("seq").asLong(0), 0, null);
        } catch (JacksonException e) {
            return new Answer(0, -1, "an answer that is no JSON");
        }
    }

    /** Whether the message did not come right behind the one it was to follow. */
    boolean isOutOfPlace() {
        return code == WRONG_LAST_SEQUENCE || code == WRONG_LAST_ID;
    }

    /** Whether no stream takes this subject now: there is none, or its server is away or becomes another one. */
    boolean isUnheard() {
        return code == NO_RESPONDERS || ConnectionFailure.isPassing(code);
    }

    ConnectorException failure(String attempted) {
        String reason = description + " (" + code + ")";
        if (code == TOO_LARGE) {
            return ConnectorException.data("cannot " + attempted + ": " + reason
                    + "; raise the stream's max_msg_size, or leave large columns out");
        }
        return ConnectorException.unavailable("cannot " + attempted + ": " + reason
                + "; give the stream, its account or the server more room, and run" + " again");
    }
}
