package dev.leat.connector.nats;

import dev.leat.protocol.ConnectorException;
import io.nats.client.AuthenticationException;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamOptions;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.Subscription;
import io.nats.client.api.StreamInfo;
import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/**
 * A connection to the server, and questions that wait for it to come back when it goes away: until the timeout, then they
 * are TRANSIENT. For one thread.
 */
final class Link implements AutoCloseable {
    private static final int RECONNECT_WAIT_MS = 100;
    private static final int PING_SECONDS = 10;
    private static final int REQUEST_SECONDS_MAX = 5;
    private static final int RETRY_MS = 200;
    private static final int REFUSAL_POLL_MS = 20;
    /** The oldest that is tested. */
    private static final String VERSION_MIN = "2.9.0";

    private final NatsConfig config;
    private final LinkEvents events;
    private final Connection connection;
    private final JetStreamManagement management;

    /** A question to the server. */
    @FunctionalInterface
    interface Question<T> {
        T ask() throws IOException, JetStreamApiException, InterruptedException;
    }

    private Link(NatsConfig config, LinkEvents events, Connection connection) throws IOException {
        this.config = config;
        this.events = events;
        this.connection = connection;
        Duration request = Duration.ofSeconds(Math.min(config.timeoutSeconds(), REQUEST_SECONDS_MAX));
        this.management = connection.jetStreamManagement(JetStreamOptions.builder()
                .requestTimeout(request)
                .domain(config.domain())
                .build());
    }

    /** Connects and logs in, and sees that there is JetStream. */
    static Link open(NatsConfig config) throws InterruptedException {
        LinkEvents events = new LinkEvents();
        boolean encrypted = config.tls().isSet();
        try {
            Link link;
            try {
                link = connect(config, events, encrypted);
            } catch (IOException e) {
                if (encrypted || !wantsTls(events)) {
                    throw e;
                }
                events.forget();
                link = connect(config, events, true);
            }
            return link.withJetStream();
        } catch (AuthenticationException e) {
            throw ConnectionFailure.login(config, events, e);
        } catch (IOException | NoSuchAlgorithmException | IllegalArgumentException e) {
            throw ConnectionFailure.connect(config, events, e);
        }
    }

    private static boolean wantsTls(LinkEvents events) {
        Exception last = events.lastException();
        return last != null && String.valueOf(last.getMessage()).contains("SSL required");
    }

    private static Link connect(NatsConfig config, LinkEvents events, boolean encrypted)
            throws IOException, InterruptedException, NoSuchAlgorithmException {
        String scheme = "nats://";
        String[] urls = new String[config.servers().size() + 1];
        urls[0] = scheme + bracketed(config.host()) + ":" + config.port();
        for (int i = 1; i < urls.length; i++) {
            urls[i] = scheme + config.servers().get(i - 1);
        }
        Options.Builder options = new Options.Builder()
                .servers(urls)
                .connectionName("leat")
                .noRandomize()
                // The other modes put an address in the name's place, and a certificate is for a name.
                .hostnameResolveMode(Options.HostnameResolveMode.HappyEyeballs)
                .connectionTimeout(config.timeout())
                .reconnectWait(Duration.ofMillis(RECONNECT_WAIT_MS))
                .reconnectJitter(Duration.ofMillis(RECONNECT_WAIT_MS))
                .maxReconnects(-1)
                .pingInterval(Duration.ofSeconds(PING_SECONDS))
                .errorListener(events)
                .connectionListener(events);
        if (encrypted) {
            SSLContext context = Certificates.context(config.tls());
            options.sslContext(context);
        }
        if (config.tls().first()) {
            options.tlsFirst();
        }
        Login.set(config, options);
        return new Link(config, events, connected(config, events, options.build()));
    }

    /** Where the only server has refused, the driver (2.26) waits for the rest of the timeout: nobody else need. */
    private static Connection connected(NatsConfig config, LinkEvents events, Options options)
            throws IOException, InterruptedException {
        FutureTask<Connection> connecting = new FutureTask<>(() -> Nats.connect(options));
        Thread.ofPlatform().name("nats-connect").daemon().start(connecting);
        while (!connecting.isDone()) {
            if (config.servers().isEmpty() && events.isRefused()) {
                throw new AuthenticationException(events.lastError());
            }
            events.await(REFUSAL_POLL_MS);
        }
        try {
            return connecting.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        }
    }

