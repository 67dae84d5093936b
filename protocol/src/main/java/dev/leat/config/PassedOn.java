package dev.leat.config;

import dev.leat.protocol.ConnectorException;

/** Properties that a configuration passes on to a driver, a client or a server, by the names that those have for them. */
public final class PassedOn {
    private PassedOn() {}

    /**
     * What to say of one that a connector sets itself: it would be passed on in vain.
     *
     * @param key the configuration's, that holds such properties
     */
    public static ConnectorException refusal(String key, String name) {
        return ConnectorException.config("\"" + key + "\" has \"" + name + "\", which Leat decides itself: what it"
                + " promises depends on it. Leave it out, or use the setting that is there for it");
    }
}
