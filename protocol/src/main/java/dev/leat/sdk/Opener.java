package dev.leat.sdk;

/**
 * Opens one side of a connector: usually a constructor reference.
 *
 * @param <C> the connector's configuration
 * @param <T> {@link Source} or {@link Destination}
 */
@FunctionalInterface
public interface Opener<C extends Record, T> {
    /**
     * Connects, or throws: there is no half-open state, and {@code check} is nothing but this call. Called once per
     * command, or once for commands that follow each other in one process: {@code check}, {@code discover} and
     * {@code read} of a source, {@code check}, {@code rid} and {@code write} of a destination. Whatever must be closed
     * again is given to {@code resources}.
     *
     * @throws Exception a {@link dev.leat.protocol.ConnectorException} when the cause is known: CONFIG for a wrong
     *     password, TRANSIENT for a host that does not answer
     */
    T open(C config, Resources resources) throws Exception;
}
