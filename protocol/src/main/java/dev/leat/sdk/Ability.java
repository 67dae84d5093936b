package dev.leat.sdk;

/** What a connector says it can do, in its spec. The conformance suites test both: what is declared, and the refusal. */
public enum Ability {
    /** As a source: can read a stream whole. */
    FULL_REFRESH,
    /** As a source: is a {@link PartitionedSource}. */
    PARTITIONS,
    /** As a destination: {@link WriteMode#APPEND}. */
    APPEND,
    /** As a destination: {@link WriteMode#REPLACE}. */
    REPLACE,
    /** As a destination: is a {@link RidReader}. */
    RID,
    /** As a destination: a {@link RidReader} that finds the greatest RID whatever the order in which the rows came. */
    ANY_ORDER,
    /** As a destination: a {@link RidReader} of RIDs that are counted per partition too. */
    RID_PER_PARTITION,
    /** As a destination: is a {@link StateStore}. */
    STORED_STATE,
    /**
     * Rows may go without the columns' names, to another connector that can the same. As a source: gives each column of
     * each row a value or null. As a destination: does not hand rows on as the JSON objects they came as.
     */
    LISTS
}
