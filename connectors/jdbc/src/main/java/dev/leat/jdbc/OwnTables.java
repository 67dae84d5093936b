package dev.leat.jdbc;

import java.util.regex.Pattern;

/** The tables that Leat makes for itself beside those of the user: a source does not list them. */
public final class OwnTables {
    /** States that only their source understands. */
    static final String STATE = "_leat_state";

    /** A row per table that a run has locked, for engines that lock nothing but rows. */
    public static final String LOCKS = "_leat_locks";

    private static final String STAGING = "_leat_new";

    private static final String RETIRED = "_leat_old";

    /** What {@link #staging} and {@link #retired} make of any name, however short that was cut. */
    private static final Pattern BESIDE = Pattern.compile("(" + STAGING + "|" + RETIRED + ")_[0-9a-f]{8}$");

    private OwnTables() {}

    /** The table that is loaded beside a target: the same in every run, so that none is left behind. */
    public static TableName staging(Identifiers identifiers, TableName target) {
        return target.beside(identifiers.derived(target.name(), STAGING));
    }

    /** The table that has been replaced, until it is dropped. */
    public static TableName retired(Identifiers identifiers, TableName target) {
        return target.beside(identifiers.derived(target.name(), RETIRED));
    }

    /** Whether a table of that name is one of them. A staging table can be there after a restore from a backup. */
    public static boolean include(String table) {
        return table.equals(STATE)
                || table.equals(LOCKS)
                || BESIDE.matcher(table).find();
    }
}
