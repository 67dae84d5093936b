package dev.leat.connector.nats;

import dev.leat.protocol.ConnectorException;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StreamInfo;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.TimeoutException;

/**
 * Puts rows into a stream, many under way at a time, each exactly once and none before its predecessor.
 *
 * <p>Each row tells the server which one must be the stream's last: by its id, which nobody else's message has, and the first
 * by its sequence. A row that is lost, late or sent twice fits nowhere any more, nor does anything after it: the stream
 * always holds a beginning of what was published, without a hole, and nobody else's messages in between. (The sequence alone
 * would not do: a stranger's message could take the place of a row that was refused.) So an answer to one row answers for all before it, and when answers fail to come, the
 * stream's last sequence tells what to send again. For one thread.
 */
final class Publisher {
    private static final int ROWS_MAX = 1000;
    private static final int BYTES_MAX = 8 << 20;
    private static final int ROWS_PER_ANSWER = 100;
    private static final int BYTES_PER_ANSWER = 512 << 10;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int FLUSH_SECONDS_MAX = 5;
    private static final long SILENCE_NANOS = 5_000_000_000L;

    private final Link link;
    private final String stream;
    private final String attempted;
    private final Duration flush;
    private final RowHeaders headers;
    private final String inbox;
    private final Subscription answers;
    private final Deque<Row> underway = new ArrayDeque<>();
    private long bytesUnderway;
    private int rowsUnasked;
    private long bytesUnasked;
    private long epoch;

    /** The row that was sent last; null if none was, or it was given up. */
    private Row latest;

    private long sent;
    private long stored;
    private long committed;
    private long progressNanos;

    /** What an answer made known. */
    private enum Heard {
        NOTHING,
        PROGRESS,
        TROUBLE
    }

    /** @param last the stream's last sequence */
    Publisher(Link link, String stream, RowHeaders headers, long last) {
        this.link = link;
        this.stream = stream;
        this.attempted = "write into the stream " + stream;
        this.flush = Duration.ofSeconds(Math.min(link.config().timeoutSeconds(), FLUSH_SECONDS_MAX));
        this.headers = headers;
        this.sent = last;
        this.stored = last;
        this.committed = last;
        this.inbox = link.connection().createInbox();
        this.answers = link.connection().subscribe(inbox);
        answers.setPendingLimits(-1, -1);
    }

    /**
     * Sends a row behind the others; waits while too much is under way.
     *
     * @param isLast whether no other follows soon, so that the server is to answer this one
     */
    void publish(Row row, boolean isLast) throws InterruptedException {
        while (underway.size() >= ROWS_MAX || bytesUnderway >= BYTES_MAX && !underway.isEmpty()) {
            await();
        }
        if (underway.isEmpty()) {
            progressNanos = System.nanoTime();
            epoch = link.epoch();
        }
        row.sequence = ++sent;
        row.id = headers.id(row);
        Row before = latest;
        latest = row;
        underway.add(row);
        bytesUnderway += row.bytes();
        rowsUnasked++;
        bytesUnasked += row.bytes();
        boolean asks = rowsUnasked >= ROWS_PER_ANSWER || bytesUnasked >= BYTES_PER_ANSWER || isLast;
        boolean trouble = !send(row, before, asks);
        if (trouble || asks && hear(answers.nextMessage(null)) == Heard.TROUBLE) {
            recover();
        }
    }

    private boolean send(Row row, Row before, boolean asks) {
        try {
            link.connection()
                    .publish(row.subject, asks ? inbox : null, headers.of(row, before, committed), row.payload);
        } catch (IllegalStateException disconnected) {
            return false;
        }
        if (asks) {
            rowsUnasked = 0;
            bytesUnasked = 0;
        }
        return true;
    }

    /** Waits until the server has everything that was published. */
    void settle() throws InterruptedException {
        if (rowsUnasked > 0 && !underway.isEmpty()) {
            recover();
        }
        while (!underway.isEmpty()) {
            await();
        }
    }

    /** Says that what the server has is there to stay. */
    void commit() {
        committed = stored;
    }

    /**
     * Makes sure that nothing more of what was sent can arrive, and forgets what has not: answers the last sequence that
     * has. A message that the server must refuse is answered when all before it have had their turn.
     */
    long stop() throws InterruptedException {
        if (underway.isEmpty()) {
            return stored;
        }
        String subject = underway.peek().subject;
        Headers impossible = new Headers().add(Marks.EXPECTED_LAST, String.valueOf(Long.MAX_VALUE));
        link.ask(attempted, () -> {
            Message answer = link.connection().request(subject, impossible, null, flush);
            if (answer == null) {
                throw new IOException("nobody answers at " + subject);
            }
            return answer;
        });
        take(link.info(stream).orElseThrow(this::gone));
        giveUp();
        sent = stored;
        return stored;
    }

