package dev.leat.connector.postgres;

/** The escapes of COPY's text format, as the server writes them. */
final class CopyText {
    private CopyText() {}

    /** What a letter after a backslash stands for. */
    static byte unescaped(byte letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0b;
            default -> letter;
        };
    }

    /** Whether the field at {@code at} is {@code \N}, which stands for null: text that reads so has two backslashes. */
    static boolean isNull(byte[] row, int at) {
        return row[at] == '\\' && row[at + 1] == 'N';
    }
}
