package dev.leat.connector.sample;

import dev.leat.config.Nearest;
import dev.leat.protocol.ConnectorException;
import dev.leat.row.RowWriter;
import dev.leat.sdk.Emitter;
import dev.leat.sdk.ReadPlan;
import dev.leat.sdk.Source;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import java.util.List;

/** Reads the sample shop. Each value is computed from (seed, stream, row, column): nothing is kept, nothing is skipped. */
final class SampleSource implements Source {
    private final long orders;
    private final Shop shop;
    private final List<Table> tables;

    SampleSource(SampleConfig config) {
        orders = config.rows();
        shop = new Shop(config.seed());
        tables = List.of(
                Customers.table(shop),
                Products.table(shop),
                Orders.table(shop),
                OrderItems.table(shop),
                Events.table(shop));
    }

    @Override
    public List<StreamSchema> discover() {
        return tables.stream().map(table -> table.schema(orders)).toList();
    }

    @Override
    public void read(ReadPlan plan, Emitter out) {
        Table table = table(plan);
        List<Column> columns = plan.schema().columns();
        Cell[] cells = new Cell[columns.size()];
        long[] salts = new long[cells.length];
        for (int c = 0; c < cells.length; c++) {
            int at = position(table, columns.get(c).name());
            cells[c] = table.columns().get(at).cell();
            salts[c] = Shop.mix(at + 1);
        }
        RowWriter row = out.rows();
        long rows = table.rows().applyAsLong(orders);
        for (long i = table.firstRow(plan); i < rows; i++) {
            long random = shop.random(table.stream(), i);
            for (int c = 0; c < cells.length; c++) {
                cells[c].put(row, i, Shop.mix(random ^ salts[c]));
            }
            row.end();
            if ((i & 0xfff) == 0 && out.stopping()) {
                return;
            }
        }
    }

    private Table table(ReadPlan plan) {
        String wanted = plan.schema().stream().toString();
        for (Table table : tables) {
            if (table.name().equals(wanted)) {
                return table;
            }
        }
        throw ConnectorException.config("the sample shop has no stream \"" + wanted + "\""
                + Nearest.hint(wanted, tables.stream().map(Table::name).toList()));
    }

    private static int position(Table table, String column) {
        List<String> names =
                table.columns().stream().map(c -> c.column().name()).toList();
        int at = names.indexOf(column);
        if (at < 0) {
            throw ConnectorException.config("the sample shop's stream \"" + table.name() + "\" has no column \""
                    + column + "\"" + Nearest.hint(column, names));
        }
        return at;
    }
}
