package dev.leat.connector.clickhouse;

import java.util.ArrayList;
import java.util.List;

/**
 * A type of a column in ClickHouse's words, taken apart: {@code Array(Nullable(Decimal(10, 2)))}.
 *
 * @param name what stands before the parentheses
 * @param arguments what stands in them, as it is: types, numbers, texts in quotes
 * @param text the whole
 */
record ChType(String name, List<String> arguments, String text) {

    static ChType of(String text) {
        int open = text.indexOf('(');
        return open < 0
                ? new ChType(text, List.of(), text)
                : new ChType(text.substring(0, open), split(text.substring(open + 1, text.length() - 1)), text);
    }

    /** At the commas that are in no parentheses and no quotes. */
    private static List<String> split(String inner) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int begin = 0;
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            switch (c) {
                case '(' -> depth++;
                case ')' -> depth--;
                case '\'', '`', '"' -> i = quoteEnd(inner, i);
                case ',' -> {
                    if (depth == 0) {
                        parts.add(inner.substring(begin, i).strip());
                        begin = i + 1;
                    }
                }
                default -> {}
            }
        }
        parts.add(inner.substring(begin).strip());
        return parts;
    }

    /** The index of the quote that ends what the one at {@code from} begins. */
    private static int quoteEnd(String text, int from) {
        int i = from + 1;
        while (i < text.length() && text.charAt(i) != text.charAt(from)) {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return i;
    }

    ChType argument(int index) {
        return of(arguments.get(index));
    }

    int number(int index) {
        return Integer.parseInt(arguments.get(index));
    }

    /** The type of its values that are not null, whatever way they are stored. */
    ChType bare() {
        return switch (name) {
            case "Nullable", "LowCardinality" -> argument(0).bare();
            // The value is of the second type; the first says how rows are merged.
            case "SimpleAggregateFunction" -> argument(1).bare();
            default -> this;
        };
    }

    /** What its values are sent as: the same without what only says how they are stored. */
    String sent() {
        ChType bare = bare();
        String values = bare.name.equals("Array") ? "Array(" + bare.argument(0).sent() + ")" : bare.text;
        return isNullable() ? "Nullable(" + values + ")" : values;
    }

    boolean isNullable() {
        return switch (name) {
            case "Nullable", "Variant", "Dynamic" -> true;
            case "LowCardinality" -> argument(0).isNullable();
            case "SimpleAggregateFunction" -> argument(1).isNullable();
            default -> false;
        };
    }

    /** The labels of an enumeration, in order. */
    List<String> labels() {
        List<String> labels = new ArrayList<>();
        for (String argument : arguments) {
            int end = quoteEnd(argument, 0);
            labels.add(unescaped(argument.substring(1, end)));
        }
        return labels;
    }

    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                plain.append(c);
                continue;
            }
            char letter = text.charAt(++i);
            plain.append(
                    switch (letter) {
                        case 'n' -> '\n';
                        case 't' -> '\t';
                        case 'r' -> '\r';
                        case 'b' -> '\b';
                        case 'f' -> '\f';
                        case '0' -> '\0';
                        default -> letter;
                    });
        }
        return plain.toString();
    }

    @Override
    public String toString() {
        return text;
    }
}
