package dev.leat.connector.postgres;

import dev.leat.connector.postgres.encode.BinaryEncoders;
import dev.leat.connector.postgres.encode.Encoder;
import dev.leat.connector.postgres.encode.TextEncoders;
import dev.leat.jdbc.BulkLoader;
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
import java.util.Arrays;
import java.util.List;
import org.postgresql.jdbc.PgConnection;

/**
 * Loads by COPY: in its binary format, which spares the server the parsing, or in its text format where a column has no
 * encoder for that.
 */
final class CopyLoader implements BulkLoader {
    @Override
    public TableLoad open(Sql sql, Target target, TableName into, Table shape) throws SQLException {
        RowForm form = form(target, shape);
        // Frozen rows are seen by every session, also by those whose snapshot is older than the table that takes the
        // target's place: to them it would be empty otherwise. Only a table made in this transaction can have them.
        boolean frozen = !into.equals(target.table());
        String options =
                (form instanceof BinaryForm ? "FORMAT binary, FREEZE " : "FREEZE ") + (frozen ? "true" : "false");
        String copy = "COPY " + into.sql(PostgresDestination.IDENTIFIERS) + " ("
                + PostgresDestination.IDENTIFIERS.list(target.columnNames()) + ") FROM STDIN WITH (" + options + ")";
        PgConnection connection = sql.connection().unwrap(PgConnection.class);
        return new CopyLoad(sql, connection.getCopyAPI(), target, copy, form);
    }

    static RowForm form(Target target, Table shape) {
        int width = target.columns().size();
        Encoder[] binary = new Encoder[width];
        Encoder[] text = new Encoder[target.width()];
        for (int c = 0; c < width; c++) {
            Target.Column column = target.columns().get(c);
            Table.Column kept = shape.column(column.name())
                    .orElseThrow(() -> ConnectorException.internal(shape.name() + " has no column " + column.name()));
            binary[c] = BinaryEncoders.of(column.type(), kept.type(), kept.declared());
            if (c < text.length) {
                text[c] = TextEncoders.of(column.type(), kept.type());
            }
        }
        if (Arrays.stream(binary).anyMatch(encoder -> encoder == null)) {
            return new TextForm(text, technicalText(target));
        }
        Type[] types = target.columns().stream().map(Target.Column::type).toArray(Type[]::new);
        return new BinaryForm(Arrays.copyOf(binary, text.length), types, width, technicalBinary(target, binary));
    }

    private static byte[] technicalText(Target target) {
        String separator = target.width() > 0 ? "\t" : "";
        String columns = target.plan().technicalColumns()
                ? separator + target.syncedAt() + "\t" + target.plan().syncId()
                : "";
        return (columns + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] technicalBinary(Target target, Encoder[] encoders) {
        Bytes fields = new Bytes(32);
        if (target.plan().technicalColumns()) {
            List<String> values = List.of(
                    "\"" + target.syncedAt() + "\"",
                    String.valueOf(target.plan().syncId()));
            for (int i = 0; i < values.size(); i++) {
                byte[] json = values.get(i).getBytes(StandardCharsets.US_ASCII);
                try {
                    encoders[target.width() + i].put(json, 0, json.length, fields);
                } catch (UnfitValue unfit) {
                    throw ConnectorException.internal(values.get(i) + " " + unfit.getMessage());
                }
            }
        }
        return fields.copy();
    }
}
