package dev.leat.runner;

import dev.leat.protocol.Message.Log.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options of every command that reads {@code leat.yaml}. */
final class FileOptions {
    static final String DEFAULT = "leat.yaml";

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "The settings, YAML or JSON (default: leat.yaml).")
    private String file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Override a setting, such as connections.shop.config.port=5433. Environment variables do the"
                    + " same: LEAT_SET_CONNECTIONS__SHOP__CONFIG__PORT=5433. May be repeated.")
    private List<String> assignments = new ArrayList<>();

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json (default: text).")
    private Log.Format logFormat;

    @Option(
            names = "--log-level",
            paramLabel = "LEVEL",
            defaultValue = "info",
            description = "The least that is shown: error, warn, info (the default) or debug.")
    private Level logLevel;

    @Option(
            names = "--launcher",
            paramLabel = "KIND",
            description =
                    "process or docker: what Leat's own connectors run as (default: as the file says, else process).")
    private Settings.LauncherKind launcher;

    /** @param positional the file where a command also takes it without an option; may be null */
    SettingsFile load(Surroundings machine, String positional) {
        String name = file != null ? file : positional != null ? positional : DEFAULT;
        return SettingsFile.load(name, assignments(), machine);
    }

    private List<String> assignments() {
        List<String> all = new ArrayList<>(assignments);
        if (launcher != null) {
            all.add("launcher=" + launcher.name().toLowerCase(Locale.ROOT));
        }
        return all;
    }

    /** For commands that need no file. */
    SettingsFile none(Surroundings machine) {
        return SettingsFile.none(machine, launcher);
    }

    /** A file that is not written yet. */
    SettingsFile unwritten(Document document) {
        Overrides.apply(document, Map.of(), assignments());
        return SettingsFile.of(document);
    }

    /** The file for a command that writes it. */
    String name() {
        return file != null ? file : DEFAULT;
    }

    Log log(Surroundings machine) {
        return new Log(machine.err(), logFormat, logLevel, machine.masking());
    }

    Log.Format logFormat() {
        return logFormat;
    }
}
