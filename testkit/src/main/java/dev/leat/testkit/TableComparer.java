package dev.leat.testkit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.node.StringNode;

/**
 * Tells whether two tables hold the same rows, as a judge who knows neither source nor destination: it reads both where
 * they lie, writes each row as one canonical text, and compares the texts as a bag. Columns whose names begin with
 * {@code _leat_} and the order of columns do not count. Uses none of Leat's main code; keeps eight bytes per row.
 */
public final class TableComparer {
    private static final int DIFFERENCES_SHOWN = 10;
    private static final int LINE_SHOWN = 500;

    private TableComparer() {}

    /** Asserts that both tables are there and hold the same rows. */
    public static void assertEqual(
            StoredTables left, String leftNamespace, String leftName, StoredTables right, String namespace, String name)
            throws Exception {
        StoredTable l = required(left, leftNamespace, leftName);
        StoredTable r = required(right, namespace, name);
        Optional<String> difference = difference(l, r);
        if (difference.isPresent()) {
            throw new AssertionError(
                    "\"" + leftName + "\" (left) and \"" + name + "\" (right) differ: " + difference.get());
        }
    }

    private static StoredTable required(StoredTables tables, String namespace, String name) throws Exception {
        return tables.table(namespace, name)
                .orElseThrow(() -> new AssertionError("there is no table \"" + name + "\" in "
                        + (namespace == null ? "the place compared" : namespace)));
    }

    /** The first differences, for people; empty if there are none. */
    public static Optional<String> difference(StoredTable left, StoredTable right) throws Exception {
        List<StoredTable.Column> columns = new ArrayList<>(left.columns());
        columns.removeIf(column -> isTechnical(column.name()));
        Map<String, Shape> others = new HashMap<>();
        right.columns().forEach(column -> others.put(column.name(), column.shape()));
        others.keySet().removeIf(TableComparer::isTechnical);
        TreeSet<String> names =
                new TreeSet<>(columns.stream().map(StoredTable.Column::name).toList());
        if (!names.equals(others.keySet())) {
            return Optional.of("the columns are " + names + " and " + new TreeSet<>(others.keySet()));
        }
        columns.replaceAll(c -> new StoredTable.Column(c.name(), Shape.moreSpecific(c.shape(), others.get(c.name()))));
        Side l = new Side(left, columns);
        Side r = new Side(right, columns);
        long[] leftHashes = l.hashes();
        long[] rightHashes = r.hashes();
        if (Arrays.equals(leftHashes, rightHashes)) {
            return Optional.empty();
        }
        return Optional.of(leftHashes.length + " rows and " + rightHashes.length + " rows"
                + shown("only left", l.lines(surplus(leftHashes, rightHashes)))
                + shown("only right", r.lines(surplus(rightHashes, leftHashes))));
    }

    private static boolean isTechnical(String column) {
        return column.startsWith("_leat_");
    }

    private static String shown(String title, List<String> lines) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            String shortened = line.length() > LINE_SHOWN ? line.substring(0, LINE_SHOWN) + "…" : line;
            text.append("\n  ").append(title).append(": ").append(shortened);
        }
        return text.toString();
    }

    /** How often each of the values that {@code a} has more often than {@code b} is too many; both are sorted. */
    private static Map<Long, Integer> surplus(long[] a, long[] b) {
        Map<Long, Integer> surplus = new HashMap<>();
        int j = 0;
        for (long value : a) {
            while (j < b.length && b[j] < value) {
                j++;
            }
            if (j < b.length && b[j] == value) {
                j++;
            } else if (surplus.size() < 10_000) {
                surplus.merge(value, 1, Integer::sum);
            }
        }
        return surplus;
    }

    /** One of both tables, read with the shapes that were agreed on. */
    private static final class Side {
        private final StoredTable table;
        private final int[] positions;
        private final List<StoredTable.Column> columns;

        Side(StoredTable table, List<StoredTable.Column> columns) throws Exception {
            this.table = table;
            this.columns = columns;
            List<String> names =
                    table.columns().stream().map(StoredTable.Column::name).toList();
            positions = columns.stream().mapToInt(c -> names.indexOf(c.name())).toArray();
        }

        long[] hashes() throws Exception {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            LongBag bag = new LongBag();
            table.scan(row -> bag.add(hash(digest, line(row))));
            return bag.sorted();
        }

        /** The first lines, in order, that have one of these hashes. */
        List<String> lines(Map<Long, Integer> wanted) throws Exception {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            TreeSet<String> lines = new TreeSet<>();
            table.scan(row -> {
                String line = line(row);
                if (wanted.getOrDefault(hash(digest, line), 0) > 0) {
                    lines.add(line);
                    if (lines.size() > DIFFERENCES_SHOWN) {
                        lines.pollLast();
                    }
                }
            });
            return List.copyOf(lines);
        }

        private String line(Object[] row) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < positions.length; c++) {
                StoredTable.Column column = columns.get(c);
                String text = Canonical.textOrRaw(column.shape(), row[positions[c]]);
                line.append(column.name()).append('=');
                line.append(text == null ? "NULL" : StringNode.valueOf(text).toString())
                        .append(' ');
            }
            return line.toString();
        }

        private static long hash(MessageDigest digest, String line) {
            byte[] bytes = digest.digest(line.getBytes(StandardCharsets.UTF_8));
            return java.nio.ByteBuffer.wrap(bytes).getLong();
        }
    }

    /** Longs without boxes. */
    private static final class LongBag {
        private long[] values = new long[1024];
        private int count;

        void add(long value) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = value;
        }

        long[] sorted() {
            long[] all = Arrays.copyOf(values, count);
            Arrays.sort(all);
            return all;
        }
    }
}
