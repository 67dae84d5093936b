package dev.leat.connector.mysql.encode;

import dev.leat.jdbc.UnfitValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Numbers that are not written in plain digits. */
final class Numbers {
    private Numbers() {}

    static String text(byte[] json, int from, int to) {
        return new String(json, from, to - from, StandardCharsets.US_ASCII);
    }

    static BigDecimal parse(byte[] json, int from, int to) throws UnfitValue {
        if (json[from] == '"') {
            throw new UnfitValue("is a text where the column holds numbers");
        }
        try {
            return new BigDecimal(text(json, from, to));
        } catch (NumberFormatException _) {
            throw new UnfitValue("is not a number");
        }
    }
}
