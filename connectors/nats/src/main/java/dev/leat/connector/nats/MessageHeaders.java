package dev.leat.connector.nats;

import dev.leat.row.Bytes;
import dev.leat.row.JsonText;
import io.nats.client.impl.Headers;
import java.util.List;
import java.util.Map;

/** Writes a message's headers as a JSON object: a text where a header has one value, a list where it has several. */
final class MessageHeaders {
    private MessageHeaders() {}

    static void put(Bytes out, Headers headers) {
        out.put('{');
        boolean first = true;
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            if (!first) {
                out.put(',');
            }
            first = false;
            JsonText.quote(out, header.getKey());
            out.put(':');
            values(out, header.getValue());
        }
        out.put('}');
    }

    private static void values(Bytes out, List<String> values) {
        if (values.size() == 1) {
            JsonText.quote(out, values.getFirst());
            return;
        }
        out.put('[');
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                out.put(',');
            }
            JsonText.quote(out, values.get(i));
        }
        out.put(']');
    }
}
