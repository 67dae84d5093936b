package dev.leat.sdk;

/** What happens to the rows that are there already. */
public enum WriteMode {
    /** They stay; new ones are added. */
    APPEND,
    /** Once the new ones are all there they take their place, in one step that no reader can see half of. */
    REPLACE
}
