package dev.leat.bench;

import dev.leat.protocol.StreamDescriptor;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/** Rows of the table that {@code bench/tables.py} makes: 18 columns, about 180 bytes as COPY text. The same each time. */
public final class LineItem {
    /** Fewer than a real table has, so that what is measured is the code and not the memory behind it. */
    public static final int ROWS = 1_000;

    public static final long EMITTED_AT = 1_764_000_000_000L;

    private static final Type DECIMAL = new Type.Decimal(15, 2);
    private static final Type INSTANT = new Type.Timestamp(6, true);
    private static final String[] WORDS = {
        "carefully", "final", "deposits", "détente", "sleep", "furiously", "among", "the", "quick", "requests", "über",
    };
    private static final String[] INSTRUCTIONS = {"DELIVER IN PERSON", "COLLECT COD", "NONE", "TAKE BACK RETURN"};
    private static final String[] MODES = {"AIR", "FOB", "MAIL", "RAIL", "SHIP", "TRUCK", "REG AIR"};

    private final List<List<Cell>> rows = new ArrayList<>();

    public LineItem() {
        SplittableRandom random = new SplittableRandom(20_261_120);
        for (int id = 1; id <= ROWS; id++) {
            rows.add(row(random, id));
        }
    }

    public static StreamSchema schema() {
        List<Column> columns = new ArrayList<>(List.of(Column.required("l_id", Type.INT64)));
        for (String name : List.of("l_orderkey", "l_partkey", "l_suppkey", "l_linenumber")) {
            columns.add(Column.of(name, Type.INT32));
        }
        for (String name : List.of("l_quantity", "l_extendedprice", "l_discount", "l_tax")) {
            columns.add(Column.of(name, DECIMAL));
        }
        for (String name : List.of("l_shipdate", "l_commitdate", "l_receiptdate")) {
            columns.add(Column.of(name, Type.DATE));
        }
        for (String name : List.of("l_returnflag", "l_linestatus", "l_shipinstruct", "l_shipmode", "l_comment")) {
            columns.add(Column.of(name, Type.TEXT));
        }
        columns.add(Column.of("l_updated_at", INSTANT));
        return StreamSchema.of(new StreamDescriptor("lineitem", "public"), columns)
                .withKey("l_id");
    }

    private static List<Cell> row(SplittableRandom random, long id) {
        LocalDate shipped = LocalDate.of(1992, 1, 1).plusDays(random.nextInt(2500));
        return List.of(
                Cell.bigint(6_000_000_000L + id),
                Cell.integer(random.nextInt(6_000_000)),
                Cell.integer(random.nextInt(200_000)),
                Cell.integer(random.nextInt(10_000)),
                Cell.integer(1 + random.nextInt(7)),
                Cell.decimal(100L * (1 + random.nextInt(50))),
                Cell.decimal(90_000 + random.nextInt(10_400_000)),
                Cell.decimal(1 + random.nextInt(10)),
                Cell.decimal(1 + random.nextInt(8)),
                Cell.date(shipped),
                Cell.date(shipped.plusDays(random.nextInt(60))),
                Cell.date(shipped.plusDays(random.nextInt(30))),
                Cell.text(one(random, "A", "N", "R")),
                Cell.text(one(random, "O", "F")),
                Cell.text(one(random, INSTRUCTIONS)),
                Cell.text(one(random, MODES)),
                Cell.text(comment(random)),
                Cell.instant(shipped.toString(), "13:45:" + (10 + random.nextInt(50)) + '.' + (100_001 + 7 * id)));
    }

    private static String one(SplittableRandom random, String... choice) {
        return choice[random.nextInt(choice.length)];
    }

    /** Every hundredth or so has something that is to be escaped. */
    private static String comment(SplittableRandom random) {
        StringBuilder text = new StringBuilder(one(random, WORDS));
        while (text.length() < 36) {
            text.append(random.nextInt(300) == 0 ? "\t\"" : " ").append(one(random, WORDS));
        }
        return text.toString();
    }

    /** One column's values. */
    public List<Cell> column(int column) {
        return rows.stream().map(row -> row.get(column)).toList();
    }

    /** Rows as COPY sends them, each with its line feed. */
    public List<byte[]> copied() {
        return rows.stream().map(row -> joined(row, Cell::copied, "\n")).toList();
    }

    /** Rows as COPY is to get them in its binary format, between its head and its end. */
    public byte[] loaded() {
        return all(row -> {
            List<byte[]> fields = new ArrayList<>(List.of(new byte[] {0, (byte) row.size()}));
            row.forEach(cell -> fields.add(cell.loaded()));
            return Sameness.joined(fields);
        });
    }

    /** RECORD lines as Leat's connectors write them. */
    public byte[] lines() {
        return all(row ->
                utf8("{\"type\":\"RECORD\",\"record\":{\"stream\":\"lineitem\",\"namespace\":\"public\",\"data\":{"
                        + fields(row, "\":", ",") + "},\"emitted_at\":" + EMITTED_AT + "}}\n"));
    }

    /** The same rows as another program might write them: spaces, and the keys in another order. */
    public byte[] foreignLines() {
        return all(row -> utf8("{\"record\": {\"namespace\": \"public\", \"stream\": \"lineitem\", \"emitted_at\": "
                + EMITTED_AT + ", \"data\": {" + fields(row, "\": ", ", ") + "}}, \"type\": \"RECORD\"}\n"));
    }

    private static String fields(List<Cell> row, String colon, String comma) {
        List<String> fields = new ArrayList<>();
        for (Column column : schema().columns()) {
            fields.add('"' + column.name() + colon + row.get(fields.size()).json());
        }
        return String.join(comma, fields);
    }

    private static byte[] joined(List<Cell> row, Function<Cell, String> form, String end) {
        return utf8(String.join("\t", row.stream().map(form).toList()) + end);
    }

    private byte[] all(Function<List<Cell>, byte[]> line) {
        return Sameness.joined(rows.stream().map(line).toList());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
