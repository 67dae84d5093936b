package dev.leat.runner;

import dev.leat.protocol.ConnectorException.Kind;
import dev.leat.protocol.StateMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What came of a run, for the summary and the exit code.
 *
 * @param failure why no replication was even begun; null otherwise
 */
record Results(List<Replication> replications, Failure failure) {

    /** How far it got. */
    enum Status {
        COMPLETED,
        PARTIAL,
        FAILED;

        String word() {
            return switch (this) {
                case COMPLETED -> "completed";
                case PARTIAL -> "partial";
                case FAILED -> "failed";
            };
        }
    }

    /**
     * A stream's part.
     *
     * @param sourceRows rows the source says it sent; -1 if it does not say
     * @param rows rows on their way, as the runner counted or was told
     * @param counted whether the runner counted them itself
     * @param confirmedRows rows the destination says are durable
     * @param checkpoint the last state that the destination confirmed; null if there is none
     * @param failure null if all is well
     */
    record Stream(
            String name,
            boolean incremental,
            long sourceRows,
            long rows,
            boolean counted,
            long confirmedRows,
            long bytes,
            double seconds,
            StateMessage checkpoint,
            Failure failure) {

        /** Rows that are now at the destination thanks to this run: a replacement counts only when it is whole. */
        long synced() {
            return failure == null || incremental ? confirmedRows : 0;
        }
    }

    /** A replication's part; {@code failure} is what went wrong beyond single streams, null if nothing. */
    record Replication(
            String name, String source, String destination, List<Stream> streams, Failure failure, double seconds) {

        Status status() {
            boolean allWell = failure == null && streams.stream().allMatch(stream -> stream.failure() == null);
            boolean someWell = streams.stream().anyMatch(stream -> stream.failure() == null);
            return allWell ? Status.COMPLETED : someWell ? Status.PARTIAL : Status.FAILED;
        }

        long synced() {
            return streams.stream().mapToLong(Stream::synced).sum();
        }
    }

    Status status() {
        List<Status> all = replications.stream().map(Replication::status).toList();
        if (failure == null && all.stream().allMatch(status -> status == Status.COMPLETED)) {
            return Status.COMPLETED;
        }
        return all.stream().allMatch(status -> status == Status.FAILED) ? Status.FAILED : Status.PARTIAL;
    }

    long synced() {
        return replications.stream().mapToLong(Replication::synced).sum();
    }

    /**
     * 0 if all is well. Else the code of the first failure in the order of the file, where failures that a retry may
     * mend (3) stand back behind the others: 3 means that nothing but a retry is needed.
     */
    int exitCode() {
        if (failure != null) {
            return failure.kind().exitCode();
        }
        int transientCode = 0;
        for (Replication replication : replications) {
            for (Failure failure : failures(replication)) {
                int code = failure.kind().exitCode();
                if (code != Kind.TRANSIENT.exitCode()) {
                    return code;
                }
                transientCode = code;
            }
        }
        return transientCode;
    }

    private static List<Failure> failures(Replication replication) {
        List<Failure> failures = new ArrayList<>();
        if (replication.failure() != null) {
            failures.add(replication.failure());
        }
        replication.streams().stream()
                .map(Stream::failure)
                .filter(Objects::nonNull)
                .forEach(failures::add);
        return failures;
    }
}
