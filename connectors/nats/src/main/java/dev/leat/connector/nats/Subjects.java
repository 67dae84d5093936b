package dev.leat.connector.nats;

import dev.leat.protocol.ConnectorException;

/** Subjects of NATS: tokens with dots between them; in a filter {@code *} is one token and {@code >} all that follow. */
final class Subjects {
    private Subjects() {}

    /** Refuses a filter that no server understands. */
    static void check(String filter) {
        boolean empty = filter.startsWith(".") || filter.endsWith(".") || filter.contains("..");
        boolean blank = filter.chars().anyMatch(c -> c <= ' ');
        int rest = filter.indexOf('>');
        boolean misplaced = rest >= 0 && (rest != filter.length() - 1 || rest > 0 && filter.charAt(rest - 1) != '.');
        if (empty || blank || misplaced) {
            throw ConnectorException.config("\"" + filter + "\" is no subject: it has tokens with dots between them, of"
                    + " which * may stand for one and > for the rest at the end");
        }
    }

    /** Whether a filter takes in a subject, or all that another filter does. */
    static boolean matches(String filter, String subject) {
        int f = 0;
        int s = 0;
        while (f < filter.length() && s < subject.length()) {
            int filterEnd = end(filter, f);
            int subjectEnd = end(subject, s);
            if (filter.charAt(f) == '>' && filterEnd - f == 1) {
                return true;
            }
            boolean any = filter.charAt(f) == '*' && filterEnd - f == 1 && subject.charAt(s) != '>';
            if (!any && !equal(filter, f, filterEnd, subject, s, subjectEnd)) {
                return false;
            }
            f = filterEnd + 1;
            s = subjectEnd + 1;
        }
        return f >= filter.length() && s >= subject.length();
    }

    private static int end(String tokens, int from) {
        int dot = tokens.indexOf('.', from);
        return dot < 0 ? tokens.length() : dot;
    }

    private static boolean equal(String a, int aFrom, int aTo, String b, int bFrom, int bTo) {
        return aTo - aFrom == bTo - bFrom && a.regionMatches(aFrom, b, bFrom, aTo - aFrom);
    }
}
