package dev.leat.connector.nats;

import dev.leat.sdk.Log;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.ErrorListener;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What the driver tells beside its answers: that the connection went and came, and what the server complained of. Written
 * by the driver's threads, read by the connector's.
 */
final class LinkEvents implements ErrorListener, ConnectionListener {
    private String violation;
    private String error;
    private Exception exception;
    private long epoch;
    private boolean told;

    @Override
    public synchronized void errorOccurred(Connection connection, String text) {
        if (text.toLowerCase(Locale.ROOT).contains("permissions violation")) {
            violation = text;
        }
        error = text;
        notifyAll();
        Log.debug("the server says: " + text);
    }

    @Override
    public synchronized void exceptionOccurred(Connection connection, Exception thrown) {
        // That the driver then waited in vain says less than why.
        if (exception == null || !(thrown instanceof TimeoutException)) {
            exception = thrown;
        }
        Log.debug("the connection says: " + thrown);
    }

    @Override
    @SuppressWarnings("deprecation") // The one that the driver's own default calls; the other has more than is needed.
    public synchronized void connectionEvent(Connection connection, Events event) {
        switch (event) {
            case DISCONNECTED -> {
                if (epoch > 0 && !told) {
                    told = true;
                    Log.warn("the connection to the server is lost; connecting again");
                }
            }
            case CONNECTED, RECONNECTED -> {
                epoch++;
                if (told) {
                    told = false;
                    Log.info("connected again to " + connection.getConnectedUrl());
                }
            }
            default -> {}
        }
        notifyAll();
    }

    /** What the server refused to let this user do, once; null if nothing. */
    synchronized String takeViolation() {
        String last = violation;
        violation = null;
        return last;
    }

    /** The server's last words, such as why it refused to let somebody in; null if there were none. */
    synchronized String lastError() {
        return error;
    }

    /** Whether the server did not let this user in. */
    synchronized boolean isRefused() {
        String text = error == null ? "" : error.toLowerCase(Locale.ROOT);
        return text.contains("authorization") || text.contains("authentication");
    }

    /** Forgets what went wrong with an attempt that is followed by another. */
    synchronized void forget() {
        exception = null;
        error = null;
    }

    /** What last went wrong with the connection; null if nothing did. */
    synchronized Exception lastException() {
        return exception;
    }

    /** Grows with each connection that is made: what was asked over an older one is not answered any more. */
    synchronized long epoch() {
        return epoch;
    }

    /** Waits until something happens, or the time is over. */
    synchronized void await(long millis) throws InterruptedException {
        TimeUnit.MILLISECONDS.timedWait(this, Math.max(1, millis));
    }
}
