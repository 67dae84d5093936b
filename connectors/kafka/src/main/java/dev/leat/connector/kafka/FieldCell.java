package dev.leat.connector.kafka;

import dev.leat.protocol.ConnectorException;
import dev.leat.row.Bytes;
import dev.leat.row.JsonText;
import dev.leat.row.RowWriter;
import dev.leat.type.Type;
import dev.leat.value.TextValue;
import dev.leat.value.TypeName;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A column that is made of a field of the value. A field that the value lacks is absent from the row, which is not the
 * same as null. Numbers, dates and the like may stand in the value as text; what is no value of the type is an error.
 */
final class FieldCell implements Cell {
    private final JsonPayload payload;
    private final int field;
    private final String column;
    private final Type type;
    private final TextValue value;
    private final boolean anyText;
    private final Bytes unescaped = new Bytes(64);

    /** @param payload has read the message's value, unless there is none */
    FieldCell(JsonPayload payload, int field, String column, Type type) {
        this.payload = payload;
        this.field = field;
        this.column = column;
        this.type = type;
        this.value = TextValue.of(type);
        this.anyText = type instanceof Type.Text(int lengthMax, boolean _) && lengthMax == 0;
    }

    @Override
    public void put(ConsumerRecord<byte[], byte[]> message, RowWriter out) throws BadRecord {
        if (message.value() == null) {
            out.putNull();
            return;
        }
        int start = payload.start(field);
        if (start < 0) {
            out.putAbsent();
            return;
        }
        byte[] text = payload.text();
        int end = payload.end(field);
        boolean put = switch (text[start]) {
            case 'n' -> {
                out.putNull();
                yield true;
            }
            case '"' -> string(text, start, end, out);
            default -> other(text, start, end, out);
        };
        if (!put) {
            int shown = Math.min(end - start, 80);
            throw new BadRecord("its field for column \"" + column + "\" is "
                    + new String(text, start, shown, StandardCharsets.UTF_8) + (shown < end - start ? "…" : "")
                    + ", which is no " + TypeName.of(type));
        }
    }

    private boolean string(byte[] text, int start, int end, RowWriter out) throws BadRecord {
        if (anyText || type instanceof Type.Json) {
            // As it is, escapes and all.
            out.putJson(text, start, end - start);
            return true;
        }
        for (int i = start + 1; i < end - 1; i++) {
            if (text[i] == '\\') {
                return escaped(text, start, end, out);
            }
        }
        return value.put(out, text, start + 1, end - 1);
    }

    private boolean escaped(byte[] text, int start, int end, RowWriter out) throws BadRecord {
        unescaped.clear();
        try {
            JsonText.unescape(unescaped, text, start + 1, end - start - 2);
        } catch (ConnectorException halfCharacter) {
            throw new BadRecord("its field for column \"" + column + "\": " + halfCharacter.getMessage());
        }
        return value.put(out, unescaped.array(), 0, unescaped.length());
    }

    private boolean other(byte[] text, int start, int end, RowWriter out) {
        boolean nested = text[start] == '{' || text[start] == '[';
        if (type instanceof Type.Json || nested && type instanceof Type.Array) {
            payload.append(out.next(), start, end);
            return true;
        }
        if (type instanceof Type.Bytes || type instanceof Type.Uuid || nested && !anyText) {
            return false;
        }
        return value.put(out, text, start, end);
    }
}
