package dev.leat.runner;

import dev.leat.protocol.Catalog;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The RID an incremental stream is read by.
 *
 * @param path the column, as a path; empty where the source keeps its position to itself
 * @param unique whether no two rows share a value; null if nobody says so
 * @param per the column that tells a row's partition, where the values grow within each partition; else null
 */
record StreamRid(List<String> path, Boolean unique, String per) {

    /** The column the settings name, else the one the source is sure of; tells {@code problem} if there is neither. */
    static StreamRid choose(Catalog.Stream stream, Settings.Choice choice, Consumer<String> problem) {
        List<Catalog.RidCandidate> candidates =
                stream.leat() == null || stream.leat().rids() == null
                        ? List.of()
                        : stream.leat().rids();
        if (choice.rid() != null) {
            if (!Planner.columns(stream).contains(choice.rid())) {
                problem.accept(Planner.noColumn(choice.rid(), stream));
            }
            Optional<Catalog.RidCandidate> known = candidates.stream()
                    .filter(candidate -> candidate.column().equals(choice.rid()))
                    .findFirst();
            Boolean unique = choice.ridUnique() != null
                    ? choice.ridUnique()
                    : known.map(Catalog.RidCandidate::unique).orElse(null);
            String per = known.map(Catalog.RidCandidate::per).orElse(null);
            return new StreamRid(List.of(choice.rid()), unique, per);
        }
        if (Boolean.TRUE.equals(stream.sourceDefinedCursor())) {
            List<String> path = stream.defaultCursorField() == null ? List.of() : stream.defaultCursorField();
            return new StreamRid(path, choice.ridUnique(), null);
        }
        for (Catalog.RidCandidate candidate : candidates) {
            if (candidate.unique() && !candidate.nullable()) {
                return new StreamRid(List.of(candidate.column()), true, candidate.per());
            }
        }
        String could = candidates.isEmpty()
                ? ""
                : "; the source proposes "
                        + candidates.stream().map(Catalog.RidCandidate::column).collect(Collectors.joining(", "));
        problem.accept("mode: incremental needs rid: with the column that grows with every new row" + could);
        return new StreamRid(List.of(), null, null);
    }
}
