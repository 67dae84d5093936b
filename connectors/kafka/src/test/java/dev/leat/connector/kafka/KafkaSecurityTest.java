package dev.leat.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.KafkaServer;
import dev.leat.testkit.Outcome;
import dev.leat.testkit.StreamChoice;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Brokers that ask who is there, over lines that nobody else can read. */
class KafkaSecurityTest {
    private static final String SECRET = "the-secret-of-tests";
    private static final int SASL = 2;
    private static final int TLS = 3;

    @TempDir
    static Path folder;

    private static KafkaServer.Broker broker;
    private static Topics topics;
    private static Certificates certificates;

    @BeforeAll
    static void start() throws Exception {
        certificates = new Certificates(folder);
        Path store = certificates.make("broker");
        certificates.make("client");
        certificates.make("stranger");
        Map<String, String> settings = new HashMap<>(Map.of(
                "listeners",
                "PLAINTEXT://127.0.0.1:PORT0,CONTROLLER://127.0.0.1:PORT1,SASL://127.0.0.1:PORT2,TLS://127.0.0.1:PORT3",
                "advertised.listeners",
                "PLAINTEXT://127.0.0.1:PORT0,SASL://127.0.0.1:PORT2,TLS://127.0.0.1:PORT3",
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL:SASL_PLAINTEXT,TLS:SSL",
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users",
                "User:ANONYMOUS"));
        settings.putAll(Map.of(
                "sasl.enabled.mechanisms",
                "PLAIN,SCRAM-SHA-256",
                "listener.name.sasl.plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required user_plain=\"" + SECRET + "\";",
                "listener.name.sasl.scram-sha-256.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;",
                "listener.name.tls.ssl.keystore.type",
                "PKCS12",
                "listener.name.tls.ssl.keystore.location",
                store.toString(),
                "listener.name.tls.ssl.keystore.password",
                Certificates.PASSWORD,
                "listener.name.tls.ssl.truststore.type",
                "PEM",
                "listener.name.tls.ssl.truststore.location",
                certificates.certificate("client").toString(),
                "listener.name.tls.ssl.client.auth",
                "required"));
        broker = KafkaServer.nativeOne(settings);
        topics = new Topics(broker.bootstrap(), "");
        topics.make("allowed", 1);
        topics.make("visible", 1);
        topics.make("hidden", 1);
        topics.send("allowed", 0, "1");
        topics.send("visible", 0, "1");
        try (Admin admin = topics.admin()) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            "scram", new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_256, 4096), SECRET)))
                    .all()
                    .get();
            admin.createAcls(List.of(
                            acl("User:plain", "allowed", AclOperation.READ),
                            acl("User:plain", "visible", AclOperation.DESCRIBE),
                            acl("User:scram", "allowed", AclOperation.READ),
                            acl("User:CN=client", "allowed", AclOperation.READ)))
                    .all()
                    .get();
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (broker != null) {
            broker.close();
        }
    }

    private static AclBinding acl(String user, String topic, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                new AccessControlEntry(user, "*", operation, AclPermissionType.ALLOW));
    }

    private static Reading sasl(String user, String password, String mechanism) {
        return new Reading(
                topics,
                Map.of(
                        "bootstrap_servers", broker.address(SASL),
                        "user", user,
                        "password", password,
                        "sasl_mechanism", mechanism,
                        "timeout_seconds", 10));
    }

    private static Reading tls() throws Exception {
        return new Reading(
                topics,
                Map.of(
                        "bootstrap_servers", broker.address(TLS),
                        "tls", true,
                        "ca_file", certificates.certificate("broker").toString(),
                        "client_certificate_file",
                                certificates.certificate("client").toString(),
                        "client_key_file", certificates.key("client").toString(),
                        "timeout_seconds", 10));
    }

    private static Outcome discovery(Reading reading) throws Exception {
        Outcome outcome =
                Topics.CONNECTOR.invoke("discover").config(reading.config()).run();
        assertThat(outcome.lines().toString() + outcome.stderr()).doesNotContain(SECRET, "BEGIN PRIVATE KEY");
        return outcome;
    }

    @Test
    void usersAreKnownByTheirPasswords() throws Exception {
        for (Reading reading : List.of(sasl("plain", SECRET, "plain"), sasl("scram", SECRET, "scram-sha-256"))) {
            assertThat(Reading.column(reading.read("allowed"), "value")).containsExactly("1");
            assertThat(discovery(reading).lines().toString()).doesNotContain("hidden");
        }
    }

    @Test
    void aWrongPasswordIsTheUsersToMend() throws Exception {
        for (Reading reading : List.of(
                sasl("plain", SECRET + "x", "plain"),
                sasl("nobody", SECRET, "plain"),
                sasl("scram", SECRET + "x", "scram-sha-256"),
                sasl("plain", SECRET, "scram-sha-512"))) {
            Reading.refused(discovery(reading), 2, broker.address(SASL), "password", "sasl_mechanism");
        }
    }

    @Test
    void brokersAndClientsAreKnownByTheirCertificates() throws Exception {
        assertThat(Reading.column(tls().read("allowed"), "value")).containsExactly("1");
        Reading.refused(
                discovery(tls().with(
                                "ca_file", certificates.certificate("stranger").toString())),
                2,
                broker.address(TLS),
                "certificates");
    }

    @Test
    void aClientThatTheBrokerDoesNotKnowIsTheUsersToMend() throws Exception {
        Reading stranger = tls().with(
                        "client_certificate_file",
                        certificates.certificate("stranger").toString())
                .with("client_key_file", certificates.key("stranger").toString());
        Reading.refused(discovery(stranger), 2, broker.address(TLS), "certificates");
    }

    /** A broker that speaks TLS is silent to whoever does not, and the other way round. */
    @Test
    void tlsOnOneSideAloneIsToldOf() throws Exception {
        Reading plain = new Reading(topics, Map.of("bootstrap_servers", broker.address(TLS), "timeout_seconds", 3));
        Reading.refused(discovery(plain), 3, broker.address(TLS), "tls");
        Reading encrypted =
                new Reading(topics, Map.of("bootstrap_servers", broker.bootstrap(), "tls", true, "timeout_seconds", 3));
        Outcome outcome = discovery(encrypted);
        assertThat(outcome.exitCode()).as(outcome.errorText()).isIn(2, 3);
        assertThat(outcome.errorText()).contains(broker.bootstrap());
    }

    @Test
    void rightsThatAreMissingAreNamed() throws Exception {
        Reading reading = sasl("plain", SECRET, "plain");
        Reading.refused(reading.read("visible"), 2, "\"visible\"", "READ");
        Reading.refused(discovery(reading.with("topics", List.of("hidden"))), 2, "hidden", "DESCRIBE");
        StreamChoice choice = Writing.stream("visible", true);
        Writing writing = new Writing(topics, Topics.with(reading.config(), "topic_template", "{stream}"));
        Reading.refused(writing.rid(choice), 2, "\"visible\"", "READ");
        StreamChoice absent = Writing.stream("absent", true);
        Reading.refused(writing.next(absent, 1), 2, "absent", "CREATE");
        StreamChoice allowed = Writing.stream("allowed", true);
        Reading.refused(writing.next(allowed, 1), 2, "transactional_id_prefix", "WRITE");
        try (Admin admin = topics.admin()) {
            admin.createAcls(List.of(new AclBinding(
                            new ResourcePattern(ResourceType.TRANSACTIONAL_ID, "leat", PatternType.PREFIXED),
                            new AccessControlEntry("User:plain", "*", AclOperation.WRITE, AclPermissionType.ALLOW))))
                    .all()
                    .get();
        }
        Reading.refused(writing.next(allowed, 1), 2, "\"allowed\"", "WRITE");
        try (Admin admin = topics.admin()) {
            admin.createAcls(List.of(acl("User:plain", "allowed", AclOperation.WRITE)))
                    .all()
                    .get();
        }
        writing.wrote(allowed, 1);
        assertThat(writing.last(allowed)).isEqualTo("1");
    }
}
