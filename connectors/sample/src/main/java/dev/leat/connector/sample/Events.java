package dev.leat.connector.sample;

import dev.leat.connector.sample.Table.Made;
import dev.leat.row.Bytes;
import dev.leat.row.RowWriter;
import dev.leat.type.Column;
import dev.leat.type.Type;
import java.util.List;

/** What visitors of the shop's site did. */
final class Events {
    private static final List<String> KINDS = List.of("view", "search", "add", "remove", "pay");
    private static final long STEP_MICROS = Shop.ORDER_SECONDS * 1_000_000 / Shop.EVENTS_PER_ORDER;

    private Events() {}

    static Table table(Shop shop) {
        return new Table(
                Shop.EVENTS,
                "events",
                Shop::events,
                List.of("id"),
                List.of(
                        new Made(Column.required("id", Type.INT64), (out, row, random) -> out.putLong(row + 1)),
                        new Made(
                                Column.required("at", new Type.Timestamp(6, true)),
                                (out, row, random) -> Digits.timestamp(
                                                out.next().put('"'),
                                                Shop.OPENED * 1_000_000
                                                        + row * STEP_MICROS
                                                        + Shop.below((int) STEP_MICROS, random))
                                        .putAscii("Z\"")),
                        new Made(
                                Column.required("kind", new Type.Enumeration(KINDS)),
                                Words.of(KINDS).cell()),
                        new Made(Column.required("session", Type.UUID), (out, row, random) -> {
                            // A visitor does eight things in a row.
                            long session = shop.random(Shop.EVENTS, -1 - (row >>> 3));
                            Bytes to = out.next().put('"');
                            Digits.uuid(to, session, Shop.mix(session));
                            to.put('"');
                        }),
                        new Made(
                                Column.of("customer_id", Type.INT64),
                                ((Cell) (out, row, random) ->
                                                out.putLong(Shop.customer(row / Shop.EVENTS_PER_ORDER, random)))
                                        .orNull(40)),
                        new Made(Column.required("path", Type.TEXT), Words.PATHS.cell()),
                        new Made(Column.of("ip", new Type.Text(45, false)), ((Cell) Events::ip).orNull(3)),
                        new Made(
                                Column.of("agent", Type.TEXT),
                                Words.AGENTS.cell().orNull(10)),
                        new Made(
                                Column.required("duration_ms", new Type.Int(32, true)),
                                (out, row, random) -> out.putLong((random & 0xffff_ffffL) >>> (random >>> 60))),
                        new Made(
                                Column.required("bytes_sent", new Type.Int(64, true)),
                                (out, row, random) -> out.putLong(random >>> 24)),
                        new Made(Column.of("payload", Type.JSON), ((Cell) Events::payload).orNull(50))));
    }

    private static void ip(RowWriter out, long row, long random) {
        Bytes to = out.next().put('"');
        if ((random >>> 40 & 3) == 0) {
            to.putAscii("2001:db8::");
            Digits.hex(to, random, 4);
        } else {
            to.putAscii("198.51.").putLong(random & 255).put('.').putLong(random >>> 8 & 255);
        }
        to.put('"');
    }

    private static void payload(RowWriter out, long row, long random) {
        Bytes to = out.next().putAscii("{\"scroll\":0.").putPadded(Shop.below(100, random), 2);
        to.putAscii(",\"ab\":[\"");
        to.putAscii((random & 1) == 0 ? "new" : "old").putAscii("\",").putLong(random >>> 50);
        to.putAscii("],\"title\":\"").put(Words.THINGS.pick(random >>> 4)).putAscii("\"}");
    }
}
