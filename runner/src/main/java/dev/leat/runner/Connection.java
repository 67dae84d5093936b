package dev.leat.runner;

import dev.leat.config.ConfigSchema;
import dev.leat.config.Finding;
import dev.leat.config.Nearest;
import dev.leat.config.SchemaView;
import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.Json;
import dev.leat.protocol.Message;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * A connection of the settings, ready to be used. What its connector says about itself is asked once. Thread-safe.
 */
final class Connection implements AutoCloseable {
    private final Session session;
    private final String name;
    private final Launcher launcher;
    private final Processes processes;
    private final ObjectNode written;
    private Message.Spec spec;
    private ObjectNode config;
    private final List<Problem> problems = new ArrayList<>();

    private Connection(Session session, String name, Launcher launcher, ObjectNode written) {
        this.session = session;
        this.name = name;
        this.launcher = launcher;
        this.processes = new Processes(session, name, launcher);
        this.written = written;
    }

    /** Resolves the connector; refuses one that does not exist, with the place in the settings. */
    static Connection open(Session session, String name) {
        Settings.Connection settings = session.file().settings().connections().get(name);
        ObjectNode config = settings.config() == null ? Json.object() : settings.config();
        try {
            Launcher launcher = session.connectors().launcher(session, name);
            return new Connection(session, name, launcher, config);
        } catch (ConnectorException unknown) {
            throw placed(session, name, unknown);
        }
    }

    /** With the place in the settings where the connector is named, if the settings are what is wrong. */
    private static ConnectorException placed(Session session, String name, ConnectorException refused) {
        if (refused.kind() != ConnectorException.Kind.CONFIG) {
            return refused;
        }
        Settings.Connection settings = session.file().settings().connections().get(name);
        String key = settings.connector() != null ? "/connector" : settings.image() != null ? "/image" : "/command";
        Where where = session.file().document().value("/connections/" + name + key);
        return ConnectorException.config(
                new Problem(where, "connections." + name + ": " + refused.getMessage()).toString(), refused);
    }

    /** Refuses a name on the command line that is no connection. */
    static void require(Session session, String name) {
        Set<String> known = session.file().settings().connections().keySet();
        if (!known.contains(name)) {
            throw ConnectorException.config("there is no connection \"" + name + "\"" + Nearest.hint(name, known));
        }
    }

    String name() {
        return name;
    }

    synchronized Message.Spec spec() {
        if (spec == null) {
            prepare();
            spec = processes
                    .ask("connection " + name, Verb.SPEC, launcher.words(Verb.SPEC, Map.of()), launcher.ours())
                    .required(Message.Spec.class);
        }
        return spec;
    }

    private void prepare() {
        try {
            launcher.prepare(session);
            launcher.expect(written);
        } catch (ConnectorException refused) {
            throw placed(session, name, refused);
        }
    }

    /** Whether it is one of ours, and so keeps Leat's additions to the protocol. */
    boolean ours() {
        return spec().leat() != null;
    }

    /** Whether rows can go to a file or FIFO, and come from there. */
    boolean hasDataChannel() {
        return ours() && spec().leat().dataChannel() && launcher.takesFifos();
    }

    /** Whether rows may go without the columns' names. */
    boolean hasLists() {
        return ours() && spec().leat().lists();
    }

    /** What is wrong with the configuration by the connector's own schema; empty if nothing is. */
    synchronized List<Problem> problems() {
        if (config == null) {
            judge();
        }
        return List.copyOf(problems);
    }

    private void judge() {
        String pointer = "/connections/" + name + "/config";
        ObjectNode schema = spec().connectionSpecification();
        Document document = session.file().document();
        Secrets secrets = new Secrets(
                document, session.machine().environment(), session.log().masking());
        SchemaView view = schema == null ? new SchemaView(written, List.of()) : SchemaView.of(schema);
        config = secrets.resolve(written, pointer, view);
        problems.addAll(secrets.problems());
        if (schema == null || !problems.isEmpty()) {
            return;
        }
        for (Finding finding : new ConfigSchema(schema).findings(config, ours(), at -> Document.dotted(pointer + at))) {
            String at = pointer + finding.pointer();
            Where where = finding.atKey() ? document.key(at) : document.value(at);
            problems.add(new Problem(where, finding.message()));
        }
        if (problems.isEmpty()) {
            settle(pointer, view);
        }
    }

    private void settle(String pointer, SchemaView schema) {
        try {
            if (launcher.configured(config, schema)) {
                processes.renew();
            }
        } catch (ConnectorException refused) {
            problems.add(new Problem(
                    session.file().document().value(pointer), Document.dotted(pointer) + ": " + refused.getMessage()));
        }
    }

    private synchronized Path configFile() {
        Problem.refuse(problems());
        return write("config", Json.bytes(config));
    }

    /** Writes a file for its connector, which those of other connections do not see. */
    Path write(String file, byte[] content) {
        return session.folder().of(name).write(file, content);
    }

    /** Asks for one answer; {@code who} is what messages call the connector: {@code source shop}. */
    Answer ask(String who, Verb verb, Map<String, Path> files) {
        return processes.ask(who, verb, words(verb, files), keepsSession());
    }

    /** Starts the reading or writing process, which is the caller's to close. */
    Child start(String who, Verb verb, Map<String, Path> files) {
        return processes.start(who, words(verb, files), keepsSession());
    }

    private boolean keepsSession() {
        return ours() && spec().leat().session();
    }

    private List<String> words(Verb verb, Map<String, Path> files) {
        List<String> words = launcher.words(verb, withConfig(files));
        if (ours() && spec().leat().source() && spec().leat().destination()) {
            words.addAll(verb.flags());
        }
        return words;
    }

    private Map<String, Path> withConfig(Map<String, Path> files) {
        Map<String, Path> all = new LinkedHashMap<>();
        all.put("config", configFile());
        all.putAll(files);
        return all;
    }

    /** Says which replication what follows is part of; null if none. It gets processes of its own, which end with it. */
    void serve(String replication) {
        processes.serve(replication);
    }

    /** Tells processes that wait for a command that none comes. */
    void dismiss() {
        processes.renew();
    }

    @Override
    public void close() {
        processes.close();
    }
}
