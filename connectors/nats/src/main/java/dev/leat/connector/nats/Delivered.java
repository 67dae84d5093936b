package dev.leat.connector.nats;

/**
 * What the reply subject of a delivered message tells:
 * {@code $JS.ACK.STREAM.CONSUMER.TIMES.SEQUENCE.CONSUMER_SEQUENCE.TIME.PENDING}, or the same with a domain and an account
 * before the stream and a token at its end. One object is used for many messages.
 */
final class Delivered {
    private static final int TOKENS_MAX = 16;
    private static final int PLAIN_TOKENS = 9;
    private static final int LONG_TOKENS = 11;

    private final int[] ends = new int[TOKENS_MAX];
    private String subject;
    private long sequence;
    private long consumerSequence;
    private long timeNanos;
    private long pending;

    /** Reads a subject; false if it is none of these, or of another consumer. */
    boolean parse(String replyTo, String consumer) {
        if (replyTo == null || !replyTo.startsWith("$JS.ACK.")) {
            return false;
        }
        subject = replyTo;
        int tokens = 0;
        for (int i = 0; i < replyTo.length() && tokens < TOKENS_MAX; i++) {
            if (replyTo.charAt(i) == '.') {
                ends[tokens++] = i;
            }
        }
        if (tokens < TOKENS_MAX) {
            ends[tokens++] = replyTo.length();
        }
        int first = tokens >= LONG_TOKENS ? 5 : 3;
        if (tokens != PLAIN_TOKENS && tokens < LONG_TOKENS || !is(first, consumer)) {
            return false;
        }
        sequence = number(first + 2);
        consumerSequence = number(first + 3);
        timeNanos = number(first + 4);
        pending = number(first + 5);
        return true;
    }

    private boolean is(int token, String text) {
        int from = ends[token - 1] + 1;
        return ends[token] - from == text.length() && subject.startsWith(text, from);
    }

    private long number(int token) {
        long value = 0;
        for (int i = ends[token - 1] + 1; i < ends[token]; i++) {
            value = 10 * value + subject.charAt(i) - '0';
        }
        return value;
    }

    /** The message's place in the stream. */
    long sequence() {
        return sequence;
    }

    /** The how manieth it is that the consumer has sent. */
    long consumerSequence() {
        return consumerSequence;
    }

    long timeNanos() {
        return timeNanos;
    }

    /** How many the consumer has yet to send. */
    long pending() {
        return pending;
    }
}
