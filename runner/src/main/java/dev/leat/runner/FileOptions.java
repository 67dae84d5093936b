package dev.leat.runner;

import dev.leat.protocol.Message.Log.Level;
import java.util.ArrayList;
import java.util.List;
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

    /** @param positional the file where a command also takes it without an option; may be null */
    SettingsFile load(Surroundings machine, String positional) {
        String name = file != null ? file : positional != null ? positional : DEFAULT;
        return SettingsFile.load(name, assignments, machine);
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
