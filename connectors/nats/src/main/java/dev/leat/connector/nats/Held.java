package dev.leat.connector.nats;

/** Rows held in memory until a commit, over all streams of a run, and whose rows have gone ahead. For one thread. */
final class Held {
    private static final long STREAM_BYTES_MAX = 1 << 20;
    private static final long BYTES_MAX = 16 << 20;

    private long bytes;
    private Publisher ahead;

    void add(long more) {
        bytes += more;
    }

    /** Whether a stream that holds so much is to send some of it. */
    boolean isTooMuch(long ofStream) {
        return ofStream > STREAM_BYTES_MAX || bytes > BYTES_MAX && ofStream > 0;
    }

    /** Says that a stream is about to send: another one's rows must have arrived, so that few are kept to be sent again. */
    void goesAhead(Publisher publisher) throws InterruptedException {
        if (ahead != null && !ahead.equals(publisher)) {
            ahead.settle();
        }
        ahead = publisher;
    }
}
