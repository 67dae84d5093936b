package dev.leat.runner;

import dev.leat.protocol.ConnectorException;
import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Collectors;

/** Something wrong in the settings: where, what, and what to do about it. */
record Problem(Where where, String message) {
    private static final Comparator<Problem> ORDER = Comparator.comparing((Problem problem) -> problem.where.origin())
            .thenComparing(problem -> problem.where.line())
            .thenComparing(problem -> problem.where.column());

    @Override
    public String toString() {
        return where + ": " + message;
    }

    /** Refuses settings with problems, naming all of them, because fixing one at a time is no fun. */
    static void refuse(Collection<Problem> problems) {
        if (!problems.isEmpty()) {
            throw ConnectorException.config(problems.stream()
                    .sorted(ORDER)
                    .map(Problem::toString)
                    .distinct()
                    .collect(Collectors.joining("\n")));
        }
    }
}
