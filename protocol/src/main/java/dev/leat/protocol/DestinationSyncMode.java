package dev.leat.protocol;

/** What a destination does with a stream's rows. Leat's own connectors so far implement the first two. */
public enum DestinationSyncMode implements Word {
    APPEND,
    OVERWRITE,
    APPEND_DEDUP,
    UPDATE,
    SOFT_DELETE
}
