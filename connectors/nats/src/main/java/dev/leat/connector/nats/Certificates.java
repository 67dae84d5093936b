package dev.leat.connector.nats;

import dev.leat.protocol.ConnectorException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Makes of PEM files what Java's TLS asks for. */
final class Certificates {
    private static final char[] NO_PASSWORD = {};
    private static final String[] KEY_ALGORITHMS = {"RSA", "EC", "Ed25519"};

    private Certificates() {}

    /** A context with the certificates that are set, else with Java's own; it holds servers to the names they go by. */
    static SSLContext context(NatsConfig.Tls tls) {
        try {
            SSLContext plain = SSLContext.getInstance("TLS");
            plain.init(keys(tls), trusted(tls), null);
            return VerifiedNames.in(plain);
        } catch (GeneralSecurityException | IOException e) {
            throw ConnectorException.config("the tls settings cannot be used: " + e.getMessage(), e);
        }
    }

    private static TrustManager[] trusted(NatsConfig.Tls tls) throws GeneralSecurityException, IOException {
        if (tls.caFile() == null) {
            return null;
        }
        KeyStore store = empty();
        int number = 0;
        for (Certificate certificate : certificates("tls.ca_file", tls.caFile())) {
            store.setCertificateEntry("ca" + number++, certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager[] keys(NatsConfig.Tls tls) throws GeneralSecurityException, IOException {
        if (tls.certificateFile() == null && tls.keyFile() == null) {
            return null;
        }
        if (tls.certificateFile() == null || tls.keyFile() == null) {
            throw ConnectorException.config("tls.certificate_file and tls.key_file go together; set both or neither");
        }
        KeyStore store = empty();
        Certificate[] chain =
                certificates("tls.certificate_file", tls.certificateFile()).toArray(Certificate[]::new);
        store.setKeyEntry("client", key(tls.keyFile()), NO_PASSWORD, chain);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, NO_PASSWORD);
        return store;
    }

    private static Collection<? extends Certificate> certificates(String setting, String path)
            throws GeneralSecurityException {
        Collection<? extends Certificate> found;
        try {
            found = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(bytes(setting, path)));
        } catch (CertificateException e) {
            throw ConnectorException.config(setting + ": " + path + " holds no certificates in PEM", e);
        }
        if (found.isEmpty()) {
            throw ConnectorException.config(setting + ": " + path + " holds no certificate");
        }
        return found;
    }

    private static PrivateKey key(String path) throws GeneralSecurityException {
        String text = new String(bytes("tls.key_file", path), StandardCharsets.US_ASCII);
        String begin = "-----BEGIN PRIVATE KEY-----";
        int from = text.indexOf(begin);
        int to = text.indexOf("-----END PRIVATE KEY-----");
        if (from < 0 || to < from) {
            throw ConnectorException.config("tls.key_file: " + path + " holds no key of the form BEGIN PRIVATE KEY;"
                    + " openssl pkcs8 -topk8 -nocrypt turns others into it");
        }
        PKCS8EncodedKeySpec key;
        try {
            key = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to)));
        } catch (IllegalArgumentException e) {
            throw ConnectorException.config("tls.key_file: " + path + " holds a key that is not base64", e);
        }
        InvalidKeySpecException last = null;
        for (String algorithm : KEY_ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(key);
            } catch (InvalidKeySpecException another) {
                last = another;
            }
        }
        throw ConnectorException.config(
                "tls.key_file: " + path + " holds a key that is none of RSA, EC, Ed25519", last);
    }

    private static byte[] bytes(String setting, String path) {
        try {
            return Files.readAllBytes(Path.of(path));
        } catch (IOException | InvalidPathException e) {
            throw ConnectorException.config(setting + ": cannot read " + path + "; correct the path or its rights", e);
        }
    }
}
