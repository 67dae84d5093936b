package dev.leat.connector.postgres;

/**
 * A sequence that feeds a column.
 *
 * @param cache how many values a session takes at a time, to hand out later
 */
record PgSequence(long oid, String sqlName, long increment, long cache, boolean cycles) {}
