package dev.leat.sdk;

/** Whether the run is to end early. Set once, from any thread. */
final class Stop {
    private volatile boolean requested;

    void request() {
        requested = true;
    }

    boolean requested() {
        return requested;
    }
}
