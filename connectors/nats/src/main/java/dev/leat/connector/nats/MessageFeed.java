package dev.leat.connector.nats;

import dev.leat.protocol.ConnectorException;
import dev.leat.sdk.Log;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.impl.Headers;
import io.nats.client.support.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * The messages of a stream from a sequence on, in order, up to the last one there is. Asks a consumer of its own, which
 * acknowledges nothing and is forgotten by the server, for thousands at a time; whenever an answer fails to come or one is
 * missing, it makes a new consumer behind the last message it has had. For one thread.
 */
final class MessageFeed implements AutoCloseable {
    private static final int BATCH = 5000;
    private static final int BATCH_BYTES = 4 << 20;
    private static final int ANSWER_SECONDS = 5;
    private static final Duration POLL = Duration.ofMillis(100);
    /** A destination may take its time; a consumer that is gone is made anew. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(5);

    private static final byte[] MANY = ("{\"batch\":" + BATCH + ",\"max_bytes\":" + BATCH_BYTES + ",\"no_wait\":true}")
            .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ONE = "{\"batch\":1,\"no_wait\":true}".getBytes(StandardCharsets.US_ASCII);

    private final Link link;
    private final String stream;
    private final List<String> filters;
    private final String inbox;
    private final Subscription answers;
    private final Delivered delivered = new Delivered();
    private final String attempted;

    private long last;
    private String consumer;
    /** How many messages the consumer has sent. */
    private long sent;
    /** How many messages the consumer has yet to send, as it last said. */
    private long pending;

    private long epoch;
    private int request;
    private int expected;
    private long receivedSinceRequest;
    private long heardNanos;
    private long progressNanos;
    private String askSubject;

    /**
     * @param filters subjects that messages must have one of; empty for any
     * @param from the first sequence to be read
     */
    MessageFeed(Link link, String stream, List<String> filters, long from) throws InterruptedException {
        this.link = link;
        this.stream = stream;
        this.filters = filters;
        this.last = Math.max(from, 1) - 1;
        this.attempted = "read the stream " + stream;
        this.inbox = link.connection().createInbox();
        this.answers = link.connection().subscribe(inbox + ".*");
        answers.setPendingLimits(-1, -1);
        this.progressNanos = System.nanoTime();
        begin();
    }

    private void begin() throws InterruptedException {
        ConsumerConfiguration.Builder wanted = ConsumerConfiguration.builder()
                .description("Leat reads")
                .deliverPolicy(DeliverPolicy.ByStartSequence)
                .startSequence(last + 1)
                .ackPolicy(AckPolicy.None)
                .memStorage(true)
                .numReplicas(1)
                .inactiveThreshold(FORGOTTEN_AFTER);
        if (filters.size() == 1) {
            wanted.filterSubject(filters.getFirst());
        } else if (filters.size() > 1 && link.takesManyFilters()) {
            wanted.filterSubjects(filters);
        }
        ConsumerInfo info = link.ask(attempted, () -> link.management().addOrUpdateConsumer(stream, wanted.build()));
        epoch = link.epoch();
        consumer = info.getName();
        askSubject = link.api("CONSUMER.MSG.NEXT." + stream + "." + consumer);
        pending = info.getNumPending();
        sent = 0;
        expected = 0;
        // Answers to what the last consumer was asked are of no use any more.
        request++;
    }

    /** The next message; null when there is none left. */
    Message next() throws InterruptedException {
        while (true) {
            if (expected == 0 && pending == 0) {
                return null;
            }
            if (expected <= BATCH / 2 && pending > expected) {
                ask(MANY, BATCH);
            }
            Message message = answers.nextMessage(POLL);
            if (message == null) {
                checkAnswers();
            } else if (message.isStatusMessage()) {
                status(message);
            } else if (take(message)) {
                return message;
            }
        }
    }

    private void ask(byte[] what, int count) throws InterruptedException {
        try {
            link.connection().publish(askSubject, inbox + "." + request, what);
        } catch (IllegalStateException disconnected) {
            restart();
            return;
        }
        expected += count;
        receivedSinceRequest = 0;
        heardNanos = System.nanoTime();
    }

    private boolean take(Message message) throws InterruptedException {
        if (!delivered.parse(message.getReplyTo(), consumer)) {
            return false;
        }
        if (delivered.consumerSequence() != sent + 1) {
            restart();
            return false;
        }
        sent++;
        receivedSinceRequest++;
        expected = Math.max(0, expected - 1);
        pending = delivered.pending();
        last = delivered.sequence();
        heardNanos = System.nanoTime();
        progressNanos = heardNanos;
        if (pending == 0) {
            expected = 0;
            request++;
        }
        return true;
    }

    private void status(Message message) throws InterruptedException {
        if (!message.getSubject().endsWith("." + request)) {
            return;
        }
        Status status = message.getStatus();
        String text = status.getMessage() == null ? "" : status.getMessage();
        boolean ended = status.getCode() == 404
                || status.getCode() == 408
                || status.getCode() == 409 && (text.contains("MaxBytes") || text.contains("Batch Completed"));
        if (!ended) {
            // The consumer is gone, or the server that has it.
            restart();
            return;
        }
        heardNanos = System.nanoTime();
        expected -= Math.min(expected, unanswered(message.getHeaders()));
        if (text.contains("MaxBytes") && receivedSinceRequest == 0) {
            ask(ONE, 1);
        } else if (status.getCode() == 404 && pending > 0) {
            // Messages that were counted are gone meanwhile.
            ConsumerInfo info = link.find(attempted, () -> link.management().getConsumerInfo(stream, consumer))
                    .orElse(null);
            if (info == null) {
                restart();
            } else if (info.getNumPending() == 0) {
                pending = 0;
                expected = 0;
            }
        }
    }

    private static int unanswered(Headers headers) {
        String count = headers == null ? null : headers.getFirst("Nats-Pending-Messages");
        return count == null ? BATCH : Integer.parseInt(count.strip());
    }

    private void checkAnswers() throws InterruptedException {
        link.checkPermission(attempted);
        boolean silent = System.nanoTime() - heardNanos > ANSWER_SECONDS * 1_000_000_000L;
        if (epoch != link.epoch() || silent) {
            restart();
        }
    }

    /** A new consumer, behind the last message that came. */
    private void restart() throws InterruptedException {
        if (System.nanoTime() - progressNanos > link.config().timeout().toNanos()) {
            throw ConnectorException.unavailable("cannot " + attempted + ": nothing has come from the NATS server at "
                    + link.config().address() + " for " + link.config().timeoutSeconds()
                    + " s; see that it is up, and run again");
        }
        Log.debug("stream \"" + stream + "\": a new consumer is made behind the sequence " + last
                + ", as the last one has " + pending + " messages left, was asked for " + expected
                + ", and sends no more");
        link.awaitConnected(progressNanos + link.config().timeout().toNanos());
        link.pause();
        begin();
        heardNanos = System.nanoTime();
    }

    /** Where in the stream the message is that {@link #next} answered. */
    long sequence() {
        return last;
    }

    /** When that message was stored, in nanoseconds since 1970. */
    long timeNanos() {
        return delivered.timeNanos();
    }

    @Override
    public void close() {
        try {
            answers.unsubscribe();
            link.management().deleteConsumer(stream, consumer);
        } catch (IOException | JetStreamApiException | IllegalStateException alreadyGone) {
            // The server forgets it by itself.
        }
    }
}
