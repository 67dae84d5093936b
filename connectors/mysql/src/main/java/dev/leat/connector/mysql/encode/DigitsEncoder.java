package dev.leat.connector.mysql.encode;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;
import dev.leat.type.Type;
import java.math.BigDecimal;
import java.util.Set;

/** Numbers with more digits than MySQL has a type for: all of them, as text, without an exponent. */
final class DigitsEncoder implements Encoder {
    private static final Set<String> WORDS = Set.of("NaN", "Infinity", "-Infinity");

    private final Type.Decimal type;

    DigitsEncoder(Type.Decimal type) {
        this.type = type;
    }

    @Override
    public void put(byte[] json, int from, int to, Bytes out) throws UnfitValue {
        if (json[from] == '"') {
            String word = Numbers.text(json, from + 1, to - 1);
            if (!WORDS.contains(word)) {
                throw new UnfitValue("is not a number");
            }
            out.putAscii(word);
            return;
        }
        BigDecimal number = Numbers.parse(json, from, to);
        BigDecimal bare = number.stripTrailingZeros();
        boolean fits = bare.signum() == 0
                || bare.scale() <= type.scale()
                        && (long) bare.precision() - bare.scale() <= type.precision() - type.scale();
        if (!fits) {
            throw new UnfitValue("has more digits than its column");
        }
        // A zero may be written with any exponent.
        out.putAscii(bare.signum() == 0 ? "0" : number.toPlainString());
    }
}
