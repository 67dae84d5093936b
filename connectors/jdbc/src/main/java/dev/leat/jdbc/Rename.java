package dev.leat.jdbc;

import java.util.Optional;

/**
 * Replaces a table by dropping it and giving the new one its name, all in the destination's transaction: for engines
 * whose statements that change tables are part of it. That needs both to be the same but for their rows; to others the
 * rows are copied over instead, so that all that hangs on a table stays.
 *
 * @param alike whether two tables differ in nothing but their rows, and nothing hangs on either
 * @param rows stages the new rows, and copies them where the tables are not alike
 */
public record Rename(Identifiers identifiers, Alike alike, SameTransaction rows) implements Replacement {

    /** Compares a table with the one that is loaded beside it. */
    @FunctionalInterface
    public interface Alike {
        boolean test(Sql sql, TableName table, TableName staging);
    }

    @Override
    public TableName stage(Sql sql, Target target, Optional<Table> existing) {
        return rows.stage(sql, target, existing);
    }

    @Override
    public void swap(Sql sql, Target target, TableName staging, Optional<Table> existing) {
        if (existing.isEmpty() || !alike.test(sql, target.table(), staging)) {
            rows.swap(sql, target, staging, existing);
            return;
        }
        String attempted = "put the new rows in the place of the old ones in \"" + target.table() + "\"";
        String name = identifiers.quoted(target.table().name());
        sql.execute("DROP TABLE " + target.table().sql(identifiers), attempted);
        sql.execute("ALTER TABLE " + staging.sql(identifiers) + " RENAME TO " + name, attempted);
    }
}
