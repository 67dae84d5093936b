package dev.leat.runner;

import dev.leat.config.Nearest;
import dev.leat.protocol.ConnectorException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Leat's own connectors, known by the jars that lie beside the runner's. */
record Connectors(SortedMap<String, Path> jars, int lineBytesMax) {
    private static final String PREFIX = "leat-connector-";

    static Connectors in(Surroundings machine) {
        Path lib = machine.lib();
        SortedMap<String, Path> jars = new TreeMap<>();
        if (Files.isDirectory(lib)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(lib, PREFIX + "*.jar")) {
                for (Path jar : files) {
                    String file = jar.getFileName().toString();
                    jars.put(file.substring(PREFIX.length(), file.length() - ".jar".length()), jar);
                }
            } catch (IOException unreadable) {
                throw ConnectorException.config("the connectors' folder " + lib + " cannot be read", unreadable);
            }
        }
        return new Connectors(jars, LineLimit.of(machine.environment()));
    }

    /** One of Leat's own connectors by its name, as the settings want such started. */
    Launcher named(Session session, String name) {
        return named(session, name, DockerLauncher.imagesOf(name, false), Settings.Docker.DEFAULT);
    }

    private Launcher named(Session session, String name, List<String> images, Settings.Docker own) {
        boolean inContainers = session.file().settings().launcher() == Settings.LauncherKind.DOCKER;
        Path jar = jars.get(name);
        // A runner that comes without connectors does not know which there are.
        if (jar == null && !(inContainers && jars.isEmpty())) {
            String near = Nearest.to(name, jars.keySet())
                    .map(meant -> "; did you mean \"" + meant + "\"?")
                    .orElse("");
            throw ConnectorException.config("there is no connector \"" + name + "\"" + near + " (there are "
                    + String.join(", ", jars.keySet()) + "; for a program of your own write command: in its place)");
        }
        return inContainers
                ? new DockerLauncher(images, own.over(session.file().settings().docker()))
                : new LocalConnector(name, jar, lineBytesMax);
    }

    /** How a connection's connector is started. */
    Launcher launcher(Session session, String name) {
        Settings settings = session.file().settings();
        Settings.Connection connection = settings.connections().get(name);
        Settings.Docker own = connection.docker() == null ? Settings.Docker.DEFAULT : connection.docker();
        if (connection.image() != null) {
            return new DockerLauncher(List.of(connection.image()), own.over(settings.docker()));
        }
        if (connection.connector() != null) {
            List<String> images = DockerLauncher.imagesOf(connection.connector(), settings.onlyDestination(name));
            return named(session, connection.connector(), images, own);
        }
        String searchPath = session.machine().environment().getOrDefault("PATH", "/usr/bin:/bin");
        return Command.of(words(connection.command()), session.file().document().folder(), searchPath);
    }

    private static List<String> words(JsonNode command) {
        if (command.isString()) {
            return Command.split(command.asString());
        }
        List<String> words = new ArrayList<>();
        command.forEach(word -> words.add(word.asString()));
        return words;
    }
}
