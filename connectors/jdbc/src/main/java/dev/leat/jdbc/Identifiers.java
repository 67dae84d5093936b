package dev.leat.jdbc;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.StreamDescriptor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An engine's rules for names. Names are always quoted, so that blanks, dots, reserved words and capitals need no care;
 * what is left is how long one may be, and which two the engine takes for the same. Thread-safe.
 *
 * @param quote the character around a name, doubled inside it
 * @param lengthMax the longest name; 0 for no limit
 * @param alphabet what names are made of, and counted in
 * @param caseSensitive whether two quoted names may differ in nothing but capitals
 * @param catalog what stands before every schema: the database's own name, for engines that would take a schema of that
 *     name for the database; null for the others
 */
public record Identifiers(char quote, int lengthMax, Alphabet alphabet, boolean caseSensitive, String catalog) {
    private static final int HASH_DIGITS = 8;

    /** What names are made of, and counted in. */
    public enum Alphabet {
        /** All characters; a name is as long as its UTF-8 has bytes. */
        BYTES,
        /** Those of the basic multilingual plane, each counted once: no emoji. */
        PLANE_CHARACTERS
    }

    /** Names of all characters, counted in bytes of UTF-8. */
    public Identifiers(char quote, int bytesMax, boolean caseSensitive) {
        this(quote, bytesMax, Alphabet.BYTES, caseSensitive);
    }

    /** Names that no catalog stands before. */
    public Identifiers(char quote, int lengthMax, Alphabet alphabet, boolean caseSensitive) {
        this(quote, lengthMax, alphabet, caseSensitive, null);
    }

    /**
     * Those of a database as its driver tells them; CONFIG if it has no quotes.
     *
     * @param where the database, for the message
     */
    public static Identifiers of(DatabaseMetaData metadata, String where) throws SQLException {
        String quote = metadata.getIdentifierQuoteString();
        if (quote == null || quote.length() != 1 || quote.isBlank()) {
            throw ConnectorException.config("the database at " + where
                    + " has no quotes for names, as its driver says, so that not every name could be used");
        }
        int columnMax = metadata.getMaxColumnNameLength();
        int tableMax = metadata.getMaxTableNameLength();
        int lengthMax = columnMax == 0 ? tableMax : tableMax == 0 ? columnMax : Math.min(columnMax, tableMax);
        return new Identifiers(quote.charAt(0), lengthMax, metadata.supportsMixedCaseQuotedIdentifiers());
    }

    /**
     * The table of a stream: in the schema that its namespace names, each name cut to the limit.
     *
     * @param otherwise the schema of streams that come from none
     */
    public TableName table(StreamDescriptor stream, String otherwise) {
        String schema = stream.namespace() == null ? otherwise : fitted(stream.namespace());
        return new TableName(schema, fitted(stream.name()));
    }

    /** A name as it stands in a statement. */
    public String quoted(String name) {
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            throw ConnectorException.config("a table or column cannot be named \"" + name.replace("\0", "\\0")
                    + "\"; give it a name that is not empty and has no NUL");
        }
        check(name, "a table or column");
        String mark = String.valueOf(quote);
        return mark + name.replace(mark, mark + mark) + mark;
    }

    /** The name of a schema as it stands in a statement. */
    public String schema(String name) {
        return catalog == null ? quoted(name) : quoted(catalog) + "." + quoted(name);
    }

    /** Some engines put a question mark in the place of what they do not know, without a word. */
    private void check(String name, String what) {
        if (alphabet == Alphabet.PLANE_CHARACTERS && name.codePoints().anyMatch(Character::isSupplementaryCodePoint)) {
            throw ConnectorException.config(what + " cannot be named \"" + name
                    + "\" here: names have no characters beyond U+FFFF, such as emoji; rename it at the source, or leave"
                    + " it out");
        }
    }

    /** The names as they stand in a statement, with commas. */
    public String list(List<String> names) {
        return String.join(", ", names.stream().map(this::quoted).toList());
    }

    /** The name, cut to what the engine allows: a hash of all of it ends it then, the same in every run. */
    public String fitted(String name) {
        return lengthMax == 0 || length(name) <= lengthMax ? name : derived(name, "");
    }

    /** A name made from another one, marked by the purpose, within the engine's limit. */
    public String derived(String name, String purpose) {
        String suffix = purpose + "_" + hash(name);
        StringBuilder text = new StringBuilder(name);
        while (lengthMax > 0 && length(text + suffix) > lengthMax) {
            int last = text.offsetByCodePoints(text.length(), -1);
            text.setLength(last);
        }
        return text + suffix;
    }

    /**
     * The names of a table's columns, each cut to the limit.
     *
     * @param owner whose columns they are, for the message
     */
    public List<String> fitted(List<String> names, String owner) {
        Map<String, String> taken = new HashMap<>();
        List<String> fitted = new ArrayList<>();
        for (String name : names) {
            check(name, owner + ": a column");
            String identifier = fitted(name);
            String other = taken.put(folded(identifier), name);
            if (other != null) {
                throw ConnectorException.config(owner + ": the columns \"" + other + "\" and \"" + name
                        + "\" would both be named \"" + identifier
                        + "\" here; leave one of them out, or rename it at the source");
            }
            fitted.add(identifier);
        }
        return fitted;
    }

    /** What two names have in common when the engine cannot tell them apart. */
    public String folded(String name) {
        return caseSensitive ? name : name.toLowerCase(Locale.ROOT);
    }

    private int length(String name) {
        return alphabet == Alphabet.BYTES ? utf8(name).length : name.length();
    }

    private static byte[] utf8(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String hash(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(utf8(name));
            return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new ConnectorException(ConnectorException.Kind.INTERNAL, "this Java has no SHA-256", e);
        }
    }
}
