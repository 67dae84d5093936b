package dev.leat.bench;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.postgresql.util.ByteConverter;

/**
 * One value in the forms it takes on its way.
 *
 * @param copied as PostgreSQL's COPY sends it
 * @param json as it stands in a RECORD line
 * @param loaded as Leat's destination sends it to COPY, its length first; made by the JDK and the driver
 */
public record Cell(String copied, String json, byte[] loaded) {
    private static final LocalDate DAY_ZERO = LocalDate.of(2000, 1, 1);
    private static final Instant TIME_ZERO = Instant.parse("2000-01-01T00:00:00Z");

    static Cell bigint(long number) {
        return number(number, ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    static Cell integer(int number) {
        return number(number, ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }

    /** A number with two digits after the point. */
    static Cell decimal(long hundredths) {
        BigDecimal number = BigDecimal.valueOf(hundredths, 2);
        return number(number.toPlainString(), ByteConverter.numeric(number));
    }

    private static Cell number(Object digits, byte[] loaded) {
        return new Cell(digits.toString(), digits.toString(), field(loaded));
    }

    /** Text whose line ends, tabs, backslashes and quotes are escaped. */
    public static Cell text(String text) {
        String copied = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
        return new Cell(copied, '"' + copied.replace("\"", "\\\"") + '"', field(text.getBytes(StandardCharsets.UTF_8)));
    }

    static Cell date(LocalDate date) {
        int days = (int) DAY_ZERO.until(date, ChronoUnit.DAYS);
        return new Cell(
                date.toString(),
                '"' + date.toString() + '"',
                field(ByteBuffer.allocate(Integer.BYTES).putInt(days).array()));
    }

    static Cell instant(String date, String time) {
        String wire = date + 'T' + time + 'Z';
        long micros = TIME_ZERO.until(Instant.parse(wire), ChronoUnit.MICROS);
        return new Cell(
                date + ' ' + time + "+00",
                '"' + wire + '"',
                field(ByteBuffer.allocate(Long.BYTES).putLong(micros).array()));
    }

    private static byte[] field(byte[] value) {
        return ByteBuffer.allocate(Integer.BYTES + value.length)
                .putInt(value.length)
                .put(value)
                .array();
    }
}
