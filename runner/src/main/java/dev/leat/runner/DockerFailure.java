package dev.leat.runner;

import dev.leat.protocol.ConnectorException.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says what became of a container that ended badly: what the engine, the shell before the program, or the kernel did. */
record DockerFailure(DockerEngine engine, DockerImage image, Settings.Docker options, String user) {
    private static final int REFUSED = 125;
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;

    /**
     * A container's end.
     *
     * @param started whether the program in it was
     */
    record End(String who, String container, Instant start, int exitCode, boolean started, List<String> lastWords) {
        boolean says(String text) {
            return lastWords.stream()
                    .anyMatch(line -> line.toLowerCase(Locale.ROOT).contains(text));
        }
    }

    Optional<Failure> explain(End end) {
        if (end.exitCode == Failure.KILLED && options.memory() != null && wentBeyondMemory(end)) {
            return config(
                    end,
                    "the container was killed (exit code 137) because it needed more than the " + options.memory()
                            + " of memory it may have; raise docker.memory, or take the limit away");
        }
        if (end.says("exec format error")) {
            return config(
                    end,
                    "the image " + image.name() + " is made for " + image.platform()
                            + ", which the engine's machine does not run; build or pull it for that machine");
        }
        Optional<Failure> refusal = engine.refusal(end.lastWords);
        if (refusal.isPresent()) {
            return Optional.of(new Failure(
                    refusal.get().kind(), end.who + ": " + refusal.get().message()));
        }
        if (!end.started && end.exitCode == DockerRun.Wrapper.UNREADABLE) {
            return config(end, unreadable());
        }
        String refused = refused(end.lastWords);
        if (refused.contains("bind source path does not exist")) {
            return config(
                    end,
                    "the Docker engine does not see this machine's files (" + refused + "); use an engine of this"
                            + " machine, or, from within a container, mount the folder for temporary files at the same path");
        }
        if (end.exitCode == REFUSED && !refused.isEmpty()) {
            return config(end, "Docker does not run the image " + image.name() + ": " + refused);
        }
        boolean missing = end.exitCode == NOT_EXECUTABLE || end.exitCode == NOT_FOUND;
        if (missing && (!refused.isEmpty() || end.says("exec"))) {
            return config(
                    end,
                    "the entry point " + image.entrypoint() + " of the image " + image.name() + " cannot be started: "
                            + (refused.isEmpty() ? String.join(" / ", end.lastWords) : refused));
        }
        return Optional.empty();
    }

    private String unreadable() {
        if (options.user() == null) {
            return "the container cannot read the files it is given, though it runs as whoever runs Leat (" + user
                    + "): the engine gives users other numbers, or the system keeps containers from files; set"
                    + " docker.user to root if the engine runs without rights, or use connectors that are processes";
        }
        return "the user " + options.user() + " of the container cannot read the files it is given, which are for"
                + " whoever runs Leat (" + user + ") alone; leave docker.user out, or set it to " + user
                + " or, for an image that asks for it, to root";
    }

    private boolean wentBeyondMemory(End end) {
        return engine.wentBeyondMemory(end.container, decimal(end.start.minusSeconds(1)), decimal(Instant.now()));
    }

    private static String decimal(Instant time) {
        return time.getEpochSecond() + "." + String.format(Locale.ROOT, "%09d", time.getNano());
    }

    private static Optional<Failure> config(End end, String message) {
        return Optional.of(new Failure(Kind.CONFIG, end.who + ": " + message));
    }

    /** What the engine said when it refused, without the words around it; empty if it did not. */
    private static String refused(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("docker: "))
                .map(line -> line.replaceFirst("^docker: (Error response from daemon: )?", "")
                        .replaceFirst(": unknown\\.?$", ""))
                .findFirst()
                .orElse("");
    }
}
