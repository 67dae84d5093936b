package dev.leat.connector.sample;

import dev.leat.connector.sample.Table.Made;
import dev.leat.row.Bytes;
import dev.leat.row.RowWriter;
import dev.leat.type.Column;
import dev.leat.type.Type;
import java.util.List;

/** The orders. An order's total is what its items cost. */
final class Orders {
    private static final List<String> STATUSES = List.of("new", "paid", "packed", "shipped", "returned");

    private Orders() {}

    static Table table(Shop shop) {
        return new Table(
                Shop.ORDERS,
                "orders",
                orders -> orders,
                List.of("id"),
                List.of(
                        new Made(Column.required("id", Type.INT64), (out, row, random) -> out.putLong(row + 1)),
                        new Made(Column.required("reference", Type.UUID), (out, row, random) -> {
                            Bytes to = out.next().put('"');
                            Digits.uuid(to, random, Shop.mix(random));
                            to.put('"');
                        }),
                        new Made(
                                Column.required("customer_id", Type.INT64),
                                (out, row, random) -> out.putLong(Shop.customer(row, random))),
                        new Made(
                                Column.required("status", new Type.Enumeration(STATUSES)),
                                Words.of(STATUSES).cell()),
                        new Made(Column.required("currency", new Type.Text(3, true)), Words.CURRENCIES.cell()),
                        new Made(
                                Column.required("total", new Type.Decimal(12, 2)),
                                (out, row, random) -> Digits.hundredths(out.next(), shop.totalCents(row))),
                        new Made(Column.of("exchange_rate", Type.Decimal.ANY), ((Cell) Orders::rate).orNull(40)),
                        new Made(
                                Column.of("tracking_number", Type.Decimal.INTEGER),
                                ((Cell) Orders::tracking).orNull(35)),
                        new Made(
                                Column.required("gift", Type.BOOL),
                                (out, row, random) -> out.putBoolean(random % 9 == 0)),
                        new Made(
                                Column.of("note", Type.TEXT), Words.NOTES.cell().orNull(60)),
                        new Made(Column.required("ship_to", Type.JSON), Orders::shipTo),
                        new Made(
                                Column.of("deliver_on", Type.DATE),
                                ((Cell) (out, row, random) -> Digits.date(
                                                        out.next().put('"'),
                                                        shop.orderedAt(row) / 86_400_000_000L
                                                                + 1
                                                                + Shop.below(20, random))
                                                .put('"'))
                                        .orNull(20)),
                        new Made(
                                Column.of("deliver_after", new Type.Time(0, false)),
                                ((Cell) (out, row, random) -> Digits.time(
                                                        out.next().put('"'), 1_800 * Shop.below(48, random))
                                                .put('"'))
                                        .orNull(50)),
                        new Made(
                                Column.required("ordered_local", new Type.Timestamp(6, false)),
                                (out, row, random) -> Digits.timestamp(
                                                out.next().put('"'),
                                                shop.orderedAt(row) + Shop.below(24, random) * 3_600_000_000L)
                                        .put('"')),
                        new Made(
                                Column.required("ordered_at", new Type.Timestamp(6, true)),
                                (out, row, random) -> Digits.timestamp(
                                                out.next().put('"'), shop.orderedAt(row))
                                        .putAscii("Z\""))));
    }

    /** One to ten digits after the point. */
    private static void rate(RowWriter out, long row, long random) {
        int digits = 1 + (int) (random & 7);
        int fraction = Shop.below(100_000_000, random >>> 3);
        for (int i = digits; i < 8; i++) {
            fraction /= 10;
        }
        out.next().putLong(random >>> 62).put('.').putPadded(fraction, digits);
    }

    /** 23 digits: more than 64 bits hold. */
    private static void tracking(RowWriter out, long row, long random) {
        Bytes to = out.next().putLong(34_000 + Shop.below(900, random));
        to.putPadded(Shop.below(1_000_000_000, Shop.mix(random)), 9);
        to.putPadded(Shop.below(1_000_000_000, random >>> 16), 9);
    }

    private static void shipTo(RowWriter out, long row, long random) {
        Bytes to = out.next().putAscii("{\"street\":\"").put(Words.STREETS.pick(random));
        to.put(' ').putLong(1 + Shop.below(300, random >>> 20));
        to.putAscii("\",\"city\":\"").put(Words.CITIES.pick(random >>> 30));
        to.putAscii("\",\"zip\":\"").putPadded(Shop.below(100_000, random >>> 10), 5);
        to.putAscii((random >>> 61) == 0 ? "\",\"lift\":null}" : "\"}");
    }
}
