package dev.leat.sdk;

import dev.leat.config.ConfigSchema;
import dev.leat.config.Finding;
import dev.leat.protocol.ConfiguredCatalog;
import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.Json;
import dev.leat.protocol.StateMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The files a command is given: configuration, catalog, state. */
final class Inputs {
    private Inputs() {}

    /** The JSON Schema of a connector's configuration, from its resources. */
    static ObjectNode schema(String connector) {
        String resource = "/spec-schemas/connectors/" + connector + ".json";
        try (InputStream in = Inputs.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw ConnectorException.internal("the connector \"" + connector
                        + "\" has no configuration schema: add " + resource.substring(1) + " to its resources");
            }
            return (ObjectNode) Json.parse(in);
        } catch (IOException e) {
            throw new ConnectorException(ConnectorException.Kind.INTERNAL, "cannot read " + resource, e);
        }
    }

    /** The configuration as it was given. */
    static byte[] configBytes(Arguments args) {
        return bytes(args.required("config"), "configuration");
    }

    /** Checks and binds a configuration. */
    static <C extends Record> C config(Connector<C> connector, Arguments args, byte[] bytes) {
        Path file = args.required("config");
        if (!(json(bytes, file, "configuration") instanceof ObjectNode given)) {
            throw ConnectorException.config("the configuration in " + file + " is not a JSON object");
        }
        ConfigSchema schema = new ConfigSchema(schema(connector.name()));
        List<Finding> findings = schema.findings(given);
        if (!findings.isEmpty()) {
            throw ConnectorException.config("the configuration of " + connector.name() + " is not valid: "
                    + findings.stream().map(Finding::message).collect(Collectors.joining("; ")));
        }
        try {
            return Json.bind(schema.withDefaults(given), connector.config());
        } catch (JacksonException e) {
            throw new ConnectorException(
                    ConnectorException.Kind.INTERNAL,
                    "the configuration schema of " + connector.name() + " lets through what its record cannot hold",
                    e);
        }
    }

    static ConfiguredCatalog catalog(Path file) {
        try {
            ConfiguredCatalog catalog = Json.bind(json(file, "catalog"), ConfiguredCatalog.class);
            if (catalog.streams() != null) {
                return catalog;
            }
        } catch (JacksonException e) {
            throw ConnectorException.config(
                    "the catalog in " + file + " is not a configured catalog: " + e.getOriginalMessage(), e);
        }
        throw ConnectorException.config("the catalog in " + file + " has no \"streams\"");
    }

    /** The states in a state file: an array of STATE bodies, or one of them. */
    static List<StateMessage> states(Path file) {
        JsonNode json = json(file, "state");
        List<StateMessage> states = new ArrayList<>();
        if (json.isArray()) {
            for (JsonNode entry : json) {
                states.add(state(file, entry));
            }
        } else if (!json.isEmpty()) {
            states.add(state(file, json));
        }
        return states;
    }

    private static StateMessage state(Path file, JsonNode entry) {
        if (entry instanceof ObjectNode body && (body.has("stream") || body.has("global") || body.has("data"))) {
            return new StateMessage(body);
        }
        throw ConnectorException.config("the state in " + file + " must be a list of objects with \"type\" and "
                + "\"stream\" or \"global\"; leave --state off to start from the beginning");
    }

    private static JsonNode json(Path file, String what) {
        return json(bytes(file, what), file, what);
    }

    private static JsonNode json(byte[] bytes, Path file, String what) {
        try {
            return Json.parse(bytes);
        } catch (JacksonException e) {
            throw ConnectorException.config(
                    "the " + what + " file " + file + " is not valid JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static byte[] bytes(Path file, String what) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw ConnectorException.config("there is no " + what + " file " + file, e);
        } catch (AccessDeniedException e) {
            throw ConnectorException.config("cannot read the " + what + " file " + file + ": " + denied(file), e);
        } catch (IOException e) {
            throw ConnectorException.config("cannot read the " + what + " file " + file + ": " + e.getMessage(), e);
        }
    }

    /** In a container it is mostly a file of somebody outside, and nobody inside has a name. */
    private static String denied(Path file) {
        try {
            Object own = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
            Object owner = Files.getAttribute(file, "unix:uid");
            String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
            return "permission denied. It is user " + owner + "'s, with " + mode + ", and this program runs as user "
                    + own + ": run it as user " + owner + " (in a container: --user), or let user " + own
                    + " read the file";
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
            return "permission denied, for the file or a folder on the way to it; run this program as the file's owner"
                    + " (in a container: --user), or let others read it";
        }
    }
}
