package dev.leat.protocol;

/** How a source reads a stream. */
public enum SyncMode implements Word {
    FULL_REFRESH,
    INCREMENTAL
}
