package dev.leat.sdk;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a connector has open. The SDK closes it all when the last command that uses it ends, however it ends, the last
 * opened first; a connector never closes what it added. Used by the thread that runs the command.
 */
public final class Resources implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /** Hands a resource over; returns it. */
    public <T extends AutoCloseable> T add(T resource) {
        open.push(resource);
        return resource;
    }

    /** Closes everything; what fails to close is logged, for by then it can spoil nothing. */
    @Override
    public void close() {
        while (!open.isEmpty()) {
            AutoCloseable resource = open.pop();
            try {
                resource.close();
            } catch (Exception e) {
                Log.debug("closing " + resource.getClass().getSimpleName() + " failed: " + e);
            }
        }
    }
}
