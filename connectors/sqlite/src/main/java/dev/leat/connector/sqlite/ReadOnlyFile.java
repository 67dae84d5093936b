package dev.leat.connector.sqlite;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.StateMessage;
import dev.leat.sdk.Destination;
import dev.leat.sdk.RidReader;
import dev.leat.sdk.StateStore;
import dev.leat.sdk.StreamWriter;
import dev.leat.sdk.WritePlan;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Stands where a database file would be written if it could be: {@code check} asks it of sources too. */
record ReadOnlyFile(ConnectorException error) implements Destination, RidReader, StateStore {
    @Override
    public StreamWriter open(WritePlan stream) {
        throw error;
    }

    @Override
    public void commit(List<StateMessage> states) {
        // Nothing was written.
    }

    @Override
    public void rollback() {
        // Nothing was written.
    }

    @Override
    public Optional<JsonNode> lastRid(WritePlan stream) {
        throw error;
    }

    @Override
    public List<StateMessage> storedStates(List<WritePlan> streams) {
        throw error;
    }
}
