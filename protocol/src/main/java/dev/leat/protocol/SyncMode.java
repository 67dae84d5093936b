package dev.leat.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a source reads a stream. */
public enum SyncMode {
    @JsonProperty("full_refresh")
    FULL_REFRESH,
    @JsonProperty("incremental")
    INCREMENTAL;

    /** The name on the wire. */
    public String wire() {
        return switch (this) {
            case FULL_REFRESH -> "full_refresh";
            case INCREMENTAL -> "incremental";
        };
    }
}
