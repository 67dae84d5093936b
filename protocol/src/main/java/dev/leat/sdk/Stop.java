package dev.leat.sdk;

/** Whether the run is to end early. Thread-safe. */
final class Stop {
    private volatile boolean requested;
    private volatile boolean idle;

    void request() {
        requested = true;
    }

    boolean requested() {
        return requested;
    }

    /** Says whether there is nothing to bring to an end: only the next command is waited for. */
    void idle(boolean idle) {
        this.idle = idle;
    }

    boolean idle() {
        return idle;
    }
}