    private static String bracketed(String host) {
        return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    private Link withJetStream() throws InterruptedException {
        try {
            if (!connection.getServerInfo().isSameOrNewerThanVersion(VERSION_MIN)) {
                throw ConnectionFailure.tooOld(
                        config, connection.getServerInfo().getVersion(), VERSION_MIN);
            }
            if (isUnheard(api("INFO"))) {
                throw ConnectionFailure.noJetStream(config);
            }
            ask("look for JetStream", management::getAccountStatistics);
            return this;
        } catch (ConnectorException e) {
            connection.close();
            throw e;
        }
    }

    /** Whether nobody listens there: the driver says no more than that there is no answer. */
    private boolean isUnheard(String subject) throws InterruptedException {
        String inbox = connection.createInbox();
        Subscription answers = connection.subscribe(inbox);
        connection.publish(subject, inbox, null);
        Message answer = answers.nextMessage(config.timeout());
        answers.unsubscribe();
        return answer != null && answer.isStatusMessage() && answer.getStatus().getCode() == 503;
    }

    Connection connection() {
        return connection;
    }

    JetStreamManagement management() {
        return management;
    }

    NatsConfig config() {
        return config;
    }

    /** See {@link LinkEvents#epoch}. */
    long epoch() {
        return events.epoch();
    }

    /** Whether one consumer can have several filters. */
    boolean takesManyFilters() {
        return connection.getServerInfo().isSameOrNewerThanVersion("2.10.0");
    }

    /** Subject of a question to JetStream that the driver does not ask. */
    String api(String question) {
        return (config.domain() == null ? "$JS.API." : "$JS." + config.domain() + ".API.") + question;
    }

    /** Refuses to go on if the server has said that this user may not do something. */
    void checkPermission(String attempted) {
        String violation = events.takeViolation();
        if (violation != null) {
            throw ConnectionFailure.forbidden(config, attempted, violation);
        }
    }

    /** What is known of a stream; empty if there is none. */
    Optional<StreamInfo> info(String stream) throws InterruptedException {
        return find("look at the stream " + stream, () -> management.getStreamInfo(stream));
    }

    /** Asks for something that there may not be: empty where the server says so. */
    <T> Optional<T> find(String attempted, Question<T> question) throws InterruptedException {
        return ask(attempted, () -> {
            try {
                return Optional.of(question.ask());
            } catch (JetStreamApiException e) {
                if (e.getErrorCode() == 404) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    /**
     * Asks, and asks again while there is no answer, so a question must do no harm when asked twice.
     *
     * @param attempted what for, to go on from "cannot"
     */
    <T> T ask(String attempted, Question<T> question) throws InterruptedException {
        long deadline = System.nanoTime() + config.timeout().toNanos();
        while (true) {
            try {
                return question.ask();
            } catch (JetStreamApiException e) {
                if (!ConnectionFailure.isPassing(e) || System.nanoTime() > deadline) {
                    throw ConnectionFailure.api(config, attempted, e);
                }
            } catch (IOException | IllegalStateException e) {
                checkPermission(attempted);
                if (connection.getStatus() == Connection.Status.CLOSED || System.nanoTime() > deadline) {
                    throw ConnectionFailure.silence(config, attempted, e);
                }
            }
            events.await(RETRY_MS);
        }
    }

    /** Waits for a connection that is up, until the deadline; false if there is none. */
    boolean awaitConnected(long deadlineNanos) throws InterruptedException {
        while (connection.getStatus() != Connection.Status.CONNECTED) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
            if (left <= 0 || connection.getStatus() == Connection.Status.CLOSED) {
                return false;
            }
            events.await(Math.min(left, RETRY_MS));
        }
        return true;
    }

    /** Waits a moment, or until something happens to the connection. */
    void pause() throws InterruptedException {
        events.await(RETRY_MS);
    }

    @Override
    public void close() throws InterruptedException {
        connection.close();
    }
}
