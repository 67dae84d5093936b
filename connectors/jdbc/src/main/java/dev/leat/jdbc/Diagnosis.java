package dev.leat.jdbc;

import dev.leat.protocol.ConnectorException.Kind;

/**
 * What an engine's error comes to.
 *
 * @param kind who must act
 * @param said what is wrong, and what to do about it
 */
public record Diagnosis(Kind kind, String said) {
    public static Diagnosis config(String said) {
        return new Diagnosis(Kind.CONFIG, said);
    }

    public static Diagnosis unavailable(String said) {
        return new Diagnosis(Kind.TRANSIENT, said);
    }

    public static Diagnosis data(String said) {
        return new Diagnosis(Kind.DATA, said);
    }

    /** Where what was committed stays. */
    public static Diagnosis diskFull() {
        return unavailable("the disk is full. Make room and run again; what was committed stays");
    }

    /** Where the statement itself must be wrong. */
    public static Diagnosis bug(String said) {
        return new Diagnosis(Kind.INTERNAL, said);
    }
}