    /** Forgets what is under way, wherever it is. */
    void giveUp() {
        underway.clear();
        bytesUnderway = 0;
        rowsUnasked = 0;
        latest = null;
    }

    /** The last sequence that is there to stay. */
    long committed() {
        return committed;
    }

    /** The last sequence that was given to a row. */
    long sent() {
        return sent;
    }

    private void await() throws InterruptedException {
        if (rowsUnasked == underway.size()) {
            recover();
            return;
        }
        Heard heard = hear(answers.nextMessage(POLL));
        boolean silent = System.nanoTime() - progressNanos > SILENCE_NANOS;
        if (heard == Heard.TROUBLE || heard == Heard.NOTHING && (silent || epoch != link.epoch())) {
            recover();
        }
    }

    private Heard hear(Message message) {
        if (message == null) {
            return Heard.NOTHING;
        }
        Answer answer = Answer.of(message);
        if (answer.sequence() > 0) {
            acknowledged(answer.sequence());
            return Heard.PROGRESS;
        }
        if (!answer.isOutOfPlace() && !answer.isUnheard()) {
            throw answer.failure(attempted);
        }
        return Heard.TROUBLE;
    }

    private void acknowledged(long sequence) {
        if (sequence > sent) {
            throw overtaken(sequence);
        }
        while (!underway.isEmpty() && underway.peek().sequence <= sequence) {
            bytesUnderway -= underway.remove().bytes();
        }
        if (sequence > stored) {
            stored = sequence;
            progressNanos = System.nanoTime();
        }
        rowsUnasked = Math.min(rowsUnasked, underway.size());
    }

    /** Finds out what the server has, and sends the rest again, until it has everything or time is over. */
    private void recover() throws InterruptedException {
        progressNanos = System.nanoTime();
        long timeout = link.config().timeout().toNanos();
        while (!underway.isEmpty()) {
            link.checkPermission(attempted);
            if (System.nanoTime() - progressNanos > timeout) {
                throw ConnectorException.unavailable("cannot " + attempted + ": the NATS server at "
                        + link.config().address() + " took nothing for "
                        + link.config().timeoutSeconds()
                        + " s; see that it is up, that it has room, and that nobody else writes there; run again");
            }
            if (link.awaitConnected(progressNanos + timeout) && isFlushed()) {
                epoch = link.epoch();
                take(link.info(stream).orElseThrow(this::gone));
                resend();
            }
        }
    }

    /** Sees that what was sent has reached the server, where it may still wait for its turn. */
    private boolean isFlushed() throws InterruptedException {
        try {
            link.connection().flush(flush);
            return true;
        } catch (TimeoutException | IllegalStateException notNow) {
            link.pause();
            return false;
        }
    }

    private void take(StreamInfo info) throws InterruptedException {
        long last = info.getStreamState().getLastSequence();
        if (last < stored) {
            throw ConnectorException.unavailable("cannot " + attempted + ": its last sequence is " + last + ", and was "
                    + stored + " before; the server has lost messages, or the stream was made anew. Run again");
        }
        if (last > sent) {
            throw overtaken(last);
        }
        if (last > stored) {
            if (!isOurs(last)) {
                throw overtaken(last);
            }
            acknowledged(last);
        }
    }

    private boolean isOurs(long sequence) throws InterruptedException {
        MessageInfo there = link.find(attempted, () -> link.management().getMessage(stream, sequence))
                .orElse(null);
        String id = there == null ? null : Marks.id(there.getHeaders());
        for (Row row : underway) {
            if (row.sequence == sequence) {
                return id != null && Arrays.equals(row.id, id.getBytes(StandardCharsets.US_ASCII));
            }
        }
        return false;
    }

    /** The first and the last row are answered: the first tells what is wrong if something is. */
    private void resend() throws InterruptedException {
        if (underway.isEmpty()) {
            return;
        }
        Row first = underway.peek();
        Row last = underway.peekLast();
        Row before = null;
        for (Row row : underway) {
            if (!send(row, before, row == first || row == last)) {
                return;
            }
            before = row;
        }
        long began = System.nanoTime();
        while (!underway.isEmpty() && System.nanoTime() - began < SILENCE_NANOS) {
            Heard heard = hear(answers.nextMessage(POLL));
            if (heard == Heard.TROUBLE) {
                // What is still on its way from before comes first; then the stream is looked at again.
                link.pause();
                return;
            }
            if (heard == Heard.NOTHING && epoch != link.epoch()) {
                return;
            }
        }
    }

    private ConnectorException overtaken(long sequence) {
        return ConnectorException.unavailable("cannot " + attempted + ": another program has written there (sequence "
                + sequence + ") while this run was; see that only one run at a time does, and run again");
    }

    private ConnectorException gone() {
        return ConnectorException.config("cannot " + attempted
                + ": it was deleted while it was being written; run again" + " to write it from the start");
    }
}
