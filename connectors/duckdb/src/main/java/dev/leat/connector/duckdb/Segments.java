package dev.leat.connector.duckdb;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;
import dev.leat.row.RowWriter;
import dev.leat.type.Type;

/** For each of DuckDB's types the expression that makes its text, and what makes the protocol's form of that. */
final class Segments {
    private static final int DATE_LENGTH = "2026-11-20".length();
    private static final int ERA_LENGTH = " (BC)".length();

    private Segments() {}

    /** The text of a column's value; null, or empty, for null. */
    static String expression(String column, String declared) {
        return switch (declared) {
            case "VARCHAR" -> "to_json(" + column + ")";
            case "BLOB" -> "'\"' || base64(" + column + ") || '\"'";
            // DuckDB's own text of an instant is made by way of calendars and zones, which takes far longer.
            case "TIMESTAMP WITH TIME ZONE" ->
                "CASE WHEN isfinite(" + column + ") THEN CAST(make_timestamp(epoch_us(" + column
                        + ")) AS VARCHAR) ELSE CAST(" + column + " AS VARCHAR) END";
            default ->
                switch (ColumnTypes.read(declared)) {
                    case Type.Text _, Type.Enumeration _ -> "to_json(CAST(" + column + " AS VARCHAR))";
                    case Type.Json _, Type.Array _ when !declared.equals("JSON") -> "to_json(" + column + ")";
                    default -> "CAST(" + column + " AS VARCHAR)";
                };
        };
    }

    static Segment of(String declared) {
        return switch (ColumnTypes.read(declared)) {
            case Type.Float32 _, Type.Float64 _ -> Segments::putBinary;
            case Type.Date _ -> Segments::putDate;
            case Type.Timestamp(int _, boolean zoned) -> zoned ? Segments::putInstant : Segments::putTimestamp;
            case Type.Time(int _, boolean zoned) -> zoned ? Segments::putZonedTime : Segments::putPlain;
            case Type.Uuid _ -> Segments::putPlain;
            case Type.Json _, Type.Array _ -> Segments::putJson;
            default -> (row, from, to, out) -> out.putJson(row, from, to - from);
        };
    }

    private static void putPlain(byte[] row, int from, int to, RowWriter out) {
        out.putPlain(row, from, to - from);
    }

    private static void putBinary(byte[] row, int from, int to, RowWriter out) {
        byte first = row[from] == '-' ? row[from + 1] : row[from];
        if (first == 'n') {
            out.putDouble(Double.NaN);
        } else if (first == 'i') {
            out.putDouble(row[from] == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        } else {
            out.putNumber(row, from, to - from);
        }
    }

    private static void putDate(byte[] row, int from, int to, RowWriter out) throws UnfitValue {
        finite(row, from);
        if (row[to - 1] != ')') {
            out.putPlain(row, from, to - from);
            return;
        }
        Bytes text = out.next().put('"').put(row, from, to - from - ERA_LENGTH);
        text.putAscii(" BC\"");
    }

    private static void putTimestamp(byte[] row, int from, int to, RowWriter out) throws UnfitValue {
        putPoint(row, from, to, "", out);
    }

    private static void putInstant(byte[] row, int from, int to, RowWriter out) throws UnfitValue {
        putPoint(row, from, to, "Z", out);
    }

    /** {@code 2026-11-20 13:45:00}, {@code 0044-03-15 (BC) 12:00:00}. */
    private static void putPoint(byte[] row, int from, int to, String zone, RowWriter out) throws UnfitValue {
        finite(row, from);
        int day = from + DATE_LENGTH;
        while (row[day] != ' ') {
            day++;
        }
        boolean beforeOurEra = row[day + 1] == '(';
        int clock = day + 1 + (beforeOurEra ? ERA_LENGTH : 0);
        Bytes text = out.next().put('"').put(row, from, day - from).put('T').put(row, clock, to - clock);
        text.putAscii(zone);
        text.putAscii(beforeOurEra ? " BC\"" : "\"");
    }

    private static void finite(byte[] row, int from) throws UnfitValue {
        if (row[from] == 'i' || row[from] == '-' && row[from + 1] == 'i') {
            throw new UnfitValue("is infinity, which is no point in time that other systems know");
        }
    }

    /** DuckDB leaves the minutes of an offset off where there are none. */
    private static void putZonedTime(byte[] row, int from, int to, RowWriter out) {
        boolean hours = row[to - 3] == '+' || row[to - 3] == '-';
        Bytes text = out.next().put('"').put(row, from, to - from);
        text.putAscii(hours ? ":00\"" : "\"");
    }

    /** JSON may have line ends between its values; and DuckDB's has NaN and Infinity, which are none of JSON's. */
    private static void putJson(byte[] row, int from, int to, RowWriter out) throws UnfitValue {
        boolean inText = false;
        for (int i = from; i < to; i++) {
            byte b = row[i];
            if (inText) {
                if (b == '\\') {
                    i++;
                } else if (b == '"') {
                    inText = false;
                }
            } else if (b == '"') {
                inText = true;
            } else if (b >= 0 && b < ' ') {
                row[i] = ' ';
            } else if (b == 'N' || b == 'I' || b == 'i') {
                throw new UnfitValue("holds NaN or Infinity, for which JSON has no number");
            }
        }
        out.putJson(row, from, to - from);
    }
}
