package dev.leat.dist;

import dev.leat.testkit.StoredTable;
import dev.leat.testkit.StoredTables;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Small tables that do not change any more, each read once however often it is compared. Thread-safe. */
final class ReadOnce implements StoredTables {
    private final StoredTables tables;
    private final Map<String, Optional<StoredTable>> kept = new ConcurrentHashMap<>();

    ReadOnce(StoredTables tables) {
        this.tables = tables;
    }

    @Override
    public Optional<StoredTable> table(String namespace, String name) throws Exception {
        String key = namespace + " " + name;
        Optional<StoredTable> known = kept.get(key);
        if (known == null) {
            Optional<StoredTable> found = tables.table(namespace, name);
            known = found.isEmpty()
                    ? found
                    : Optional.of(new Kept(found.get().columns(), found.get().rows()));
            kept.put(key, known);
        }
        return known;
    }

    @Override
    public Set<String> names() throws Exception {
        return tables.names();
    }

    /** What a table was when it was read. */
    private record Kept(List<Column> columns, List<Object[]> rows) implements StoredTable {
        @Override
        public void scan(Consumer<Object[]> consumer) {
            rows.forEach(consumer);
        }
    }
}
