package dev.leat.runner;

import dev.leat.protocol.StreamDescriptor;
import java.util.regex.Pattern;

/** A stream's name in {@code leat.yaml}, in which {@code *} stands for any characters and {@code ?} for one. */
record StreamPattern(String text, Pattern regex) {

    static StreamPattern of(String text) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return new StreamPattern(text, Pattern.compile(regex.toString(), Pattern.DOTALL));
    }

    static boolean isPattern(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    /** Matches the name with its namespace, or, for patterns without a dot, the bare name too. */
    boolean matches(StreamDescriptor stream) {
        return regex.matcher(stream.toString()).matches()
                || (text.indexOf('.') < 0 && regex.matcher(stream.name()).matches());
    }
}
