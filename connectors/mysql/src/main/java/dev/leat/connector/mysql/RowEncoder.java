package dev.leat.connector.mysql;

import dev.leat.connector.mysql.encode.Encoder;
import dev.leat.connector.mysql.encode.Encoders;
import dev.leat.connector.mysql.encode.LoadText;
import dev.leat.jdbc.Table;
import dev.leat.jdbc.Target;
import dev.leat.jdbc.UnfitValue;
import dev.leat.protocol.ConnectorException;
import dev.leat.row.Batch;
import dev.leat.row.Bytes;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Writes rows as LOAD DATA's text. Allocates nothing per row. */
final class RowEncoder {
    private final Encoder[] encoders;
    private final boolean[] nullable;
    private final List<String> names;

    /** @param shape what the table's columns are */
    RowEncoder(Target target, Table shape, Server server) {
        this.encoders = new Encoder[target.width()];
        this.nullable = new boolean[target.width()];
        for (int c = 0; c < encoders.length; c++) {
            Table.Column kept = column(shape, target.columns().get(c).name());
            encoders[c] = encoder(target, c, kept, server);
            nullable[c] = kept.nullable();
        }
        this.names = target.columnNames().subList(0, target.width());
    }

    static Table.Column column(Table shape, String name) {
        return shape.columns().stream()
                .filter(column -> column.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> ConnectorException.internal(shape.name() + " has no column " + name));
    }

    static Encoder encoder(Target target, int column, Table.Column kept, Server server) {
        return Encoders.of(
                target.plan().schema().columns().get(column).type(),
                kept,
                !server.mariadb(),
                DeclaredTypes.labels(kept.declared()));
    }

    /** An instant as a DATETIME in UTC. */
    static String spelled(java.time.Instant instant) {
        LocalDateTime utc = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        return utc.toLocalDate() + " " + utc.toLocalTime();
    }

    /** Appends the batch's current row. */
    void put(Batch rows, Bytes out) {
        Encoder[] all = encoders;
        int start = out.length();
        for (int c = 0; c < all.length; c++) {
            if (c > 0) {
                out.put('\t');
            }
            try {
                if (!rows.isNull(c)) {
                    all[c].put(rows.json(), rows.from(c), rows.to(c), out);
                } else if (nullable[c]) {
                    out.put(LoadText.NULL);
                } else {
                    throw new UnfitValue("is none, and the column has NOT NULL");
                }
            } catch (UnfitValue unfit) {
                out.truncate(start);
                throw rows.mismatch(c, unfit.getMessage(), null);
            }
        }
        out.put('\n');
    }

    /** The values of these columns in a row that was put, {@code id = 5, line = 2}; empty if there are none. */
    String values(Bytes text, int row, List<String> columns) {
        int at = 0;
        for (int skipped = 1; skipped < row && at < text.length(); skipped++) {
            at = next(text.array(), at);
        }
        List<String> values = new ArrayList<>();
        for (int c = 0; c < names.size() && at < text.length(); c++) {
            int end = LoadText.end(text.array(), at);
            if (columns.contains(names.get(c))) {
                Bytes value = new Bytes(32);
                LoadText.unescape(text.array(), at, end, value);
                values.add(names.get(c) + " = " + value);
            }
            at = end + 1;
        }
        return String.join(", ", values);
    }

    private static int next(byte[] text, int at) {
        int end = at;
        do {
            at = end;
            end = LoadText.end(text, at) + 1;
        } while (text[end - 1] != '\n');
        return end;
    }
}
