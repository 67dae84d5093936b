package dev.leat.connector.nats;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.type.StreamSchema;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Where a Leat stream's rows go.
 *
 * @param leat the stream as Leat calls it
 * @param stream the JetStream stream
 * @param subjects what that stream takes in: the subject of each row, or a filter where rows have their keys in it
 * @param rowSubject the subject with {@link #KEY} for the row's key, if it is in there
 */
record Target(StreamDescriptor leat, String stream, String subjects, String rowSubject) {
    static final String KEY = "{key}";
    /** The server takes 4096 bytes for the subject and what goes with it. */
    static final int SUBJECT_BYTES_MAX = 3500;

    private static final String STREAM = "{stream}";
    private static final String NAMESPACE = "{namespace}";
    private static final int NAME_MAX = 120;
    private static final int SUBJECT_MAX = 1000;

    private static final int HASH_DIGITS = 8;
    private static final String HEX = "0123456789ABCDEF";

    static Target of(StreamSchema schema, NatsConfig config) {
        StreamDescriptor leat = schema.stream();
        String row = subject(leat, config.subject());
        if (row.contains(KEY) && schema.key().isEmpty()) {
            throw ConnectorException.config("subject has " + KEY + ", and the stream \"" + leat
                    + "\" has no key; leave it out of subject, or give the stream a key");
        }
        String stars = "*" + ".*".repeat(Math.max(0, schema.key().size() - 1));
        String subjects = row.replace(KEY, stars);
        Subjects.check(subjects);
        return new Target(leat, name(leat, config.streamPrefix()), subjects, row);
    }

    private static String subject(StreamDescriptor leat, String template) {
        if (template.contains("{")
                && template.replaceAll("\\{(stream|namespace|key)}", "").contains("{")) {
            throw ConnectorException.config("subject \"" + template
                    + "\" has a placeholder that there is not; there are {namespace}, {stream} and {key}");
        }
        String text = leat.namespace() == null
                ? template.replace(NAMESPACE + ".", "")
                        .replace("." + NAMESPACE, "")
                        .replace(NAMESPACE, "")
                : template.replace(NAMESPACE, token(leat.namespace()));
        text = text.replace(STREAM, token(leat.name()));
        return text.length() <= SUBJECT_MAX ? text : text.substring(0, SUBJECT_MAX) + "-" + hash(leat);
    }

    /** Letters, digits, dashes and underscores as they are, all else as in URLs: no two texts become the same. */
    static String token(String text) {
        if (text.isEmpty()) {
            return "%";
        }
        StringBuilder token = new StringBuilder(text.length() + 8);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(b) || b == '-') {
                token.append((char) b);
            } else {
                token.append('%').append(HEX.charAt(b >> 4 & 15)).append(HEX.charAt(b & 15));
            }
        }
        return token.toString();
    }

    private static boolean isPlain(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
    }

    private static String name(StreamDescriptor leat, String prefix) {
        String namespace = leat.namespace() == null ? "" : leat.namespace() + "-";
        String whole = namespace + leat.name();
        StringBuilder plain = new StringBuilder(whole.length());
        whole.codePoints().forEach(c -> plain.append(isPlain(c) || c == '-' ? (char) c : '_'));
        // One dash stands between namespace and name; any other might make two streams the same.
        long dashes = whole.chars().filter(c -> c == '-').count();
        boolean same = plain.toString().equals(whole) && dashes == (leat.namespace() == null ? 0 : 1);
        if (same && whole.length() <= NAME_MAX) {
            return prefix + whole;
        }
        return prefix + plain.substring(0, Math.min(plain.length(), NAME_MAX)) + "-" + hash(leat);
    }

    private static String hash(StreamDescriptor leat) {
        // A length in between keeps namespace and name apart.
        String namespace = leat.namespace() == null ? "" : leat.namespace();
        String text = namespace.length() + ":" + namespace + leat.name();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new ConnectorException(ConnectorException.Kind.INTERNAL, "this Java has no SHA-256", e);
        }
    }

    /** What a stream that is made says of itself: two that share a name by accident tell themselves apart by it. */
    String description() {
        return "Leat: " + leat;
    }

    boolean hasKey() {
        return rowSubject.contains(KEY);
    }
}
