package dev.leat.testkit;

import dev.leat.protocol.StreamDescriptor;
import dev.leat.type.TypeJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** The store, looked at from outside. */
final class ReferenceTables implements StoredTables {
    private final ReferenceStore store;

    ReferenceTables(Path folder) {
        store = new ReferenceStore(folder);
    }

    @Override
    public Optional<StoredTable> table(String namespace, String name) throws IOException {
        ReferenceStore.Table table = store.read().tables().get(new StreamDescriptor(name, namespace));
        return Optional.ofNullable(table).map(Table::new);
    }

    @Override
    public Set<String> names() throws IOException {
        Set<String> names = new TreeSet<>();
        store.read().tables().keySet().forEach(stream -> names.add(stream.toString()));
        return names;
    }

    private record Table(ReferenceStore.Table table) implements StoredTable {
        @Override
        public List<Column> columns() {
            List<Column> columns = new ArrayList<>();
            table.stream()
                    .path("json_schema")
                    .path("properties")
                    .forEachEntry((name, property) -> columns.add(new Column(
                            name,
                            TypeShape.of(TypeJson.fromSchema(name, property).type()))));
            return columns;
        }

        @Override
        public void scan(Consumer<Object[]> rows) {
            for (ObjectNode row : table.rows()) {
                rows.accept(columns().stream().map(c -> row.get(c.name())).toArray());
            }
        }
    }
}
