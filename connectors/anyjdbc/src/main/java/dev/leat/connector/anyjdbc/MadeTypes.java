package dev.leat.connector.anyjdbc;

import dev.leat.jdbc.DriverType;
import dev.leat.type.Type;
import dev.leat.type.Type.Decimal;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.Map;

/**
 * The types that columns are made with, by what the driver says the database has. What it has no type for becomes text,
 * exactly.
 */
final class MadeTypes {
    /** The longest text that is asked for where there is no limit; what is longer is refused by the database. */
    private static final long TEXT_MAX = 1_000_000_000;

    /** From here on a limit is taken for none. */
    private static final long TEXT_ENOUGH = 1_000_000;

    /** Some databases count a text's bytes, and some count an emoji twice: it must have room in all. */
    private static final int CHARACTER_BYTES_MAX = 4;

    private static final int UUID_LENGTH = 36;
    private static final int DIGITS_MAX = 1000;

    /** @param parameters whether a number in brackets may follow the name */
    private record Known(String name, long precision, int scaleMax, boolean parameters) {}

    private final Map<Integer, Known> types = new HashMap<>();
    private final boolean hasUuid;

    MadeTypes(DatabaseMetaData metadata) throws SQLException {
        boolean uuid = false;
        try (ResultSet row = metadata.getTypeInfo()) {
            while (row.next()) {
                String name = row.getString("TYPE_NAME");
                if (name.equalsIgnoreCase("UUID")) {
                    uuid = true;
                    continue;
                }
                types.putIfAbsent(
                        row.getInt("DATA_TYPE"),
                        new Known(
                                name,
                                row.getLong("PRECISION"),
                                row.getInt("MAXIMUM_SCALE"),
                                row.getString("CREATE_PARAMS") != null));
            }
        }
        hasUuid = uuid;
    }

    String of(Type type) {
        return switch (type) {
            case Type.Bool _ -> has(Types.BOOLEAN) ? name(Types.BOOLEAN) : integer(16);
            case Type.Int(int bits, boolean unsigned) ->
                unsigned && bits == 64 ? number(20, 0) : integer(unsigned ? 2 * bits : bits);
            case Decimal(int precision, int scale) when precision > 0 -> number(precision, scale);
            case Decimal(int _, int scale) when scale == 0 -> number((int) Math.min(digits(), DIGITS_MAX), 0);
            case Decimal _ -> text(0);
            case Type.Float32 _ -> has(Types.REAL) ? name(Types.REAL) : binary();
            case Type.Float64 _ -> binary();
            case Type.Text(int length, boolean _) -> text(length);
            case Type.Enumeration _, Type.Json _, Type.Array _ -> text(0);
            case Type.Bytes _ -> limited(Types.VARBINARY, 0, Types.BLOB);
            case Type.Date _ -> has(Types.DATE) ? name(Types.DATE) : text(0);
            case Type.Time(int fraction, boolean zoned) ->
                point(zoned ? Types.TIME_WITH_TIMEZONE : Types.TIME, fraction);
            case Type.Timestamp(int fraction, boolean zoned) ->
                point(zoned ? Types.TIMESTAMP_WITH_TIMEZONE : Types.TIMESTAMP, fraction);
            case Type.Uuid _ -> hasUuid ? "UUID" : text(UUID_LENGTH);
        };
    }

    /** A column's type as {@link #of} would have written it. */
    static String declared(DriverType column) {
        String name = column.name();
        return switch (column.type()) {
            case Types.VARCHAR, Types.VARBINARY -> name + "(" + column.size() + ")";
            case Types.DECIMAL, Types.NUMERIC -> name + "(" + column.size() + ", " + column.fraction() + ")";
            case Types.TIME, Types.TIME_WITH_TIMEZONE, Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE ->
                pointed(name, column.fraction());
            default -> name;
        };
    }

    /** The digits of a second stand before the words that say the zone. */
    private static String pointed(String name, int fraction) {
        int words = name.indexOf(" WITH ");
        int end = words < 0 ? name.length() : words;
        return name.substring(0, end) + "(" + fraction + ")" + name.substring(end);
    }

    /** Whether text without a limit is of a type that no index takes. */
    boolean textIsLarge() {
        return has(Types.CLOB) && text(0).equals(name(Types.CLOB));
    }

    private boolean has(int type) {
        return types.containsKey(type);
    }

    private String name(int type) {
        return types.get(type).name();
    }

    private String integer(int bits) {
        int type = bits <= 16 ? Types.SMALLINT : bits <= 32 ? Types.INTEGER : Types.BIGINT;
        return has(type) ? name(type) : number(bits <= 16 ? 5 : bits <= 32 ? 10 : 19, 0);
    }

    private Known exact() {
        return has(Types.DECIMAL) ? types.get(Types.DECIMAL) : types.get(Types.NUMERIC);
    }

    private long digits() {
        return exact() == null ? 0 : exact().precision();
    }

    private String number(int precision, int scale) {
        return exact() != null && precision <= digits() && scale <= precision
                ? exact().name() + "(" + precision + ", " + scale + ")"
                : text(0);
    }

    private String binary() {
        return has(Types.DOUBLE) ? name(Types.DOUBLE) : has(Types.FLOAT) ? name(Types.FLOAT) : text(0);
    }

    private String text(int length) {
        return limited(Types.VARCHAR, length, Types.CLOB);
    }

    private String limited(int type, int length, int unlimited) {
        Known known = types.get(type);
        long room = (long) length * CHARACTER_BYTES_MAX;
        if (known != null && length > 0 && room <= known.precision()) {
            return known.name() + "(" + room + ")";
        }
        if (known != null && (known.precision() >= TEXT_ENOUGH || !has(unlimited))) {
            return known.name() + "(" + Math.min(known.precision(), TEXT_MAX) + ")";
        }
        return has(unlimited) ? name(unlimited) : "VARCHAR";
    }

    private String point(int type, int fraction) {
        Known known = types.get(type);
        if (known == null || known.parameters() && fraction > known.scaleMax()) {
            return text(0);
        }
        return known.parameters() ? pointed(known.name(), fraction) : known.name();
    }
}
