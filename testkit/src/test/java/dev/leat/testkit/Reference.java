package dev.leat.testkit;

import dev.leat.protocol.ConnectorException;
import dev.leat.sdk.Ability;
import dev.leat.sdk.Connector;
import dev.leat.sdk.Resources;
import java.nio.file.Files;
import java.nio.file.Path;

/** The simplest connector that is right: everything lies in one file, which each commit writes anew. */
final class Reference {
    record Config(String folder, String password, String flaw) {
        boolean has(String flaw) {
            return this.flaw.equals(flaw);
        }
    }

    static final Connector<Config> CONNECTOR = Connector.source("reference", Config.class, Reference::source)
            .and(
                    Reference::destination,
                    Ability.PARTITIONS,
                    Ability.APPEND,
                    Ability.REPLACE,
                    Ability.RID,
                    Ability.ANY_ORDER,
                    Ability.RID_PER_PARTITION,
                    Ability.STORED_STATE);

    private Reference() {}

    private static ReferenceSource source(Config config, Resources resources) {
        return new ReferenceSource(store(config), config);
    }

    private static ReferenceDestination destination(Config config, Resources resources) {
        return new ReferenceDestination(store(config), config, resources);
    }

    private static ReferenceStore store(Config config) {
        if ("wrong".equals(config.password())) {
            throw ConnectorException.config("cannot open the store: the password is not right; correct \"password\"");
        }
        Path folder = Path.of(config.folder());
        if (!Files.isDirectory(folder)) {
            throw ConnectorException.config("there is no folder " + folder + "; create it or correct \"folder\"");
        }
        return new ReferenceStore(folder);
    }

    public static void main(String... args) {
        CONNECTOR.main(args);
    }
}
