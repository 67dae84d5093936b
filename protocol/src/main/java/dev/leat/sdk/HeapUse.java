package dev.leat.sdk;

/**
 * Keeps the heap small, however many rows there are. The serial collector lets its old generation grow up to {@code -Xmx}
 * before it looks at it, and that has room for rows of 100 MB; what some clients leave in it, as Kafka's do with whatever
 * is on its way, fills it within seconds. One thread.
 */
final class HeapUse {
    /** What rows that are not huge are carried in. */
    private static final long BYTES = 64L << 20;

    private final long least;
    private long bound;

    HeapUse() {
        this(BYTES);
    }

    HeapUse(long least) {
        this.least = least;
        this.bound = least;
    }

    /** Collects what is no longer used if that may be much; answers whether it did. To be asked after a few hundred KB. */
    boolean look() {
        if (used() <= bound) {
            return false;
        }
        System.gc();
        // Where that much is in use it would be in vain to look again soon.
        bound = Math.max(least, 2 * used());
        return true;
    }

    private static long used() {
        Runtime jvm = Runtime.getRuntime();
        return jvm.totalMemory() - jvm.freeMemory();
    }
}
