package dev.leat.jdbc;

/**
 * Keeps other runs out of a table from now until this process ends, however it ends; commits do not release it. Called
 * from one thread, once per table.
 */
@FunctionalInterface
public interface RunLock {
    /** @throws dev.leat.protocol.ConnectorException TRANSIENT at once, or soon, if another run holds it */
    void acquire(TableName target);
}
