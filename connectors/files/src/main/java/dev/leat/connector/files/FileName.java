package dev.leat.connector.files;

import dev.leat.protocol.ConnectorException;

/**
 * Names of streams as names of files, reversibly: characters that some system cannot have in a file name become a
 * percent sign and two hexadecimal digits. Letters of all scripts stay.
 */
final class FileName {
    private static final String NOT_EVERYWHERE = "/\\:*?\"<>|%";

    private FileName() {}

    static String of(String name) {
        if (name.isEmpty()) {
            throw ConnectorException.config("a stream or namespace without a name has no file; give it one");
        }
        StringBuilder text = new StringBuilder(name.length() + 8);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            // Systems hide what begins with a dot, and Windows drops dots and spaces at the end.
            boolean atEdge = i == 0 && c == '.' || i == name.length() - 1 && (c == '.' || c == ' ');
            if (c < 0x20 || c == 0x7f || NOT_EVERYWHERE.indexOf(c) >= 0 || atEdge) {
                text.append('%').append(hex(c >> 4)).append(hex(c & 15));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static char hex(int digit) {
        return Character.toUpperCase(Character.forDigit(digit, 16));
    }

    /** The name that a file was made for; a percent sign that is no escape stands for itself. */
    static String decode(String fileName) {
        StringBuilder text = new StringBuilder(fileName.length());
        for (int i = 0; i < fileName.length(); i++) {
            char c = fileName.charAt(i);
            int high = c == '%' && i + 2 < fileName.length() ? Character.digit(fileName.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(fileName.charAt(i + 2), 16);
            if (low >= 0 && high < 8) {
                text.append((char) (high << 4 | low));
                i += 2;
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
