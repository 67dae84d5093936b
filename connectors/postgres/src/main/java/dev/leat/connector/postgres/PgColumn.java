package dev.leat.connector.postgres;

import java.util.List;

/**
 * A column of a {@link Relation}.
 *
 * @param defaultValue the expression of its default; empty if it has none
 * @param references whether it is part of a foreign key: its values are another table's
 * @param sequences those that feed it, by ownership or by default
 */
record PgColumn(
        String name,
        PgType type,
        boolean nullable,
        String defaultValue,
        boolean references,
        List<PgSequence> sequences) {}
