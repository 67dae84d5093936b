package dev.leat.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.connector.postgres.PgType.Oid;
import dev.leat.protocol.Json;
import dev.leat.row.Bytes;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Eight bytes are looked at at once: what ends a field or is escaped must be seen wherever among them it stands. */
class FieldTest {
    private static Field field(int oid) {
        PgType type = new PgType(oid, "", BuiltInTypes.form(oid), BuiltInTypes.type(oid, -1), null, ',');
        return Field.of(type, PostgresConfig.Infinity.REFUSE);
    }

    /** As COPY sends it, and as much behind it as must be. */
    private static String json(Field field, String copied, char end) {
        byte[] text = (copied + end).getBytes(StandardCharsets.UTF_8);
        byte[] row = java.util.Arrays.copyOf(text, text.length + Long.BYTES - 1);
        Bytes out = new Bytes(1);
        assertThat(field.put(row, 0, out)).as(copied).isEqualTo(text.length - 1);
        return new String(out.copy(), StandardCharsets.UTF_8);
    }

    private static String copied(String text) {
        StringBuilder copied = new StringBuilder();
        for (char c : text.toCharArray()) {
            int letter = "\b\f\n\r\t\013\\".indexOf(c);
            if (letter < 0) {
                copied.append(c);
            } else {
                copied.append('\\').append("bfnrtv\\".charAt(letter));
            }
        }
        return copied.toString();
    }

    @Test
    void eachCharacterOfATextArrivesWhereverItStands() {
        Field text = field(Oid.TEXT);
        for (int length = 1; length <= 18; length++) {
            for (int position = 0; position < length; position++) {
                for (char c = 1; c < 0x101; c++) {
                    StringBuilder value = new StringBuilder("~".repeat(length));
                    value.setCharAt(position, c);
                    String json = json(text, copied(value.toString()), position % 2 == 0 ? '\t' : '\n');
                    assertThat(Json.parse(json).asString()).isEqualTo(value.toString());
                }
            }
        }
    }

    @Test
    void numbersOfEveryLengthArrive() {
        Field number = field(Oid.NUMERIC);
        for (int length = 1; length <= 40; length++) {
            String digits = "1".repeat(length);
            assertThat(json(number, digits, '\t')).isEqualTo(digits);
            assertThat(json(number, '-' + digits + ".5", '\n')).isEqualTo('-' + digits + ".5");
        }
        assertThat(json(number, "-Infinity", '\n')).isEqualTo("\"-Infinity\"");
        assertThat(json(number, "NaN", '\t')).isEqualTo("\"NaN\"");
    }

    @Test
    void timesAreWrittenAsJsonShowsThem() {
        Field instant = field(Oid.TIMESTAMPTZ);
        assertThat(json(instant, "2026-11-20 13:45:00.5+00", '\t')).isEqualTo("\"2026-11-20T13:45:00.5Z\"");
        assertThat(json(instant, "294276-12-31 23:59:59+00", '\n')).isEqualTo("\"294276-12-31T23:59:59Z\"");
        assertThat(json(instant, "0044-03-15 12:00:00+00 BC", '\n')).isEqualTo("\"0044-03-15T12:00:00Z BC\"");
        assertThat(json(field(Oid.TIMESTAMP), "0044-03-15 12:00:00 BC", '\n')).isEqualTo("\"0044-03-15T12:00:00 BC\"");
        assertThat(json(field(Oid.DATE), "0044-03-15 BC", '\n')).isEqualTo("\"0044-03-15 BC\"");
        assertThat(json(field(Oid.TIMETZ), "13:45:00+02", '\n')).isEqualTo("\"13:45:00+02:00\"");
        assertThat(json(field(Oid.BOOL), "t", '\n')).isEqualTo("true");
    }
}
