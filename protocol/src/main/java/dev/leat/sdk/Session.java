package dev.leat.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.Json;
import dev.leat.protocol.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.ToIntFunction;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * One command after another in one process: starting a program costs more than most commands do. Each line of standard
 * input is a command, its words as a JSON array; each answer ends with an ANSWERED message. A {@code read} or {@code write}
 * over standard output or input comes last, as rows take the streams over. The process ends with the last command's exit
 * code.
 */
final class Session {
    /** Far more than the names of a few files. */
    private static final int LINE_BYTES_MAX = 1 << 16;

    private final InputStream in;
    private final Stop stop;
    private final Output control;
    private final ToIntFunction<String[]> commands;

    /** @param commands runs a command, answers its exit code, never throws */
    Session(InputStream in, Stop stop, Output control, ToIntFunction<String[]> commands) {
        this.in = in;
        this.stop = stop;
        this.control = control;
        this.commands = commands;
    }

    int run() throws IOException {
        int exitCode = 0;
        for (String line = next(); line != null; line = next()) {
            String[] words = words(line);
            exitCode = commands.applyAsInt(words);
            if (takesStreams(words)) {
                return exitCode;
            }
            control.send(new Message.Answered(exitCode));
        }
        return exitCode;
    }

    /** Whether rows went over standard input or output: there is no telling where they end. */
    private static boolean takesStreams(String... words) {
        String elsewhere = words[0].equals("read") ? "--output" : words[0].equals("write") ? "--input" : "";
        return !elsewhere.isEmpty() && Arrays.stream(words).noneMatch(word -> word.startsWith(elsewhere));
    }

    /** The next line, read byte by byte: what follows it may be the rows of {@code write}. Null at the end. */
    private String next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        stop.idle(true);
        try {
            for (int b = in.read(); b != '\n'; b = in.read()) {
                if (b < 0) {
                    return null;
                }
                if (line.size() == LINE_BYTES_MAX) {
                    throw ConnectorException.config("session: a line on standard input is longer than " + LINE_BYTES_MAX
                            + " bytes; each" + " must be one command, such as [\"check\",\"--config\",\"FILE\"]");
                }
                line.write(b);
            }
        } finally {
            stop.idle(false);
        }
        return line.toString(UTF_8);
    }

    private static String[] words(String line) {
        try {
            JsonNode words = Json.parse(line);
            boolean isCommand = words.isArray() && words.valueStream().allMatch(JsonNode::isString);
            if (isCommand && !words.isEmpty() && !words.path(0).stringValue().equals("session")) {
                return words.valueStream().map(JsonNode::stringValue).toArray(String[]::new);
            }
        } catch (JacksonException notWords) {
            throw ConnectorException.config(refusal(line), notWords);
        }
        throw ConnectorException.config(refusal(line));
    }

    private static String refusal(String line) {
        return "session: \"" + line.substring(0, Math.min(line.length(), 80))
                + "\" is no command; write its words as a JSON array, such as [\"check\",\"--config\",\"FILE\"]";
    }
}
