package dev.leat.jdbc;

import java.util.concurrent.locks.LockSupport;

/** Lets time go by between two looks at a server that tells nobody when something changes. */
public final class Pause {
    private Pause() {}

    /** Answers after that time and not before, which parking alone does not promise. */
    public static void nanos(long nanos) {
        long begin = System.nanoTime();
        long left = nanos;
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = nanos - (System.nanoTime() - begin);
        }
    }
}
