package dev.leat.runner;

import dev.leat.protocol.ConnectorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Any program that speaks the protocol.
 *
 * @param words the program, with its path if it was given with one, and its first arguments
 */
record Command(List<String> words) implements Launcher {
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|([^\\s'\"]+)");

    @Override
    public Child start(Session session, Whose whose, String who, List<String> more) {
        return Child.start(who, argv(more), session);
    }

    List<String> argv(List<String> more) {
        List<String> argv = new ArrayList<>(words);
        argv.addAll(more);
        return argv;
    }

    @Override
    public boolean ours() {
        return false;
    }

    @Override
    public String label() {
        return "command " + words.getFirst();
    }

    /** A command given as one text: split at blanks, quotes hold words together; nothing else is special. */
    static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        int end = -1;
        while (matcher.find()) {
            String part = matcher.group(1) != null
                    ? matcher.group(1)
                    : matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
            if (matcher.start() == end) {
                words.add(words.removeLast() + part);
            } else {
                words.add(part);
            }
            end = matcher.end();
        }
        return words;
    }

    /** Finds the program now: a shell's "not found" hours later, in a log, helps nobody. */
    static Command of(List<String> words, Path folder, String searchPath) {
        String program = words.getFirst();
        if (program.contains("/")) {
            Path file = folder.resolve(program).normalize();
            if (!Files.isExecutable(file)) {
                throw ConnectorException.config("there is no program " + file
                        + (Files.exists(file) ? " that may be executed; run: chmod +x " + file : "; correct the path"));
            }
            List<String> resolved = new ArrayList<>(words);
            resolved.set(0, file.toString());
            return new Command(List.copyOf(resolved));
        }
        for (String directory : searchPath.split(":", -1)) {
            if (Files.isExecutable(Path.of(directory).resolve(program))) {
                return new Command(List.copyOf(words));
            }
        }
        throw ConnectorException.config(
                "there is no program \"" + program + "\" on the PATH; install it, or give its path");
    }
}
