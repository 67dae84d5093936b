package dev.leat.connector.nats;

import dev.leat.protocol.ConnectorException;
import io.nats.client.AuthHandler;
import io.nats.client.NKey;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/** Tells the driver who logs in, and how. */
final class Login {
    private Login() {}

    static void set(NatsConfig config, Options.Builder options) {
        if (config.user() != null) {
            String password = config.password() == null ? "" : config.password();
            options.userInfo(config.user().toCharArray(), password.toCharArray());
        } else if (config.token() != null) {
            options.token(config.token().toCharArray());
        } else if (config.nkey() != null) {
            options.authHandler(seed(config.nkey().strip().toCharArray()));
        } else if (config.credentialsFile() != null) {
            options.authHandler(file(config.credentialsFile()));
        }
    }

    private static AuthHandler seed(char[] seed) {
        boolean usable = false;
        try {
            usable = NKey.fromSeed(seed).getPublicKey().length > 0;
        } catch (GeneralSecurityException | IOException | IllegalArgumentException unusable) {
            // Not told: the reason may quote the seed.
        }
        if (!usable) {
            throw ConnectorException.config("nkey is no seed of an NKey; it is one line that begins with SU");
        }
        return Nats.staticCredentials(null, seed);
    }

    private static AuthHandler file(String path) {
        try {
            if (!Files.isReadable(Path.of(path))) {
                throw ConnectorException.config(
                        "credentials_file: cannot read " + path + "; correct the path or its rights");
            }
            AuthHandler handler = Nats.credentials(path);
            if (handler.getJWT() != null && handler.getID() != null) {
                return handler;
            }
        } catch (IllegalArgumentException | IllegalStateException unusable) {
            // Not told: the reason may quote the file.
        }
        throw ConnectorException.config("credentials_file: " + path + " holds no JWT and seed of a user");
    }
}
