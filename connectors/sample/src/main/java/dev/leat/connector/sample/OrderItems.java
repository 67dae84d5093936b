package dev.leat.connector.sample;

import dev.leat.connector.sample.Table.Made;
import dev.leat.type.Column;
import dev.leat.type.Type;
import java.util.List;

/** The items of the orders: one to four each. */
final class OrderItems {
    private OrderItems() {}

    static Table table(Shop shop) {
        return new Table(
                Shop.ORDER_ITEMS,
                "order_items",
                Shop::items,
                List.of("order_id", "line"),
                List.of(
                        new Made(Column.required("id", Type.INT64), (out, row, random) -> out.putLong(row + 1)),
                        new Made(
                                Column.required("order_id", Type.INT64),
                                (out, row, random) -> out.putLong(Shop.orderOf(row) + 1)),
                        new Made(
                                Column.required("line", new Type.Int(8, false)),
                                (out, row, random) -> out.putLong(Shop.lineOf(row))),
                        new Made(
                                Column.required("product_id", Type.INT32),
                                (out, row, random) -> out.putLong(shop.product(row) + 1)),
                        new Made(
                                Column.required("quantity", new Type.Int(16, true)),
                                (out, row, random) -> out.putLong(shop.quantity(row))),
                        new Made(
                                Column.required("unit_price", new Type.Decimal(10, 2)),
                                (out, row, random) -> Digits.hundredths(out.next(), shop.cents(shop.product(row)))),
                        new Made(
                                Column.of("discount", new Type.Decimal(5, 4)),
                                ((Cell) (out, row, random) ->
                                                out.next().putAscii("0.").putPadded(Shop.below(5_000, random), 4))
                                        .orNull(70)),
                        new Made(
                                Column.of("engraving", new Type.Text(40, false)),
                                Words.FIRST_NAMES.cell().orNull(95))));
    }
}
