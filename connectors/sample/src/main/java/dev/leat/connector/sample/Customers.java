package dev.leat.connector.sample;

import dev.leat.connector.sample.Table.Made;
import dev.leat.row.Bytes;
import dev.leat.row.RowWriter;
import dev.leat.type.Column;
import dev.leat.type.Type;
import java.time.Instant;
import java.util.List;

/** The customers. Their {@code updated_at} is in order and shared by some rows each, as in real tables. */
final class Customers {
    static final String UPDATED_AT = "updated_at";

    /** Rows that share an {@code updated_at}; seven, so that a shop's last ones seldom come out even. */
    private static final int TIED = 7;

    private static final long TIE_SECONDS = TIED * 4 * Shop.ORDER_SECONDS;

    private Customers() {}

    static Table table(Shop shop) {
        return new Table(
                Shop.CUSTOMERS,
                "customers",
                Shop::customers,
                List.of("id"),
                List.of(
                        new Made(Column.required("id", Type.INT64), (out, row, random) -> out.putLong(row + 1)),
                        new Made(Column.required("name", new Type.Text(80, false)), Customers::name),
                        new Made(Column.of("email", new Type.Text(120, false)), ((Cell) Customers::email).orNull(5)),
                        new Made(Column.required("country", new Type.Text(2, true)), Words.COUNTRIES.cell()),
                        new Made(Column.of("birth_date", Type.DATE), ((Cell) Customers::birthDate).orNull(30)),
                        new Made(
                                Column.required("newsletter", Type.BOOL),
                                (out, row, random) -> out.putBoolean((random & 3) == 0)),
                        new Made(
                                Column.required("points", Type.INT32),
                                (out, row, random) -> out.putLong(Shop.below(5_000, random) - 100)),
                        new Made(
                                Column.of("call_after", new Type.Time(0, true)),
                                ((Cell) Customers::callAfter).orNull(60)),
                        new Made(Column.of("tags", new Type.Array(Type.TEXT)), ((Cell) Customers::tags).orNull(10)),
                        new Made(
                                Column.required("created_at", new Type.Timestamp(6, true)),
                                (out, row, random) -> instant(
                                        out, updatedAt(row) * 1_000_000 - (random >>> 1) % 63_000_000_000_000L)),
                        new Made(
                                Column.required(UPDATED_AT, new Type.Timestamp(0, true)),
                                (out, row, random) -> instant(out, updatedAt(row) * 1_000_000))));
    }

    private static long updatedAt(long row) {
        return Shop.OPENED + row / TIED * TIE_SECONDS;
    }

    /** The first row updated at that instant or later; or, unless inclusive, after it. */
    static long firstUpdatedAt(Instant instant, boolean inclusive) {
        long since = instant.getEpochSecond() - Shop.OPENED;
        boolean exact = instant.getNano() == 0 && Math.floorMod(since, TIE_SECONDS) == 0;
        long tie = Math.floorDiv(since, TIE_SECONDS) + (exact && inclusive ? 0 : 1);
        return Math.max(0, tie * TIED);
    }

    private static void name(RowWriter out, long row, long random) {
        Bytes to = out.next().put('"').put(Words.FIRST_NAMES.pick(random)).put(' ');
        to.put(Words.LAST_NAMES.pick(random >>> 32)).put('"');
    }

    private static void email(RowWriter out, long row, long random) {
        Bytes to = out.next().put('"').put(Words.HANDLES.pick(random)).putLong(row + 1);
        to.put('@').put(Words.DOMAINS.pick(random >>> 12)).put('"');
    }

    private static void birthDate(RowWriter out, long row, long random) {
        // From 1925 on, eighty years.
        Digits.date(out.next().put('"'), -16_436 + Shop.below(29_220, random)).put('"');
    }

    private static void callAfter(RowWriter out, long row, long random) {
        Bytes to = Digits.time(out.next().put('"'), 900 * Shop.below(96, random));
        boolean east = (random >>> 8 & 1) == 0;
        to.put(east ? '+' : '-').putPadded(Shop.below(12, random >>> 3), 2);
        to.putAscii((random >>> 9 & 7) == 0 ? ":45\"" : ":00\"");
    }

    private static void tags(RowWriter out, long row, long random) {
        Bytes to = out.next().put('[');
        int count = (int) (random & 3);
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                to.put(',');
            }
            to.put('"').put(Words.TAGS.pick(random >>> 2 + 8 * i)).put('"');
        }
        to.put(']');
    }

    private static void instant(RowWriter out, long micros) {
        Digits.timestamp(out.next().put('"'), micros).putAscii("Z\"");
    }
}
