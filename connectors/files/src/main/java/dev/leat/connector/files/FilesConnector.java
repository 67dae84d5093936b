package dev.leat.connector.files;

import dev.leat.sdk.Ability;
import dev.leat.sdk.Connector;

/** The files connector: a folder of CSV and JSON lines files, read and written. */
public final class FilesConnector {
    /** The connector as a value, for tests and for {@link #main}. */
    public static final Connector<FilesConfig> CONNECTOR = Connector.source(
                    "files", FilesConfig.class, (config, resources) -> FilesSource.open(config))
            .and(FilesDestination::open, Ability.APPEND, Ability.REPLACE, Ability.RID, Ability.RID_PER_PARTITION);

    private FilesConnector() {}

    public static void main(String... args) {
        CONNECTOR.main(args);
    }
}
