package dev.leat.connector.duckdb;

import dev.leat.jdbc.Diagnosis;
import dev.leat.jdbc.SqlErrors;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** Sorts DuckDB's errors by who must act: its messages begin with the kind of error, and the driver has no other. */
final class Failures {
    private Failures() {}

    /**
     * What DuckDB says, and what it comes to.
     *
     * @param signs one of which is in its message
     * @param diagnosis from the message's first line
     */
    private record Symptom(List<String> signs, Function<String, Diagnosis> diagnosis) {}

    /** The first that fits holds. */
    private static final List<Symptom> SYMPTOMS = List.of(
            new Symptom(List.of("Could not set lock on file"), Failures::locked),
            new Symptom(List.of("No space left on device", "disk is full"), said -> Diagnosis.diskFull()),
            new Symptom(
                    List.of("Out of Memory Error"),
                    said -> Diagnosis.config(said + ". Set \"memory_limit\" to more, or \"threads\" to less")),
            new Symptom(
                    List.of("Invalid result set"),
                    said -> Diagnosis.config(
                            "DuckDB gave up in the middle, of which its driver does not tell the reason."
                                    + " Mostly it is the memory: set \"memory_limit\" to more, or \"threads\" to less. Else"
                                    + " select from the table, or the view, in DuckDB itself, which says it")),
            new Symptom(
                    List.of("not a valid DuckDB database file"),
                    said -> Diagnosis.config("the file is no DuckDB database; mend \"path\"")),
            new Symptom(
                    List.of("with version number"),
                    said -> Diagnosis.config(said + ". Another version of DuckDB made the file: write it anew with one"
                            + " that this one can read (EXPORT DATABASE, IMPORT DATABASE), or use a newer Leat")),
            new Symptom(
                    List.of("encrypted", "encryption key"),
                    said -> Diagnosis.config("the file is encrypted, which Leat cannot read")),
            new Symptom(
                    List.of("Permission denied", "Read-only file system", "read-only mode"),
                    said -> Diagnosis.config(said + "; check the permissions of the file and of its folder, in which"
                            + " DuckDB makes files of its own")),
            new Symptom(
                    List.of("Corrupt database file", "Serialization Error"),
                    said -> Diagnosis.config("the file is damaged (" + said + "); restore it")));

    static Diagnosis diagnosis(SQLException cause) {
        String said = SqlErrors.said(cause);
        String first = SqlErrors.sentence(said);
        return SYMPTOMS.stream()
                .filter(symptom -> symptom.signs().stream().anyMatch(said::contains))
                .findFirst()
                .map(symptom -> symptom.diagnosis().apply(first))
                .orElseGet(() -> byKind(said, first));
    }

    private static Diagnosis byKind(String said, String first) {
        return switch (said.substring(0, Math.max(said.indexOf(':'), 0))) {
            case "Constraint Error", "Conversion Error", "Out of Range Error", "Invalid Input Error" ->
                Diagnosis.data(first);
            case "TransactionContext Error" ->
                said.contains("constraint violation")
                        ? Diagnosis.data(first)
                        : Diagnosis.unavailable(first + ". Run again");
            case "IO Error" -> Diagnosis.unavailable(first + ". Check the disk it is on, and run again");
            case "Catalog Error", "Binder Error", "Dependency Error" ->
                Diagnosis.config(first + ". If a view is meant: it no longer fits its tables");
            default -> Diagnosis.bug(said);
        };
    }

    /** By whom, as far as DuckDB says: {@code  (java, process 4711)}. */
    private static Diagnosis locked(String said) {
        int at = said.indexOf("held in ");
        int end = said.indexOf(')', at);
        String holder = at < 0 || end < 0
                ? ""
                : " (" + said.substring(at + "held in ".length(), end).replace(" (PID ", ", process ") + ")";
        return Diagnosis.unavailable("another process has it open" + holder + ", and while one writes to a DuckDB file"
                + " nobody else can open it. Wait until that has ended, or stop it, and run again");
    }
}
