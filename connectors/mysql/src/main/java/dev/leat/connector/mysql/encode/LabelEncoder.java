package dev.leat.connector.mysql.encode;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;
import dev.leat.row.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Labels of an ENUM or SET. What is none, the server takes for a number of one if it can. */
final class LabelEncoder implements Encoder {
    private final byte[][] labels;
    private final boolean several;
    private final Bytes text = new Bytes(64);

    /** @param several whether a value names any number of labels, with commas: a SET */
    LabelEncoder(List<String> labels, boolean several) {
        this.labels = labels.stream()
                .map(label -> label.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        this.several = several;
    }

    @Override
    public void put(byte[] json, int from, int to, Bytes out) throws UnfitValue {
        if (json[from] != '"') {
            throw new UnfitValue("is not a string");
        }
        text.clear();
        JsonText.unescape(text, json, from + 1, to - from - 2);
        check();
        LoadText.escape(text.array(), 0, text.length(), out);
    }

    private void check() throws UnfitValue {
        if (several && text.length() == 0) {
            return;
        }
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || several && text.array()[i] == ',') {
                if (!isLabel(start, i)) {
                    throw new UnfitValue("is none of the column's labels");
                }
                start = i + 1;
            }
        }
    }

    private boolean isLabel(int from, int to) {
        for (byte[] label : labels) {
            if (Arrays.equals(label, 0, label.length, text.array(), from, to)) {
                return true;
            }
        }
        return false;
    }
}
