package dev.leat.runner;

import java.util.HashMap;
import java.util.Map;

/**
 * What all parts of one run of the program share. Closing it ends the connectors that wait for another command, and
 * removes the files that they were given.
 */
record Session(
        Surroundings machine,
        SettingsFile file,
        Log log,
        StopSignal stop,
        PrivateFolder folder,
        Connectors connectors,
        Map<String, Connection> open,
        Containers containers)
        implements AutoCloseable {

    /** Time for the summary once everything has ended. */
    private static final int LAST_WORDS_SECONDS = 15;

    static Session open(Surroundings machine, SettingsFile file, Log log, StopSignal stop) {
        // Either side may take its whole time to stop, one after the other.
        stop.grace(2 * file.settings().timeouts().stopS() + LAST_WORDS_SECONDS);
        PrivateFolder folder = PrivateFolder.create();
        return new Session(
                machine,
                file,
                log,
                stop,
                folder,
                Connectors.in(machine),
                new HashMap<>(),
                new Containers(machine, folder, log));
    }

    /** A connection of the settings; the same one whenever it is asked for. */
    Connection connection(String name) {
        synchronized (open) {
            return open.computeIfAbsent(name, key -> Connection.open(this, key));
        }
    }

    Settings.Timeouts timeouts() {
        return file.settings().timeouts();
    }

    /** What connectors find in their environment: what this program has, and what foreign ones ask for. */
    Map<String, String> connectorEnvironment() {
        Map<String, String> environment = new HashMap<>(machine.environment());
        // Without it older JDBC sources answer in the state form that destinations no longer take.
        environment.putIfAbsent("USE_STREAM_CAPABLE_STATE", "true");
        return environment;
    }

    @Override
    public void close() {
        // All at once: a container takes a while to be gone.
        open.values().forEach(Connection::dismiss);
        open.values().forEach(Connection::close);
        containers.close();
        folder.close();
    }
}
