package dev.leat.connector.kafka;

import dev.leat.row.Bytes;
import dev.leat.row.JsonText;
import dev.leat.value.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * A message's headers as a JSON object: the values of each name, in their order, in a list if there are several. A value
 * that is UTF-8 is a string; any other an object {@code {"base64":"…"}}; a value that is none is null.
 */
final class HeadersJson {

    void put(Headers headers, Bytes out) {
        Header[] all = headers.toArray();
        out.put('{');
        for (int i = 0; i < all.length; i++) {
            if (i > 0 && isAmong(all, i)) {
                continue;
            }
            if (i > 0) {
                out.put(',');
            }
            quote(all[i].key().getBytes(StandardCharsets.UTF_8), out);
            out.put(':');
            if (isAgain(all, i)) {
                list(all, i, out);
            } else {
                value(all[i].value(), out);
            }
        }
        out.put('}');
    }

    private static boolean isAmong(Header[] all, int at) {
        for (int i = 0; i < at; i++) {
            if (all[i].key().equals(all[at].key())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAgain(Header[] all, int at) {
        for (int i = at + 1; i < all.length; i++) {
            if (all[i].key().equals(all[at].key())) {
                return true;
            }
        }
        return false;
    }

    private static void list(Header[] all, int from, Bytes out) {
        char before = '[';
        for (int i = from; i < all.length; i++) {
            if (all[i].key().equals(all[from].key())) {
                out.put(before);
                value(all[i].value(), out);
                before = ',';
            }
        }
        out.put(']');
    }

    private static void value(byte[] value, Bytes out) {
        if (value == null) {
            out.putAscii("null");
        } else if (Utf8.isValid(value, 0, value.length)) {
            quote(value, out);
        } else {
            out.putAscii("{\"base64\":\"")
                    .put(Base64.getEncoder().encode(value))
                    .putAscii("\"}");
        }
    }

    private static void quote(byte[] text, Bytes out) {
        JsonText.quote(out, text, 0, text.length);
    }
}
