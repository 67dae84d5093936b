package dev.leat.connector.nats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.NatsServer;
import io.nats.client.NKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ways to get in, and what is said to those who do not. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LoginTest {
    private static final String SECRET = "s3cret-of-the-test";

    @TempDir
    Path folder;

    private static void works(Runs runs) throws Exception {
        assertThat(runs.refusal()).isEqualTo("works");
    }

    private static void refused(Runs runs, String... words) throws Exception {
        assertThat(runs.refusal()).contains(words).doesNotContain(SECRET).doesNotContain("Exception");
    }

    @Test
    void userAndPassword() throws Exception {
        String settings = "authorization { users: [ { user: reader, password: \"" + SECRET + "\" } ] }\n";
        try (NatsServer server = NatsServer.own(settings)) {
            works(Runs.on(server, "user", "reader", "password", SECRET));
            refused(Runs.on(server, "user", "reader", "password", SECRET + "x"), "\"reader\"", "password");
            refused(Runs.on(server), "does not accept", "password");
            refused(Runs.on(server, "password", SECRET), "user");
            refused(Runs.on(server, "user", "reader", "password", SECRET, "token", SECRET), "keep one");
        }
    }

    @Test
    void token() throws Exception {
        try (NatsServer server = NatsServer.own("authorization { token: \"" + SECRET + "\" }\n")) {
            works(Runs.on(server, "token", SECRET));
            refused(Runs.on(server, "token", SECRET + "x"), "token");
        }
    }

    @Test
    void nkey() throws Exception {
        NKey key = NKey.createUser(null);
        String seed = new String(key.getSeed());
        String settings = "authorization { users: [ { nkey: " + new String(key.getPublicKey()) + " } ] }\n";
        try (NatsServer server = NatsServer.own(settings)) {
            works(Runs.on(server, "nkey", seed));
            refused(Runs.on(server, "nkey", new String(NKey.createUser(null).getSeed())), "nkey");
            assertThat(Runs.on(server, "nkey", "SUNOSEED" + SECRET).refusal())
                    .contains("SU", "nkey")
                    .doesNotContain(SECRET);
        }
    }

    @Test
    void credentialsFile() throws Exception {
        Path missing = folder.resolve("missing.creds");
        refused(Runs.at(1, "credentials_file", missing.toString()), "credentials_file", missing.toString());
        Path none = Files.writeString(folder.resolve("none.creds"), SECRET);
        refused(Runs.at(1, "credentials_file", none.toString()), "credentials_file", "JWT");
    }

    /** Without the right to ask JetStream nothing works, and what is missing is named. */
    @Test
    void permissions() throws Exception {
        String settings = """
                authorization {
                  users: [
                    { user: mute, password: x, permissions: { publish: "nothing.>", subscribe: ">" } }
                    { user: reader, password: x, permissions: { publish: "$JS.API.>", subscribe: ">" } }
                  ]
                }
                """;
        try (NatsServer server = NatsServer.own(settings)) {
            refused(Runs.on(server, "user", "mute", "password", "x", "timeout_seconds", 2), "$JS.API", "permission");
            Runs reader = Runs.on(server, "user", "reader", "password", "x", "timeout_seconds", 2);
            works(reader);
            var choice = Runs.stream("rows").incremental("id", true);
            Runs.refused(
                    reader.write(Runs.whole(choice, Runs.numbered(0, 5, "x")), choice), 2, "leat.rows", "permission");
        }
    }

    /** The server is a real one, and says it were another. */
    @Test
    void aServerThatIsTooOldIsToldApart() throws Exception {
        for (String old : List.of("2.8.4", "2.8.4-RC.1", "1.4.1")) {
            try (Wire wire = new Wire(
                    NatsServer.shared().port(),
                    info -> info.replaceFirst("\"version\":\"[^\"]*\"", "\"version\":\"" + old + "\""))) {
                Runs runs = Runs.at(wire.port());
                refused(
                        runs,
                        "cannot use the NATS server at localhost:" + wire.port() + ": it is version " + old,
                        "2.9.0");
                var choice = Runs.stream("rows").incremental("id", true);
                Runs.refused(
                        runs.write(Runs.whole(choice, Runs.numbered(0, 5, "x")), choice), 2, "too old", "upgrade it");
                Runs.refused(runs.read(choice), 2, "too old", "upgrade it");
            }
        }
        for (String good : List.of("2.9.0", "2.10.29", "2.11.0-preview.2", "3.0.0")) {
            try (Wire wire = new Wire(
                    NatsServer.shared().port(),
                    info -> info.replaceFirst("\"version\":\"[^\"]*\"", "\"version\":\"" + good + "\""))) {
                works(Runs.at(wire.port()));
            }
        }
    }

    @Test
    void aServerWithoutJetStreamIsToldApart() throws Exception {
        try (NatsServer server = NatsServer.without("")) {
            refused(Runs.on(server), "no JetStream", "-js");
        }
    }

    @Test
    void anAccountWithoutJetStreamIsToldApart() throws Exception {
        String settings = """
                accounts {
                  poor: { users: [ { user: poor, password: x } ] }
                  rich: { jetstream: { max_streams: 1 }, users: [ { user: rich, password: x } ] }
                }
                """;
        try (NatsServer server = NatsServer.own(settings)) {
            refused(Runs.on(server, "user", "poor", "password", "x"), "account");
            Runs rich = Runs.on(server, "user", "rich", "password", "x");
            works(rich);
            var first = Runs.stream("first").incremental("id", true);
            var second = Runs.stream("second").incremental("id", true);
            Runs.ended(rich.write(Runs.whole(first, Runs.numbered(0, 5, "x")), first), 0);
            Runs.refused(rich.write(Runs.whole(second, Runs.numbered(0, 5, "x")), second), 2, "second", "limits");
        }
    }

    @Test
    void tls() throws Exception {
        Authority authority = new Authority(folder);
        Path server = authority.issue("server", "localhost");
        Path client = authority.issue("client", "client");
        String settings = "tls { cert_file: \"" + server + ".pem\", key_file: \"" + server + ".key\", ca_file: \""
                + authority.certificate() + "\", verify: true }\n";
        try (NatsServer running = NatsServer.own(settings)) {
            Map<String, Object> tls = Map.of(
                    "ca_file",
                    authority.certificate().toString(),
                    "certificate_file",
                    client + ".pem",
                    "key_file",
                    client + ".key");
            works(Runs.on(running, "tls", tls));
            refused(Runs.on(running), "tls.ca_file");
            refused(
                    Runs.on(
                            running,
                            "timeout_seconds",
                            2,
                            "tls",
                            Map.of("ca_file", authority.certificate().toString())),
                    "tls.certificate_file");
            refused(Runs.on(running, "tls", Map.of("certificate_file", client + ".pem")), "key_file");
            refused(Runs.on(running, "tls", Map.of("ca_file", folder + "/no.pem")), "ca_file", "no.pem");
            refused(Runs.on(running, "tls", Map.of("ca_file", client + ".key")), "ca_file", "certificate");
            // The certificate is for localhost; the address is another name for the same server.
            refused(Runs.on(running, "host", "127.0.0.1", "tls", tls), "127.0.0.1");
        }
        try (NatsServer plain = NatsServer.own("")) {
            refused(Runs.on(plain, "tls", Map.of("enabled", true)), "does not offer");
        }
    }

    /** Makes certificates with what every JDK has. */
    private record Authority(Path folder) {
        Authority {
            keytool(folder, "ca", List.of("-genkeypair", "-dname", "CN=ca", "-ext", "bc:c"));
            write(folder, "ca");
        }

        Path certificate() {
            return folder.resolve("ca.pem");
        }

        /** Makes NAME.pem and NAME.key. */
        Path issue(String name, String host) {
            keytool(folder, name, List.of("-genkeypair", "-dname", "CN=" + host));
            Path request = folder.resolve(name + ".csr");
            Path signed = folder.resolve(name + ".crt");
            keytool(folder, name, List.of("-certreq", "-file", request.toString()));
            keytool(
                    folder,
                    "ca",
                    List.of(
                            "-gencert",
                            "-rfc",
                            "-ext",
                            "san=dns:" + host,
                            "-infile",
                            request.toString(),
                            "-outfile",
                            signed.toString()));
            write(folder, name);
            try {
                Files.copy(signed, folder.resolve(name + ".pem"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            return folder.resolve(name);
        }

        private static void keytool(Path folder, String name, List<String> arguments) {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
            command.addAll(arguments);
            Collections.addAll(
                    command,
                    "-alias",
                    "it",
                    "-keystore",
                    folder.resolve(name + ".p12").toString(),
                    "-storepass",
                    "changeit");
            if (arguments.contains("-genkeypair")) {
                Collections.addAll(command, "-keyalg", "EC", "-validity", "3650");
            }
            try {
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("keytool.log").toFile())
                        .start();
                assertThat(process.waitFor())
                        .as(Files.readString(folder.resolve("keytool.log")))
                        .isZero();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        private static void write(Path folder, String name) {
            try (var in = Files.newInputStream(folder.resolve(name + ".p12"))) {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(in, "changeit".toCharArray());
                pem(
                        folder.resolve(name + ".pem"),
                        "CERTIFICATE",
                        store.getCertificate("it").getEncoded());
                pem(
                        folder.resolve(name + ".key"),
                        "PRIVATE KEY",
                        store.getKey("it", "changeit".toCharArray()).getEncoded());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        private static void pem(Path file, String what, byte[] content) throws IOException {
            String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
            Files.writeString(file, "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n");
        }
    }
}
