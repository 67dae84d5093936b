package dev.leat.connector.sample;

import dev.leat.connector.sample.Table.Made;
import dev.leat.row.Bytes;
import dev.leat.row.RowWriter;
import dev.leat.type.Column;
import dev.leat.type.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The products. */
final class Products {
    private static final List<String> CATEGORIES = List.of("kitchen", "garden", "tools", "toys & games", "other");
    private static final byte[] BASE64 =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".getBytes(StandardCharsets.US_ASCII);

    private Products() {}

    static Table table(Shop shop) {
        return new Table(
                Shop.PRODUCTS,
                "products",
                Shop::products,
                List.of("id"),
                List.of(
                        new Made(Column.required("id", Type.INT32), (out, row, random) -> out.putLong(row + 1)),
                        new Made(Column.required("sku", new Type.Text(12, false)), Products::sku),
                        new Made(Column.required("name", Type.TEXT), Products::name),
                        new Made(
                                Column.of("description", Type.TEXT),
                                Words.DESCRIPTIONS.cell().orNull(15)),
                        new Made(
                                Column.required("category", new Type.Enumeration(CATEGORIES)),
                                Words.of(CATEGORIES).cell()),
                        new Made(
                                Column.required("price", new Type.Decimal(10, 2)),
                                (out, row, random) -> Digits.hundredths(out.next(), shop.cents(row))),
                        new Made(
                                Column.of("weight_kg", Type.FLOAT32),
                                ((Cell) (out, row, random) ->
                                                Digits.thousandths(out.next(), Shop.below(50_000, random)))
                                        .orNull(20)),
                        new Made(
                                Column.of("rating", Type.FLOAT64),
                                ((Cell) (out, row, random) ->
                                                Digits.thousandths(out.next(), 1_000 + Shop.below(4_001, random)))
                                        .orNull(25)),
                        new Made(
                                Column.required("stock", Type.INT16),
                                (out, row, random) -> out.putLong(Shop.below(1_000, random) - 20)),
                        new Made(
                                Column.required("views", new Type.Int(24, false)),
                                (out, row, random) -> out.putLong(Shop.below(8_000_000, random))),
                        new Made(
                                Column.of("dimensions_mm", new Type.Array(Type.INT32)),
                                ((Cell) Products::dimensions).orNull(12)),
                        new Made(Column.of("attributes", Type.JSON), ((Cell) Products::attributes).orNull(10)),
                        new Made(Column.of("thumbnail", Type.BYTES), ((Cell) Products::thumbnail).orNull(30)),
                        new Made(
                                Column.required("added_on", Type.DATE),
                                (out, row, random) -> Digits.date(
                                                out.next().put('"'),
                                                (Shop.OPENED + row * 20 * Shop.ORDER_SECONDS) / 86_400)
                                        .put('"'))));
    }

    /** Digits with zeros before them: text, whatever it looks like. */
    private static void sku(RowWriter out, long row, long random) {
        out.next().put('"').putPadded((int) (row + 1), 9).put('"');
    }

    private static void name(RowWriter out, long row, long random) {
        Bytes to = out.next().put('"').put(Words.QUALITIES.pick(random)).put(' ');
        to.put(Words.THINGS.pick(random >>> 32)).put('"');
    }

    private static void dimensions(RowWriter out, long row, long random) {
        Bytes to = out.next().put('[').putLong(1 + Shop.below(2_000, random));
        to.put(',').putLong(1 + Shop.below(2_000, random >>> 16)).put(',');
        // Flat things have no height.
        if ((random >>> 60) == 0) {
            to.putAscii("null]");
        } else {
            to.putLong(1 + Shop.below(2_000, random >>> 32)).put(']');
        }
    }

    private static void attributes(RowWriter out, long row, long random) {
        Bytes to = out.next().putAscii("{\"colour\":\"").put(Words.COLOURS.pick(random));
        to.putAscii("\",\"watts\":").putLong(Shop.below(40, random >>> 8) * 50L);
        to.putAscii(",\"parts\":[{\"n\":").putLong(random & 7);
        to.putAscii((random & 64) == 0 ? ",\"spare\":true}]}" : ",\"spare\":null}]}");
    }

    /** Nine to eighteen bytes, made in base64 straight away: every four letters are three bytes. */
    private static void thumbnail(RowWriter out, long row, long random) {
        Bytes to = out.next().put('"');
        int groups = 3 + (int) (random & 3);
        long bits = random;
        for (int i = 0; i < groups; i++) {
            bits = Shop.mix(bits);
            to.put(BASE64[(int) bits & 63]).put(BASE64[(int) (bits >>> 6) & 63]);
            to.put(BASE64[(int) (bits >>> 12) & 63]).put(BASE64[(int) (bits >>> 18) & 63]);
        }
        to.put('"');
    }
}
