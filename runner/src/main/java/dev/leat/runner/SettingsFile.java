package dev.leat.runner;

import dev.leat.config.ConfigSchema;
import dev.leat.config.Finding;
import dev.leat.config.Nearest;
import dev.leat.protocol.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** {@code leat.yaml}, overridden from outside, judged and bound. */
record SettingsFile(Document document, Settings settings) {
    static final String SCHEMA = "/spec-schemas/leat.json";

    /** Made by who comes first. */
    private static final class Judge {
        static final ConfigSchema SCHEMA = new ConfigSchema(schema());
    }

    /** Does on another core, while the command line is still read, what only the first document takes long for. */
    static void prepare() {
        Thread.ofPlatform().daemon().name("leat-settings").start(() -> {
            Judge.SCHEMA.findings(Json.object());
            Json.bind(Json.object(), Settings.class);
        });
    }

    /** Reads, overrides and judges; refuses with every problem found. */
    static SettingsFile load(String file, List<String> assignments, Surroundings machine) {
        Path path = machine.folder().resolve(file);
        Document document = YamlFile.read(file, path);
        Overrides.apply(document, machine.environment(), assignments);
        return of(document);
    }

    /** Judges and binds. */
    static SettingsFile of(Document document) {
        List<Problem> problems = new ArrayList<>();
        for (Finding finding : Judge.SCHEMA.findings(document.root(), false, Document::dotted)) {
            Where where = finding.atKey() ? document.key(finding.pointer()) : document.value(finding.pointer());
            problems.add(new Problem(where, finding.message()));
        }
        Problem.refuse(problems);
        Settings settings = Json.bind(document.root(), Settings.class);
        Problem.refuse(unknownConnections(document, settings));
        return new SettingsFile(document, settings);
    }

    /** For commands that need no settings. */
    static SettingsFile none(Surroundings machine, Settings.LauncherKind launcher) {
        return new SettingsFile(Document.empty(FileOptions.DEFAULT, machine.folder()), Settings.none(launcher));
    }

    private static List<Problem> unknownConnections(Document document, Settings settings) {
        List<Problem> problems = new ArrayList<>();
        Set<String> known = settings.connections().keySet();
        settings.replications().forEach((name, replication) -> {
            Map<String, String> ends = Map.of("source", replication.source(), "destination", replication.destination());
            ends.forEach((end, connection) -> {
                if (!known.contains(connection)) {
                    problems.add(new Problem(
                            document.value("/replications/" + name + "/" + end),
                            "replications." + name + "." + end + ": there is no connection \"" + connection + "\""
                                    + Nearest.hint(connection, known)));
                }
            });
        });
        return problems;
    }

    static ObjectNode schema() {
        return resource(SCHEMA).orElseThrow();
    }

    /** What this version of Leat knows of a connector's configuration; the connector itself is to be believed. */
    static Optional<ObjectNode> connectorSchema(String connector) {
        return resource("/spec-schemas/connectors/" + connector + ".json");
    }

    private static Optional<ObjectNode> resource(String name) {
        try (InputStream in = SettingsFile.class.getResourceAsStream(name)) {
            return in == null ? Optional.empty() : Optional.of((ObjectNode) Json.parse(in));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
