package dev.leat.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a destination does with a stream's rows. Leat's own connectors so far implement the first two. */
public enum DestinationSyncMode {
    @JsonProperty("append")
    APPEND,
    @JsonProperty("overwrite")
    OVERWRITE,
    @JsonProperty("append_dedup")
    APPEND_DEDUP,
    @JsonProperty("update")
    UPDATE,
    @JsonProperty("soft_delete")
    SOFT_DELETE;

    /** The name on the wire. */
    public String wire() {
        return switch (this) {
            case APPEND -> "append";
            case OVERWRITE -> "overwrite";
            case APPEND_DEDUP -> "append_dedup";
            case UPDATE -> "update";
            case SOFT_DELETE -> "soft_delete";
        };
    }
}
