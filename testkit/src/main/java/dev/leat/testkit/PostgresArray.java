package dev.leat.testkit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** PostgreSQL's text of an array, {@code {1,NULL,"a \"b\""}}, as a JSON array of strings. */
final class PostgresArray {
    private static final Pattern START = Pattern.compile("(\\[-?\\d+:-?\\d+\\])*=?\\{");

    private PostgresArray() {}

    static boolean is(String text) {
        return START.matcher(text).lookingAt();
    }

    static ArrayNode parse(String text) {
        Deque<ArrayNode> open = new ArrayDeque<>();
        ArrayNode whole = null;
        int i = text.indexOf('{');
        while (i < text.length()) {
            char c = text.charAt(i);
            switch (c) {
                case '{' -> {
                    ArrayNode inner = open.isEmpty()
                            ? JsonNodeFactory.instance.arrayNode()
                            : open.peek().addArray();
                    whole = open.isEmpty() ? inner : whole;
                    open.push(inner);
                    i++;
                }
                case '}' -> {
                    open.pop();
                    i++;
                }
                case ',' -> i++;
                case '"' -> i = quoted(text, i + 1, open.peek());
                default -> i = bare(text, i, open.peek());
            }
        }
        return whole;
    }

    private static int quoted(String text, int from, ArrayNode into) {
        StringBuilder value = new StringBuilder();
        int i = from;
        while (text.charAt(i) != '"') {
            i = text.charAt(i) == '\\' ? i + 1 : i;
            value.append(text.charAt(i++));
        }
        into.add(value.toString());
        return i + 1;
    }

    private static int bare(String text, int from, ArrayNode into) {
        int i = from;
        while (text.charAt(i) != ',' && text.charAt(i) != '}') {
            i++;
        }
        String value = text.substring(from, i);
        if (value.equals("NULL")) {
            into.addNull();
        } else {
            into.add(value);
        }
        return i;
    }
}
