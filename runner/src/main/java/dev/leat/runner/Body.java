package dev.leat.runner;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** What a connector's process is made of: how it is spoken to, how it is ended, and what its end means. */
interface Body {
    OutputStream in();

    InputStream out();

    /** Asks it to stop. */
    void terminate();

    /** Ends it and whatever it started. */
    void kill();

    /** Once its process has ended: leaves nothing of it behind. */
    void bury();

    /** Whether what comes on stderr is the connector's own yet. */
    boolean speaks();

    /** What is known of its end beyond the exit code. */
    Optional<Failure> explain(String who, int exitCode, List<String> lastWords);

    /** A process of this machine. Its input and output are pipes. */
    record Local(Process process) implements Body {
        @Override
        public OutputStream in() {
            return process.getOutputStream();
        }

        @Override
        public InputStream out() {
            return process.getInputStream();
        }

        @Override
        public void terminate() {
            process.toHandle().destroy();
        }

        @Override
        public void kill() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.toHandle().destroyForcibly();
        }

        @Override
        public void bury() {
            // The system has done it.
        }

        @Override
        public boolean speaks() {
            return true;
        }

        @Override
        public Optional<Failure> explain(String who, int exitCode, List<String> lastWords) {
            return Optional.empty();
        }
    }
}
