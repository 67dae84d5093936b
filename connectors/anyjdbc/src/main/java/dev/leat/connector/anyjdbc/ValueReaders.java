package dev.leat.connector.anyjdbc;

import dev.leat.jdbc.ColumnReader;
import dev.leat.jdbc.Table;
import dev.leat.row.RowWriter;
import dev.leat.type.Type;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.Locale;

/** Reads values by the getters of JDBC 4.2. */
final class ValueReaders {
    private ValueReaders() {}

    /** Puts a value that is not null. */
    @FunctionalInterface
    private interface Put<T> {
        void put(T value, RowWriter out);
    }

    static ColumnReader of(Table.Column column) {
        return switch (column.type()) {
            case Type.Bool _ ->
                (row, c, out) -> {
                    boolean value = row.getBoolean(c);
                    putUnlessNull(row, out, () -> out.putBoolean(value));
                };
            case Type.Int(int bits, boolean unsigned)
            when bits == 64 && unsigned ->
                (row, c, out) -> put(row.getBigDecimal(c), out, (value, to) -> to.putDecimal(value));
            case Type.Int _ ->
                (row, c, out) -> {
                    long value = row.getLong(c);
                    putUnlessNull(row, out, () -> out.putLong(value));
                };
            case Type.Decimal _ -> (row, c, out) -> put(row.getBigDecimal(c), out, (value, to) -> to.putDecimal(value));
            case Type.Float32 _ ->
                (row, c, out) -> {
                    float value = row.getFloat(c);
                    putUnlessNull(row, out, () -> out.putFloat(value));
                };
            case Type.Float64 _ ->
                (row, c, out) -> {
                    double value = row.getDouble(c);
                    putUnlessNull(row, out, () -> out.putDouble(value));
                };
            case Type.Bytes _ ->
                new LobReader((row, c, out) -> put(row.getBytes(c), out, (value, to) -> to.putBytes(value)));
            case Type.Date _ -> typed(LocalDate.class, (value, to) -> to.putDate(value));
            case Type.Time(int _, boolean zoned) ->
                zoned
                        ? typed(
                                OffsetTime.class,
                                (value, to) -> to.putText(Iso.text(value.toLocalTime()) + value.getOffset()))
                        : typed(LocalTime.class, (value, to) -> to.putTime(value));
            case Type.Timestamp(int _, boolean zoned) ->
                zoned
                        ? typed(OffsetDateTime.class, (value, to) -> to.putInstant(value.toInstant()))
                        : typed(LocalDateTime.class, (value, to) -> to.putTimestamp(value));
            case Type.Uuid _ ->
                (row, c, out) -> put(row.getString(c), out, (value, to) -> to.putText(value.toLowerCase(Locale.ROOT)));
            default -> new LobReader((row, c, out) -> put(row.getString(c), out, (value, to) -> to.putText(value)));
        };
    }

    private static <T> ColumnReader typed(Class<T> type, Put<T> put) {
        return (row, c, out) -> put(row.getObject(c, type), out, put);
    }

    private static <T> void put(T value, RowWriter out, Put<T> put) {
        if (value == null) {
            out.putNull();
        } else {
            put.put(value, out);
        }
    }

    private static void putUnlessNull(ResultSet row, RowWriter out, Runnable put) throws SQLException {
        if (row.wasNull()) {
            out.putNull();
        } else {
            put.run();
        }
    }
}
