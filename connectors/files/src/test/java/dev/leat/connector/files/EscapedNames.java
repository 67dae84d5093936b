package dev.leat.connector.files;

import dev.leat.testkit.StoredTable;
import dev.leat.testkit.StoredTables;
import java.util.Optional;
import java.util.Set;

/** Tables found under the names that their files have. */
record EscapedNames(StoredTables files) implements StoredTables {
    @Override
    public Optional<StoredTable> table(String namespace, String name) throws Exception {
        return files.table(namespace == null ? null : FileName.of(namespace), FileName.of(name));
    }

    @Override
    public Set<String> names() throws Exception {
        return files.names();
    }
}
