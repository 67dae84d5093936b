package dev.leat.sdk;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A destination that can tell how far it is: {@link Ability#RID}. */
public interface RidReader {
    /**
     * The greatest RID among the stream's rows as a JSON value of the column's form; empty if there is no table or it
     * has no rows. Where it is counted per partition ({@link Rid#per}), an object that has the greatest of each:
     * {@code {"0":41,"1":7}}. Called by the command {@code rid}, and by {@code write} after {@link Destination#open}, so
     * that a run that overlapped another one notices.
     *
     * @throws Exception CONFIG when the table's RID column is missing or cannot hold what the source's can: a RID that
     *     is rounded loses rows
     */
    Optional<JsonNode> lastRid(WritePlan stream) throws Exception;
}
