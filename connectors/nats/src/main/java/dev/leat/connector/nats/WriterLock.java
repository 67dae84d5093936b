package dev.leat.connector.nats;

import dev.leat.protocol.ConnectorException;
import io.nats.client.JetStreamApiException;
import io.nats.client.Subscription;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Keeps other runs out of a stream: a consumer of a fixed name that sends to this connection. The server lets nobody else
 * have it as long as somebody listens (2.9: error 10013), and nobody does once the connection is gone, however it went.
 *
 * <p>It is a courtesy, so that the second run learns early: that rows never mix is the doing of {@link Publisher}.
 */
final class WriterLock {
    private static final String NAME = "leat-writer";
    private static final int IN_USE = 10013;
    private static final int STILL_ACTIVE = 10105;
    /** A connection that was cut is noticed by the server a moment later. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(1);
    private static final Duration NEVER = Duration.ofDays(365);

    private WriterLock() {}

    /** Takes the lock until the connection ends; TRANSIENT if another run has it. */
    static void take(Link link, Target target) throws InterruptedException {
        String inbox = link.connection().createInbox();
        Subscription listening = link.connection().subscribe(inbox);
        // One message is sent at most, without its payload: it is never acknowledged.
        ConsumerConfiguration consumer = ConsumerConfiguration.builder()
                .durable(NAME)
                .description("held by a run of Leat while it writes")
                .deliverSubject(inbox)
                .deliverPolicy(DeliverPolicy.New)
                .ackPolicy(AckPolicy.Explicit)
                .ackWait(NEVER)
                .maxAckPending(1)
                .headersOnly(true)
                .memStorage(true)
                .inactiveThreshold(FORGOTTEN_AFTER)
                .build();
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!taken(link, target, consumer)) {
            if (System.nanoTime() > deadline) {
                listening.unsubscribe();
                throw ConnectorException.unavailable("stream \"" + target.leat() + "\": another run is writing into "
                        + target.stream() + "; run again when it has ended");
            }
            link.pause();
        }
    }

    private static boolean taken(Link link, Target target, ConsumerConfiguration consumer) throws InterruptedException {
        return link.ask("lock the stream " + target.stream(), () -> {
            try {
                link.management().addOrUpdateConsumer(target.stream(), consumer);
                return true;
            } catch (JetStreamApiException e) {
                if (e.getApiErrorCode() == IN_USE || e.getApiErrorCode() == STILL_ACTIVE) {
                    return false;
                }
                throw e;
            }
        });
    }
}
