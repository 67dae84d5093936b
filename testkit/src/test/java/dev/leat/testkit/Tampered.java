package dev.leat.testkit;

import dev.leat.protocol.Json;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** The reference connector with something wrong on its way to the wire, for the tests of the tests. */
final class Tampered {
    private Tampered() {}

    /** With this flaw, in this process and as one of its own. */
    static ConnectorUnderTest with(String flaw) {
        List<String> command = new ArrayList<>(ConnectorUnderTest.java(Tampered.class));
        command.add(flaw);
        return ConnectorUnderTest.program((in, out, args) -> run(flaw, in, out, args), command.toArray(String[]::new));
    }

    /** {@code flaw} first, then the command line. */
    public static void main(String... args) throws IOException {
        int code = run(
                args[0], new FileInputStream(FileDescriptor.in), stdout(), Arrays.copyOfRange(args, 1, args.length));
        Runtime.getRuntime().halt(code);
    }

    /** As a file: a program that hands its output to the SDK as it should has no use for more. */
    private static OutputStream stdout() throws IOException {
        return new FileOutputStream("/dev/stdout");
    }

    private static int run(String flaw, InputStream in, OutputStream out, String... args) {
        Lines lines = new Lines(out, change(flaw));
        InputStream input = flaw.equals("acks early") && args[0].equals("write") ? new EarlyEcho(in, out) : in;
        int code = Reference.CONNECTOR.run(input, lines, arguments(flaw, args));
        lines.end();
        return flaw.equals("ends well") ? 0 : code;
    }

    private static String[] arguments(String flaw, String... args) {
        List<String> list = new ArrayList<>(List.of(args));
        int state = list.indexOf("--state");
        if (flaw.equals("ignores states") && state > 0) {
            list.subList(state, state + 2).clear();
        }
        return list.toArray(String[]::new);
    }

    /** From the lines held back and the next one (null at the end) to the lines to send; what is left stays held. */
    private static Function<List<String>, List<String>> change(String flaw) {
        return switch (flaw) {
            case "states ahead of rows" ->
                held -> held.size() < 2 && held.getLast() != null ? List.of() : swapped(held, "STATE", "RECORD");
            case "rows out of order" ->
                held -> held.size() < 2 && held.getLast() != null ? List.of() : swapped(held, "RECORD", "RECORD");
            case "echoes out of order" ->
                held -> held.size() < 2 && held.getLast() != null ? List.of() : swapped(held, "STATE", "STATE");
            case "no COMPLETE" -> dropping("\"COMPLETE\"");
            case "no RUNNING" -> dropping("\"RUNNING\"");
            case "no states" -> dropping("\"STATE\"");
            case "no progress" -> dropping("\"PROGRESS\"");
            case "wrong progress" -> replacing("\"records\":", "\"records\":1");
            case "never waits" -> replacing("\"waiting\":true", "\"waiting\":false");
            case "echoes twice" -> each(line -> line.contains("\"STATE\"") ? List.of(line, line) : List.of(line));
            case "prints" -> each(line -> line.contains("STARTED") ? List.of("driver loaded", line) : List.of(line));
            case "wrong counts" -> replacing("\"recordCount\":", "\"recordCount\":1");
            case "whole counts" -> replacing(".0},\"type\"", "},\"type\"", ".0}}}", "}}}");
            case "undeclared column" -> replacing("\"data\":{", "\"data\":{\"surprise\":1,");
            case "drops keys" -> each(line -> List.of(line.replaceFirst("\"id\":\\d+,", "")));
            case "local time" -> replacing("Z\",\"what\"", "+05:45\",\"what\"");
            case "other answers" -> replacing("\"exit_code\":0", "\"exit_code\":1");
            case "states go back" ->
                each(line ->
                        List.of(line.replaceAll("\"value\":\"9999-[^\"]*\"", "\"value\":\"2026-01-01T00:00:00Z\"")));
            case "states for nobody" -> replacing("\"column\":\"at\"", "\"column\":\"when\"");
            case "unmarked secret" -> replacing("\"airbyte_secret\":true,", "");
            case "undescribed" -> replacing("\"title\":\"Folder\",", "");
            case "same order" -> replacing("\"order\":1", "\"order\":0");
            case "two specs" -> each(line -> line.contains("\"SPEC\"") ? List.of(line, line) : List.of(line));
            case "always well" ->
                each(line -> List.of(
                        line.contains("CONNECTION_STATUS")
                                ? "{\"type\":\"CONNECTION_STATUS\",\"connectionStatus\":{\"status\":\"SUCCEEDED\"}}"
                                : line));
            case "tells secrets" -> replacing("the password is not right", "the password wrong is not right");
            case "changes blobs" -> replacing("9007199254740993", "9007199254740992");
            case "drops properties" -> each(line -> List.of(withoutProperties(line)));
            case "unknown cursor" ->
                replacing("\"default_cursor_field\":[\"at\"]", "\"default_cursor_field\":[\"when\"]");
            case "twice discovered" -> each(Tampered::doubled);
            default -> each(List::of);
        };
    }

