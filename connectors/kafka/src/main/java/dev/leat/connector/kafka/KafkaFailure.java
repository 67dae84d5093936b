package dev.leat.connector.kafka;

import dev.leat.protocol.ConnectorException;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.InvalidTxnTimeoutException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** From what Kafka's clients throw to who must act. */
final class KafkaFailure {
    private KafkaFailure() {}

    /**
     * @param attempted goes on from "cannot": {@code read topic "orders" at kafka:9092}
     */
    static RuntimeException of(String attempted, Throwable thrown) {
        Throwable cause = cause(thrown);
        String cannot = "cannot " + attempted + ": ";
        return switch (cause) {
            case ConnectorException known -> known;
            case InterruptException stopped -> stopped;
            case AuthenticationException refused ->
                ConnectorException.config(
                        cannot + refused.getMessage()
                                + ". Check user, password and sasl_mechanism, and with TLS the certificates",
                        refused);
            case AuthorizationException refused -> ConnectorException.config(cannot + rights(refused), refused);
            case UnknownTopicOrPartitionException gone ->
                ConnectorException.config(
                        cannot + "the broker knows no such topic, or does not show it to this user (ACL DESCRIBE)",
                        gone);
            case InvalidTxnTimeoutException tooLong ->
                ConnectorException.config(
                        cannot + "transaction_timeout_seconds is more than the broker's transaction.max.timeout.ms;"
                                + " lower the one or raise the other",
                        tooLong);
            case RecordTooLargeException tooLarge -> ConnectorException.data(cannot + tooLarge.getMessage(), tooLarge);
            case UnsupportedVersionException old ->
                ConnectorException.config(
                        cannot + String.valueOf(old.getMessage()).replaceFirst("\\.$", "")
                                + ". The broker is too old: Leat needs Kafka 3.0 or newer",
                        old);
            case ConfigException wrong ->
                ConnectorException.config(cannot + wrong.getMessage() + ". Mend \"properties\"", wrong);
            default -> other(cannot, cause);
        };
    }

    private static RuntimeException other(String cannot, Throwable cause) {
        if (cause instanceof InvalidTopicException
                || cause instanceof InvalidReplicationFactorException
                || cause instanceof InvalidPartitionsException
                || cause instanceof InvalidConfigurationException
                || cause instanceof PolicyViolationException) {
            return ConnectorException.config(cannot + cause.getMessage(), cause);
        }
        if (isFenced(cause)) {
            return ConnectorException.unavailable(
                    cannot + "another run has taken over and goes on from where this one was. Nothing is lost; see"
                            + " that the two do not overlap",
                    cause);
        }
        if (isUnanswered(cause)) {
            String why = DriverLog.last();
            return ConnectorException.unavailable(
                    cannot + "no answer within timeout_seconds" + (why == null ? "" : " (" + why + ")")
                            + ". Check that the brokers run, that bootstrap_servers names them, and that tls is set as"
                            + " they have it",
                    cause);
        }
        // Of no class of its own is what a producer says when it gives up on messages that no broker has confirmed.
        if (cause instanceof RetriableException
                || cause instanceof ApiException
                || cause.getClass() == KafkaException.class) {
            return ConnectorException.unavailable(
                    cannot + String.valueOf(cause.getMessage()).replaceFirst("\\.$", "")
                            + ". Check that the brokers run, and run again",
                    cause);
        }
        return new ConnectorException(ConnectorException.Kind.INTERNAL, cannot + cause, cause);
    }

    /** Whether the broker takes no more from a producer because another has its name now, or its time was up. */
    static boolean isFenced(Throwable thrown) {
        Throwable cause = cause(thrown);
        return cause instanceof ProducerFencedException
                || cause instanceof InvalidProducerEpochException
                || cause instanceof FencedInstanceIdException;
    }

    /** Whether an answer was waited for as long as {@code timeout_seconds} allows. */
    static boolean isUnanswered(Throwable thrown) {
        return cause(thrown) instanceof TimeoutException;
    }

    private static String rights(AuthorizationException refused) {
        return switch (refused) {
            case TopicAuthorizationException topics ->
                "the user has no right to topic " + quoted(topics.unauthorizedTopics())
                        + ". To read it needs the ACLs READ and DESCRIBE on the topic; to write it WRITE, READ, DESCRIBE"
                        + " and DESCRIBE_CONFIGS, and CREATE where it is still to be made";
            case TransactionalIdAuthorizationException _ ->
                "the user has no right to its transactional id. It needs the ACL WRITE on transactional ids that begin"
                        + " with transactional_id_prefix";
            default -> refused.getMessage() + ". Ask for the ACL";
        };
    }

    private static String quoted(Set<String> topics) {
        return "\"" + String.join("\", \"", topics) + "\"";
    }

    /** Looks through those that only say that something inside them was thrown. */
    private static Throwable cause(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null
                && (cause instanceof java.util.concurrent.ExecutionException
                        || cause instanceof java.util.concurrent.CompletionException
                        || cause.getClass() == KafkaException.class)) {
            cause = cause.getCause();
        }
        return cause;
    }
}
