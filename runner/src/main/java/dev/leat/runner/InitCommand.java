package dev.leat.runner;

import dev.leat.protocol.Catalog;
import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.ConnectorException.Kind;
import dev.leat.protocol.Message;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code leat init}. */
@Command(name = "init", description = "Look what a source has, and write a first leat.yaml.")
final class InitCommand implements Callable<Integer> {
    @Mixin
    private FileOptions files;

    @Option(
            names = "--source",
            paramLabel = "URL",
            description = "Where rows come from, such as postgres://user@host/database, files:folder or sample:")
    private String source;

    @Option(names = "--destination", paramLabel = "URL", description = "Where rows go, such as sqlite:file.sqlite")
    private String destination;

    private final Surroundings machine;
    private final StopSignal stop;
    private final Map<String, String> environment;

    InitCommand(Surroundings machine, StopSignal stop) {
        this.machine = machine;
        this.stop = stop;
        this.environment = new HashMap<>(machine.environment());
    }

    @Override
    public Integer call() throws IOException {
        Path path = machine.folder().resolve(files.name());
        if (Files.exists(path)) {
            throw exists(files.name(), null);
        }
        Log log = files.log(machine);
        BufferedReader answers = new BufferedReader(new InputStreamReader(machine.in(), StandardCharsets.UTF_8));
        String from = source != null ? source : asked("Where do rows come from?", "sample:", answers, log);
        String to = destination != null ? destination : asked("Where do they go?", "sqlite:leat.sqlite", answers, log);
        FirstFile.End fromEnd;
        FirstFile.End toEnd;
        try (Session session = Session.open(machine, files.none(machine), log, stop)) {
            ConnectionUrl fromUrl = ConnectionUrl.parse(from);
            ConnectionUrl toUrl = ConnectionUrl.parse(to);
            boolean same = fromUrl.scheme().equals(toUrl.scheme());
            fromEnd = end(session, fromUrl, same ? "_source" : "");
            toEnd = end(session, toUrl, same ? "_destination" : "");
        }
        String connections = FirstFile.connections(fromEnd, toEnd);
        List<FirstFile.Proposal> streams = look(connections, fromEnd, toEnd, log);
        write(path, connections + FirstFile.replication(fromEnd, toEnd, streams));
        log.plain("wrote " + files.name() + " with " + Figures.of(streams.size(), "stream") + "; next: leat sync");
        for (FirstFile.End end : List.of(fromEnd, toEnd)) {
            if (end.config().toString().contains("${env:" + variable(end.name()))
                    && !machine.environment().containsKey(variable(end.name()))) {
                log.plain("first set the password it refers to: export " + variable(end.name()) + "=…");
            }
        }
        return Leat.OK;
    }

    private String asked(String question, String proposal, BufferedReader answers, Log log) throws IOException {
        if (!machine.terminal()) {
            throw ConnectorException.config("leat init needs --source URL and --destination URL, for instance:"
                    + " leat init --source sample: --destination sqlite:shop.sqlite");
        }
        log.plain(question + " A URL such as postgres://user@host/database, files:folder, sqlite:file.sqlite or sample:"
                + " [" + proposal + "]");
        String answer = answers.readLine();
        return answer == null || answer.isBlank() ? proposal : answer.strip();
    }

    private FirstFile.End end(Session session, ConnectionUrl url, String suffix) {
        Connectors connectors = session.connectors();
        // A scheme that is a connector's name needs no asking around.
        List<String> candidates = connectors.jars().containsKey(url.scheme())
                ? List.of(url.scheme())
                : List.copyOf(connectors.jars().keySet());
        List<Supplier<Message.Spec>> questions = new ArrayList<>();
        candidates.forEach(name -> questions.add(() -> SpecCommand.ask(session, connectors.named(session, name))));
        List<Message.Spec> specs = Together.all(questions);
        for (int i = 0; i < candidates.size(); i++) {
            var schema = specs.get(i).connectionSpecification();
            if (url.names(candidates.get(i), schema)) {
                String connector = candidates.get(i);
                var config = url.config(schema);
                hidePassword(
                        url,
                        schema.path(ConnectionUrl.ANNOTATION).path("password").asString(""),
                        connector + suffix,
                        config);
                return new FirstFile.End(connector + suffix, connector, config, schema);
            }
        }
        connectors.named(session, url.scheme());
        throw new IllegalStateException("a connector's name was not its scheme");
    }

    /** The file refers to the password; this run has it from the URL. */
    private void hidePassword(
            ConnectionUrl url, String property, String connection, tools.jackson.databind.node.ObjectNode config) {
        String given = url.parts().get("password");
        if (given != null) {
            environment.put(variable(connection), given);
        }
        if (!property.isEmpty() && environment.containsKey(variable(connection))) {
            config.put(property, "${env:" + variable(connection) + "}");
        }
    }

    private static String variable(String connection) {
        return connection.toUpperCase(Locale.ROOT).replace('-', '_') + "_PASSWORD";
    }

    private List<FirstFile.Proposal> look(String connections, FirstFile.End from, FirstFile.End to, Log log) {
        Surroundings knowing = machine.withEnvironment(environment);
        SettingsFile file = files.unwritten(YamlFile.parse(files.name(), machine.folder(), connections));
        try (Session session = Session.open(knowing, file, log, stop)) {
            Connection source = session.connection(from.name());
            Connection destination = session.connection(to.name());
            Together.all(List.of(source::spec, destination::spec));
            List<Answer> answers = Together.all(List.of(
                    () -> source.ask("source " + from.name(), Verb.DISCOVER, Map.of()),
                    () -> destination.ask("destination " + to.name(), Verb.CHECK_DESTINATION, Map.of())));
            answers.get(1).requireSuccess();
            Catalog catalog = answers.get(0).required(Message.Discovered.class).catalog();
            if (catalog.streams().isEmpty()) {
                throw new ConnectorException(Kind.CONFIG, "the source has no streams: nothing to carry", null);
            }
            boolean incremental =
                    Planner.statesMeet(source.spec().leat(), destination.spec().leat());
            return catalog.streams().stream()
                    .map(stream -> FirstFile.propose(stream, incremental))
                    .toList();
        }
    }

    private void write(Path path, String text) throws IOException {
        try {
            Files.writeString(path, text, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException meanwhile) {
            throw exists(files.name(), meanwhile);
        }
    }

    private static ConnectorException exists(String name, Exception cause) {
        return ConnectorException.config(
                name + " is already there and is not overwritten; write another with -f, or move it away", cause);
    }
}
