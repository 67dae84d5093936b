package dev.leat.connector.kafka;

import dev.leat.protocol.ConnectorException;
import dev.leat.sdk.Log;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * One transaction after the other over all topics of a run, with one producer. It is made for the first message: a run that
 * has nothing to write needs none. One thread.
 */
final class Transactions implements AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final KafkaConfig config;
    private final ClientSettings settings;
    private final TopicLocks locks;
    private final InFlight inFlight = new InFlight();
    private KafkaProducer<byte[], byte[]> producer;
    private boolean open;
    /** Whether no answer came in time in this transaction: to end it would be to wait for another one. */
    private boolean unanswered;
    /** Why this run can write nothing more; null if it can. */
    private ConnectorException lost;

    Transactions(KafkaConfig config, ClientSettings settings, TopicLocks locks) {
        this.config = config;
        this.settings = settings;
        this.locks = locks;
    }

    /**
     * Sends a message in the current transaction, which begins with it if there is none.
     *
     * @param run tells this run's transactions from those of others: the same in each run of one replication, so that the
     *     next one ends what this one may leave open
     */
    void send(String run, ProducerRecord<byte[], byte[]> message, int size) {
        requireTopics();
        try {
            if (!open) {
                begin(run);
            }
            inFlight.sent(size, producer.send(message));
        } catch (ExecutionException | RuntimeException failed) {
            throw failure("write to topic \"" + message.topic() + "\"", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new org.apache.kafka.common.errors.InterruptException(stopped);
        }
    }

    private void begin(String run) {
        if (producer == null) {
            producer = new KafkaProducer<>(settings.producer(OpenTransactions.runPrefix(config) + run));
            producer.initTransactions();
        }
        producer.beginTransaction();
        open = true;
        unanswered = false;
    }

    private void requireTopics() {
        if (lost != null) {
            throw lost;
        }
    }

    /** Makes everything sent so far visible, all of it or, if it throws, perhaps none. */
    void commit() {
        requireTopics();
        if (!open) {
            return;
        }
        try {
            producer.flush();
            // Only now: who takes a topic after this finds there what was flushed, and waits for its end.
            locks.verify();
            producer.commitTransaction();
        } catch (RuntimeException failed) {
            throw failure("commit what was written", failed);
        }
        open = false;
        inFlight.clear();
    }

    /** Takes back everything since the last commit. */
    void rollback() {
        if (!open) {
            return;
        }
        open = false;
        inFlight.clear();
        if (unanswered) {
            discard();
            return;
        }
        try {
            producer.abortTransaction();
        } catch (RuntimeException failed) {
            Log.debug("aborting the transaction failed: " + failed);
            discard();
        }
    }

    /** The brokers abort what is open in its time, or the next producer of this replication does. */
    private void discard() {
        producer.close(Duration.ZERO);
        producer = null;
    }

    private RuntimeException failure(String attempted, Throwable failed) {
        unanswered = KafkaFailure.isUnanswered(failed);
        RuntimeException known = KafkaFailure.of(attempted + " at " + config.bootstrapServers(), failed);
        if (!KafkaFailure.isFenced(failed)) {
            return known;
        }
        try {
            locks.verify();
        } catch (ConnectorException takenOver) {
            lost = takenOver;
            return takenOver;
        }
        return ConnectorException.unavailable(
                "cannot " + attempted + " at " + config.bootstrapServers()
                        + ": the transaction was open for longer than"
                        + " transaction_timeout_seconds (" + config.transactionTimeoutSeconds()
                        + "), and the broker has"
                        + " aborted it. Raise it, up to the broker's transaction.max.timeout.ms; an incremental stream"
                        + " is committed every few seconds and needs no more than a minute",
                failed);
    }

    @Override
    public void close() {
        if (producer != null) {
            rollback();
        }
        if (producer != null) {
            producer.close(CLOSE);
        }
    }
}
