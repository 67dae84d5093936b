package dev.leat.connector.nats;

import dev.leat.protocol.ConnectorException;
import io.nats.client.JetStreamApiException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** What is said when the server does not answer, or refuses. */
final class ConnectionFailure {
    private static final int NOT_ENABLED = 10076;
    private static final int NOT_ENABLED_FOR_ACCOUNT = 10039;
    private static final int STREAM_NOT_FOUND = 10059;
    private static final int SUBJECTS_OVERLAP = 10065;
    private static final int REPLICAS_WITHOUT_CLUSTER = 10074;
    private static final int ACCOUNT_RESOURCES = 10002;
    private static final int INSUFFICIENT_RESOURCES = 10023;
    private static final int STREAMS_MAX = 10027;
    private static final int STORAGE_EXCEEDED = 10047;

    /** No leader, not the leader, a stream that is offline. */
    private static final Set<Integer> PASSING = Set.of(10008, 10009, 10118);

    private static final Set<Integer> LASTING = Set.of(NOT_ENABLED, NOT_ENABLED_FOR_ACCOUNT, INSUFFICIENT_RESOURCES);

    private ConnectionFailure() {}

    static ConnectorException login(NatsConfig config, LinkEvents events, Exception e) {
        String who = config.user() != null ? "the user \"" + config.user() + "\"" : "this login";
        String said = events.lastError() == null ? String.valueOf(e.getMessage()) : events.lastError();
        return ConnectorException.config(
                "the NATS server at " + config.address() + " does not accept " + who + " (" + said
                        + "); correct user and password, token, nkey or credentials_file",
                e);
    }

    static ConnectorException connect(NatsConfig config, LinkEvents events, Exception e) {
        Throwable last = root(events.lastException() == null ? e : events.lastException());
        String cannot = "cannot connect to the NATS server at " + config.address() + ": ";
        String none = last instanceof TimeoutException
                ? "it did not answer within " + config.timeoutSeconds() + " s"
                : "the connection ended";
        String reason = last.getMessage() == null ? none : last.getMessage();
        if (last instanceof UnknownHostException || last instanceof UnresolvedAddressException) {
            return ConnectorException.config(cannot + "there is no such host; correct host", e);
        }
        // What the server has against a client's certificate comes as the end of the connection.
        boolean ended = config.tls().isSet() && (last instanceof SSLException || last instanceof SocketException);
        if (last instanceof GeneralSecurityException || ended) {
            return ConnectorException.config(
                    cannot + reason + "; set tls.ca_file to the certificates to trust, and tls.certificate_file and"
                            + " tls.key_file where the server asks for a client's",
                    e);
        }
        if (reason.contains("SSL connection wanted by client")) {
            return ConnectorException.config(
                    cannot + "tls asks for encryption, which the server does not offer; leave tls out, or set it up"
                            + " at the server",
                    e);
        }
        if (e instanceof IllegalArgumentException) {
            return ConnectorException.config(cannot + e.getMessage() + "; correct host, port and servers", e);
        }
        String certificate = config.tls().isSet()
                ? "; where it asks for a client's certificate, set tls.certificate_file and tls.key_file"
                : "";
        return ConnectorException.unavailable(
                cannot + reason + "; see that it is up, and that host and port are right" + certificate, e);
    }

    private static Throwable root(Throwable e) {
        return e.getCause() == null ? e : root(e.getCause());
    }

    static ConnectorException forbidden(NatsConfig config, String attempted, String violation) {
        return ConnectorException.config("cannot " + attempted + ": the NATS server at " + config.address()
                + " does not allow it (" + violation + "); give the user this permission");
    }

    static ConnectorException noJetStream(NatsConfig config) {
        return ConnectorException.config("the NATS server at " + config.address()
                + " has no JetStream; start it with -js, or set domain if JetStream is in another one");
    }

    static ConnectorException tooOld(NatsConfig config, String version, String oldest) {
        return ConnectorException.config("cannot use the NATS server at " + config.address() + ": it is version "
                + version + ", which is too old; Leat needs " + oldest + " or newer: upgrade it");
    }

    /** Whether the server has no answer now, and may have one soon: a leader is being chosen, or it is starting. */
    static boolean isPassing(JetStreamApiException e) {
        return isPassing(e.getApiErrorCode()) || e.getErrorCode() == 503 && !LASTING.contains(e.getApiErrorCode());
    }

    /** The same of an error as JetStream counts them. */
    static boolean isPassing(int apiErrorCode) {
        return PASSING.contains(apiErrorCode);
    }

    static ConnectorException api(NatsConfig config, String attempted, JetStreamApiException e) {
        String cannot = "cannot " + attempted + ": ";
        String reason = e.getErrorDescription() + " (" + e.getApiErrorCode() + ")";
        return switch (e.getApiErrorCode()) {
            case NOT_ENABLED -> noJetStream(config);
            case NOT_ENABLED_FOR_ACCOUNT ->
                ConnectorException.config(
                        cannot + "JetStream is not enabled for this user's account at " + config.address()
                                + "; enable it there, or log in as another user",
                        e);
            case STREAM_NOT_FOUND -> ConnectorException.config(cannot + "there is no such stream", e);
            case SUBJECTS_OVERLAP ->
                ConnectorException.config(
                        cannot + "another stream takes messages with these subjects already; change subject, or"
                                + " that stream",
                        e);
            case REPLICAS_WITHOUT_CLUSTER ->
                ConnectorException.config(cannot + "this server is no cluster; set replicas to 1", e);
            case STREAMS_MAX, ACCOUNT_RESOURCES ->
                ConnectorException.config(
                        cannot + reason + "; raise the account's JetStream limits, or make room within them", e);
            case INSUFFICIENT_RESOURCES, STORAGE_EXCEEDED ->
                ConnectorException.unavailable(
                        cannot + reason + "; give JetStream more room at the server, and run again", e);
            default ->
                e.getErrorCode() == 503
                        ? ConnectorException.unavailable(cannot + reason + "; run again", e)
                        : ConnectorException.config(cannot + reason, e);
        };
    }

    static ConnectorException silence(NatsConfig config, String attempted, Exception e) {
        return ConnectorException.unavailable(
                "cannot " + attempted + ": the NATS server at " + config.address() + " did not answer within "
                        + config.timeoutSeconds() + " s; see that it is up, and run again",
                e);
    }
}
