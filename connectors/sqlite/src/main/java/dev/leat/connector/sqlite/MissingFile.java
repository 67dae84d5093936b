package dev.leat.connector.sqlite;

import dev.leat.protocol.ConnectorException;
import dev.leat.sdk.Emitter;
import dev.leat.sdk.ReadPlan;
import dev.leat.sdk.Source;
import dev.leat.type.StreamSchema;
import java.util.List;

/** Stands where a database file would be read if there were one: {@code check} asks it of destinations too. */
record MissingFile(ConnectorException error) implements Source {
    @Override
    public List<StreamSchema> discover() {
        throw error;
    }

    @Override
    public void begin(List<ReadPlan> streams) {
        throw error;
    }

    @Override
    public void read(ReadPlan stream, Emitter out) {
        throw error;
    }
}
