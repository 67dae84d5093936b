package dev.leat.connector.mysql;

import dev.leat.connector.mysql.encode.Encoder;
import dev.leat.connector.mysql.encode.Encoders;
import dev.leat.connector.mysql.encode.LoadText;
import dev.leat.jdbc.BulkLoader;
import dev.leat.jdbc.ColumnWriter;
import dev.leat.jdbc.InsertLoader;
import dev.leat.jdbc.Sql;
import dev.leat.jdbc.Table;
import dev.leat.jdbc.TableLoad;
import dev.leat.jdbc.TableName;
import dev.leat.jdbc.Target;
import dev.leat.jdbc.UnfitValue;
import dev.leat.protocol.ConnectorException;
import dev.leat.row.Bytes;
import dev.leat.type.Type;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/** Loads by LOAD DATA where the server lets it, else by INSERTs of many rows. */
final class MysqlLoader implements BulkLoader {
    private final Server server;
    private final boolean local;

    /** @param local whether the server takes LOAD DATA LOCAL */
    MysqlLoader(Server server, boolean local) {
        this.server = server;
        this.local = local;
    }

    @Override
    public TableLoad open(Sql sql, Target target, TableName into, Table shape) throws SQLException {
        if (into.equals(target.table())) {
            checkEngine(target, TableEngine.of(sql, into));
        }
        target.rid().ifPresent(rid -> checkOrder(target, RowEncoder.column(shape, rid.name())));
        if (local) {
            LoadStatement statement = new LoadStatement(sql, target, into, shape, server);
            return new LocalLoad(sql, target, statement, new RowEncoder(target, shape, server));
        }
        InsertLoader inserts = new InsertLoader(
                SqlText.IDENTIFIERS,
                column -> writer(target, shape, column.name()),
                column -> writer(target, shape, column.name()),
                RowEncoder::spelled);
        TableLoad load = inserts.open(sql, target, into, shape);
        return into.equals(target.table()) ? load : new CommittedLoad(sql, load);
    }

    /** What is written there cannot be taken back. */
    private static void checkEngine(Target target, TableEngine engine) {
        if (!engine.isTransactional()) {
            throw ConnectorException.config("table \"" + target.table() + "\" cannot take the stream \""
                    + target.plan().schema().stream() + "\": it is kept by the engine " + engine.name()
                    + ", which has no transactions; say ALTER TABLE " + SqlText.table(target.table())
                    + " ENGINE = InnoDB");
        }
    }

    /** Text that the server orders in another way than by its bytes has another last one. */
    private static void checkOrder(Target target, Table.Column kept) {
        if (kept.type() instanceof Type.Text && !DeclaredTypes.isByteOrdered(kept.declared())) {
            throw ConnectorException.config("table \"" + target.table() + "\" cannot take the stream \""
                    + target.plan().schema().stream() + "\": its column \"" + kept.name() + "\" of type "
                    + kept.declared() + " does not keep the RIDs in the order of their bytes, without which rows would"
                    + " be lost or doubled; give it the collation utf8mb4_0900_bin (MySQL) or utf8mb4_nopad_bin"
                    + " (MariaDB), or rename the table away, and the next run makes it anew");
        }
    }

    private ColumnWriter writer(Target target, Table shape, String name) {
        int position = target.plan().schema().indexOf(name);
        Table.Column kept =
                RowEncoder.column(shape, target.columns().get(position).name());
        Encoder encoder = RowEncoder.encoder(target, position, kept, server);
        boolean isBytes = kept.type() instanceof Type.Bytes;
        boolean isBits = Encoders.name(kept.declared()).equals("bit");
        Bytes escaped = new Bytes(64);
        Bytes plain = new Bytes(64);
        return (rows, column, insert, parameter) -> {
            escaped.clear();
            plain.clear();
            try {
                encoder.put(rows.json(), rows.from(column), rows.to(column), escaped);
            } catch (UnfitValue unfit) {
                throw rows.mismatch(column, unfit.getMessage(), null);
            }
            LoadText.unescape(escaped.array(), 0, escaped.length(), plain);
            if (isBytes) {
                insert.setBytes(parameter, plain.copy());
            } else if (isBits) {
                insert.setBigDecimal(parameter, new java.math.BigDecimal(plain.toString()));
            } else {
                insert.setString(parameter, new String(plain.array(), 0, plain.length(), StandardCharsets.UTF_8));
            }
            escaped.shrink();
            plain.shrink();
        };
    }
}
