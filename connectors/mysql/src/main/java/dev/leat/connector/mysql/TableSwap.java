package dev.leat.connector.mysql;

import dev.leat.jdbc.Ddl;
import dev.leat.jdbc.OwnTables;
import dev.leat.jdbc.Replacement;
import dev.leat.jdbc.RowCopy;
import dev.leat.jdbc.Sql;
import dev.leat.jdbc.Table;
import dev.leat.jdbc.TableName;
import dev.leat.jdbc.Target;
import dev.leat.protocol.ConnectorException;
import dev.leat.sdk.Log;
import dev.leat.type.Type;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Puts new rows in the place of old ones by giving the new table the old one's name, in one step, right after the
 * commit: statements that do so commit by themselves. The new table is made like the old one, and privileges go by the
 * name. Where triggers or foreign keys hang on the table, its rows are replaced instead, in the transaction.
 */
final class TableSwap implements Replacement {
    /** Dropping a table that a foreign key refers to, which could not be seen: MySQL's error, and MariaDB's. */
    private static final Set<Integer> REFERRED_TO = Set.of(3730, 1451, 1217);

    /** A column that is only noted beside the table makes each row that is inserted later take a tenth longer. */
    private static final String WRITTEN_ANEW = ", ALGORITHM = COPY";

    private final Sql definitions;
    private final Function<Type, String> columnType;
    private final Map<TableName, List<Belongings.Reference>> byRows = new HashMap<>();
    private final Set<TableName> staged = new LinkedHashSet<>();
    private final List<Swap> swaps = new ArrayList<>();

    private record Swap(TableName target, TableName staging, boolean replaces) {}

    /** @param definitions a connection on which nothing is ever uncommitted */
    TableSwap(Sql definitions, Function<Type, String> columnType) {
        this.definitions = definitions;
        this.columnType = columnType;
    }

    @Override
    public TableName stage(Sql sql, Target target, Optional<Table> existing) throws SQLException {
        TableName staging = OwnTables.staging(SqlText.IDENTIFIERS, target.table());
        String making = "make the table \"" + staging + "\"";
        if (existing.isPresent()) {
            examine(target.table());
        }
        drop(staging);
        drop(OwnTables.retired(SqlText.IDENTIFIERS, target.table()));
        staged.add(staging);
        if (existing.isEmpty()) {
            definitions.execute(Ddl.createTable(target, staging, SqlText.IDENTIFIERS, columnType), making);
            return staging;
        }
        definitions.execute(
                "CREATE TABLE " + SqlText.table(staging) + " LIKE " + SqlText.table(target.table()), making);
        boolean rows = byRows.containsKey(target.table());
        for (Target.Column added : target.missingIn(existing.get(), SqlText.IDENTIFIERS)) {
            definitions.execute(Ddl.addColumn(added, staging, SqlText.IDENTIFIERS, columnType) + WRITTEN_ANEW, making);
            if (rows) {
                definitions.execute(
                        Ddl.addColumn(added, target.table(), SqlText.IDENTIFIERS, columnType),
                        "add a column to \"" + target.table() + "\"");
            }
        }
        return staging;
    }

    private void examine(TableName table) throws SQLException {
        Belongings belongings = new Belongings(definitions, table);
        if (TableEngine.of(definitions, table).isView()) {
            throw ConnectorException.config("\"" + table + "\" is a view, whose rows cannot be replaced; rename it, or"
                    + " send the stream elsewhere with stream_prefix or destination_namespace");
        }
        List<Belongings.Reference> references = belongings.references();
        boolean triggers = belongings.mayHaveTriggers();
        if (!references.isEmpty() || triggers) {
            byRows.put(table, references);
            Log.info("the rows of \"" + table + "\" are replaced in one transaction, which takes longer than to put"
                    + " another table in its place: "
                    + (references.isEmpty()
                            ? "it has triggers, or the user lacks the privilege TRIGGER and could not see them"
                            : "foreign keys hang on it"));
        }
    }

    private void drop(TableName table) {
        definitions.execute("DROP TABLE IF EXISTS " + SqlText.table(table), "drop the table \"" + table + "\"");
    }

    @Override
    public void swap(Sql sql, Target target, TableName staging, Optional<Table> existing) {
        TableName table = target.table();
        if (!byRows.containsKey(table)) {
            swaps.add(new Swap(table, staging, existing.isPresent()));
            return;
        }
        String attempted = "replace the rows of \"" + table + "\"";
        // Rows go before those that refer to them come back, and cascades would take those along: looked at below.
        sql.execute("SET SESSION foreign_key_checks = 0", attempted);
        try {
            new RowCopy(SqlText.IDENTIFIERS, columnType).replace(sql, target, staging);
        } finally {
            sql.execute("SET SESSION foreign_key_checks = 1", attempted);
        }
        byRows.get(table).forEach(reference -> Belongings.check(sql, reference));
        swaps.add(new Swap(null, staging, false));
    }

    @Override
    public void committed() {
        List<Swap> due = List.copyOf(swaps);
        swaps.clear();
        for (Swap swap : due) {
            if (swap.target() == null) {
                drop(swap.staging());
            } else {
                exchange(swap);
            }
            staged.remove(swap.staging());
        }
    }

    private void exchange(Swap swap) {
        String target = SqlText.table(swap.target());
        String staging = SqlText.table(swap.staging());
        TableName old = OwnTables.retired(SqlText.IDENTIFIERS, swap.target());
        String retired = SqlText.table(old);
        String attempted = "put the new rows in the place of the old ones in \"" + swap.target() + "\"";
        if (!swap.replaces()) {
            definitions.execute("RENAME TABLE " + staging + " TO " + target, attempted);
            return;
        }
        definitions.execute("RENAME TABLE " + target + " TO " + retired + ", " + staging + " TO " + target, attempted);
        try {
            drop(old);
        } catch (ConnectorException e) {
            if (e.getCause() instanceof SQLException cause && REFERRED_TO.contains(cause.getErrorCode())) {
                definitions.execute(
                        "RENAME TABLE " + target + " TO " + staging + ", " + retired + " TO " + target, attempted);
                throw ConnectorException.config(
                        e.getMessage() + ". The old rows are back. GRANT SELECT on the tables whose foreign keys refer"
                                + " to \"" + swap.target() + "\", so that they can be seen",
                        e);
            }
            throw e;
        }
    }

    /** What was staged is not used again: a transaction with half a replacement in it has nothing else to keep. */
    @Override
    public void rolledBack() {
        swaps.clear();
        List<TableName> unused = List.copyOf(staged);
        staged.clear();
        unused.forEach(this::drop);
    }
}
