package dev.leat.connector.kafka;

import dev.leat.protocol.ConnectorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Who the connector is to the broker, and how it knows the broker: SASL and TLS. */
record Security(KafkaConfig config) {

    /** The clients' properties that say so; the map is the caller's. */
    Map<String, Object> properties() {
        Map<String, Object> all = new HashMap<>();
        boolean sasl = config.user() != null;
        all.put("security.protocol", (sasl ? "SASL_" : "") + (config.tls() ? "SSL" : "PLAINTEXT"));
        if (sasl) {
            sasl(all);
        } else if (config.password() != null) {
            throw ConnectorException.config("password is set, and user is not; set both, or neither");
        }
        if (config.tls()) {
            tls(all);
        } else if (config.caFile() != null || config.clientCertificateFile() != null) {
            throw ConnectorException.config("ca_file and client_certificate_file are for TLS; set tls to true");
        }
        return all;
    }

    private void sasl(Map<String, Object> all) {
        all.put("sasl.mechanism", config.saslMechanism().toUpperCase(Locale.ROOT));
        String module = config.saslMechanism().startsWith("scram")
                ? "org.apache.kafka.common.security.scram.ScramLoginModule"
                : "org.apache.kafka.common.security.plain.PlainLoginModule";
        String password = config.password() == null ? "" : config.password();
        all.put(
                "sasl.jaas.config",
                module + " required username=" + quoted(config.user()) + " password=" + quoted(password) + ";");
    }

    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private void tls(Map<String, Object> all) {
        all.put("ssl.endpoint.identification.algorithm", config.verifyHostname() ? "https" : "");
        if (config.caFile() != null) {
            all.put("ssl.truststore.type", "PEM");
            all.put("ssl.truststore.certificates", text("ca_file", config.caFile()));
        }
        if (config.clientCertificateFile() == null) {
            if (config.clientKeyFile() != null) {
                throw ConnectorException.config(
                        "client_key_file is set, and client_certificate_file is not; set both, or neither");
            }
            return;
        }
        if (config.clientKeyFile() == null) {
            throw ConnectorException.config(
                    "client_certificate_file is set, and client_key_file is not; set both, or neither");
        }
        all.put("ssl.keystore.type", "PEM");
        all.put("ssl.keystore.certificate.chain", text("client_certificate_file", config.clientCertificateFile()));
        all.put("ssl.keystore.key", text("client_key_file", config.clientKeyFile()));
        if (config.clientKeyPassword() != null) {
            all.put("ssl.key.password", config.clientKeyPassword());
        }
    }

    private static String text(String setting, String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException | InvalidPathException e) {
            throw ConnectorException.config(
                    setting + " names \"" + file + "\", which "
                            + (e instanceof NoSuchFileException ? "is not there" : "cannot be read")
                            + "; name a file in PEM format that this program may read",
                    e);
        }
    }
}
