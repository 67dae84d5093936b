package dev.leat.connector.kafka;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/** Keys and certificates for tests, made by the JDK's own tool; each is signed by itself. */
record Certificates(Path folder) {
    static final String PASSWORD = "a-password-of-tests";

    /** Makes a key with its certificate; answers the store that has both. */
    Path make(String name) throws Exception {
        Path store = folder.resolve(name + ".p12");
        String tool = System.getProperty("java.home") + File.separator + "bin" + File.separator + "keytool";
        Process process = new ProcessBuilder(List.of(
                        tool,
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=IP:127.0.0.1",
                        "-validity",
                        "30",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
        return store;
    }

    private static KeyStore open(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    /** The certificate as a file in PEM format. */
    Path certificate(String name) throws Exception {
        byte[] certificate =
                open(folder.resolve(name + ".p12")).getCertificate(name).getEncoded();
        return pem(name + ".pem", "CERTIFICATE", certificate);
    }

    /** The key as a file in PEM format. */
    Path key(String name) throws Exception {
        Key key = open(folder.resolve(name + ".p12")).getKey(name, PASSWORD.toCharArray());
        return pem(name + ".key", "PRIVATE KEY", key.getEncoded());
    }

    private Path pem(String file, String what, byte[] content) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(
                folder.resolve(file), "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n");
    }
}