    private static Function<List<String>, List<String>> each(Function<String, List<String>> change) {
        return held -> {
            String line = held.removeFirst();
            return line == null ? List.of() : change.apply(line);
        };
    }

    private static Function<List<String>, List<String>> dropping(String part) {
        return each(line -> line.contains(part) ? List.of() : List.of(line));
    }

    private static Function<List<String>, List<String>> replacing(String... pairs) {
        return each(line -> {
            String changed = line;
            for (int i = 0; i < pairs.length; i += 2) {
                changed = changed.replace(pairs[i], pairs[i + 1]);
            }
            return List.of(changed);
        });
    }

    /** Sends the second of two lines first, where they are of these types. */
    private static List<String> swapped(List<String> held, String first, String second) {
        if (held.getLast() == null) {
            List<String> rest = new ArrayList<>(held.subList(0, held.size() - 1));
            held.clear();
            return rest;
        }
        if (is(held.get(1), first) && is(held.get(0), second)) {
            List<String> both = List.of(held.get(1), held.get(0));
            held.clear();
            return both;
        }
        return List.of(held.removeFirst());
    }

    private static boolean is(String line, String type) {
        return line.contains("\"type\":\"" + type + "\"");
    }

    private static String withoutProperties(String line) {
        if (!is(line, "STATE")) {
            return line;
        }
        ObjectNode message = (ObjectNode) Json.parse(line);
        ((ObjectNode) message.path("state")).retain("type", "stream", "global", "destinationStats");
        return message.toString();
    }

    private static List<String> doubled(String line) {
        if (!is(line, "CATALOG")) {
            return List.of(line);
        }
        ObjectNode message = (ObjectNode) Json.parse(line);
        var streams = message.withArray("/catalog/streams");
        streams.add(streams.get(0).deepCopy());
        return List.of(message.toString());
    }

    /** Takes bytes apart into lines. */
    private static final class Lines extends OutputStream {
        private final OutputStream out;
        private final Function<List<String>, List<String>> change;
        private final java.io.ByteArrayOutputStream line = new java.io.ByteArrayOutputStream();
        private final List<String> held = new ArrayList<>();

        Lines(OutputStream out, Function<List<String>, List<String>> change) {
            this.out = out;
            this.change = change;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
            for (int i = offset; i < offset + length; i++) {
                if (bytes[i] == '\n') {
                    held.add(line.toString(StandardCharsets.UTF_8));
                    line.reset();
                    send(change.apply(held));
                } else {
                    line.write(bytes[i]);
                }
            }
        }

        private void send(List<String> lines) throws IOException {
            for (String text : lines) {
                out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }

        void end() {
            try {
                held.add(null);
                send(change.apply(held));
            } catch (IOException gone) {
                // Nobody reads any more, which the program itself has noticed.
                held.clear();
            }
        }
    }

    /** Answers each STATE before the program has so much as seen it. */
    private static final class EarlyEcho extends InputStream {
        private final InputStream in;
        private final OutputStream out;
        private final StringBuilder line = new StringBuilder();

        EarlyEcho(InputStream in, OutputStream out) {
            this.in = in;
            this.out = out;
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            if (b == '\n') {
                if (line.indexOf("\"type\":\"STATE\"") >= 0) {
                    out.write((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
                }
                line.setLength(0);
            } else if (b >= 0) {
                line.append((char) b);
            }
            return b;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int b = read();
            if (b < 0) {
                return -1;
            }
            bytes[offset] = (byte) b;
            return 1;
        }
    }
}
