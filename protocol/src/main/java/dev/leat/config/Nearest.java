package dev.leat.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the name somebody probably meant. */
public final class Nearest {
    private Nearest() {}

    /** The known name nearest to {@code name}, unless even that one is too far off to be a slip of the hand. */
    public static Optional<String> to(String name, Collection<String> known) {
        String best = null;
        int bestDistance = Math.max(2, name.length() / 3) + 1;
        for (String candidate : known) {
            int distance = distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    /** {@code "; did you mean \"x\"?"}, or the known names when none is near. */
    public static String hint(String name, Collection<String> known) {
        return to(name, known)
                .map(near -> "; did you mean \"" + near + "\"?")
                .orElseGet(() -> known.isEmpty() ? "" : "; there are " + listed(known));
    }

    private static String listed(Collection<String> known) {
        int shown = 12;
        String list = String.join(", ", known.stream().limit(shown).toList());
        return known.size() > shown ? list + ", … (" + known.size() + " in all)" : list;
    }

    /** Edits (insert, delete, replace, swap of neighbours) that turn one text into the other. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int replace = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replace, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
