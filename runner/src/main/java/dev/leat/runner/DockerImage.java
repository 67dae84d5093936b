package dev.leat.runner;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.ConnectorException.Kind;
import dev.leat.protocol.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * What the engine knows of an image.
 *
 * @param entrypoint the program in it and its first arguments
 * @param connector which of Leat's own connectors it is, by its label; empty if it is none
 */
record DockerImage(String name, List<String> entrypoint, String connector, String platform) {
    static final String CONNECTOR_LABEL = "dev.leat.connector";

    /**
     * The first of some images that the engine has, or else gets; refuses, saying what to do, if there is none.
     *
     * @param names not empty; the first is the one that is pulled
     */
    static DockerImage find(DockerEngine engine, List<String> names, Settings.Pull pull, Log log) {
        String first = names.getFirst();
        if (pull == Settings.Pull.ALWAYS) {
            pull(engine, first, log);
        }
        for (String name : names) {
            DockerEngine.Said said = engine.ask("image", "inspect", name);
            if (said.well()) {
                return of(name, Json.parse(said.out()).path(0));
            }
            if (!said.err().toLowerCase(Locale.ROOT).contains("no such image")) {
                throw ConnectorException.config("the image " + name + " cannot be used: " + reason(said));
            }
        }
        if (pull != Settings.Pull.MISSING) {
            throw ConnectorException.config("there is no image " + first + ", and docker.pull is "
                    + pull.name().toLowerCase(Locale.ROOT) + "; " + remedy(first));
        }
        pull(engine, first, log);
        return find(engine, List.of(first), Settings.Pull.NEVER, log);
    }

    private static DockerImage of(String name, JsonNode image) {
        List<String> entrypoint = new ArrayList<>();
        image.path("Config").path("Entrypoint").forEach(word -> entrypoint.add(word.asString()));
        if (entrypoint.isEmpty()) {
            throw ConnectorException.config("the image " + name + " has no entry point, so it is no connector; name"
                    + " another image, or give this one an ENTRYPOINT that takes spec, check, discover, read or write");
        }
        return new DockerImage(
                name,
                List.copyOf(entrypoint),
                image.path("Config").path("Labels").path(CONNECTOR_LABEL).asString(""),
                image.path("Os").asString("") + "/" + image.path("Architecture").asString(""));
    }

    boolean ours() {
        return !connector.isEmpty();
    }

    private static void pull(DockerEngine engine, String name, Log log) {
        log.info("leat", "pulling the image " + name);
        DockerEngine.Said said = engine.pull(name);
        if (said.well()) {
            return;
        }
        engine.refusal(said.errors()).ifPresent(refused -> {
            throw refused.exception();
        });
        String reason = reason(said);
        // A registry that answers says what is wrong with the name or the login.
        boolean answered = reason.contains("denied")
                || reason.contains("not found")
                || reason.contains("manifest unknown")
                || reason.contains("unauthorized")
                || reason.contains("invalid reference");
        throw new ConnectorException(
                answered ? Kind.CONFIG : Kind.TRANSIENT,
                "there is no image " + name + ", and it cannot be pulled: " + reason + "; " + remedy(name),
                null);
    }

    private static String reason(DockerEngine.Said said) {
        String last = said.err().strip().lines().reduce("", (a, b) -> b);
        return last.replaceFirst("^Error response from daemon: ", "");
    }

    private static String remedy(String name) {
        return name.startsWith("leat/")
                ? "build it: docker/build " + name.replaceFirst("^leat/", "").replaceFirst(":.*$", "")
                : "correct its name, build it, or pull it: docker pull " + name;
    }
}
