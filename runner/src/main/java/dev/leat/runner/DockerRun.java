package dev.leat.runner;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The words of a {@code docker run}: what a container is called, what it may, and what it sees. Nothing secret is among
 * them, as they can be read by anybody who may look at the engine.
 *
 * @param run the run's own name, by which the next one finds what this one left
 * @param user who the program is inside, unless the settings say otherwise
 * @param folders of the private folder, which are read-only inside
 * @param privateFolder what no container sees more of than those
 */
record DockerRun(
        DockerImage image,
        Settings.Docker options,
        String run,
        String user,
        Path folder,
        Path privateFolder,
        List<Path> folders,
        LocalPaths paths) {
    static final String RUN_LABEL = "dev.leat.run";
    private static final String CONNECTION_LABEL = "dev.leat.connection";
    private static final String REPLICATION_LABEL = "dev.leat.replication";

    /** What a connector may learn from this program's environment; nothing else of it goes into a container. */
    private static final List<String> VARIABLES =
            List.of(LineLimit.VARIABLE, "LEAT_CHECKPOINT_BYTES", "LEAT_COMMIT_BYTES", "USE_STREAM_CAPABLE_STATE");

    /** For a program that is spoken to through FIFOs: the shell opens them and becomes the program. */
    List<String> overFifos(String name, Whose whose, Map<String, String> environment, Wrapper wrapper) {
        List<String> argv = options(name, whose, environment);
        argv.addAll(List.of("--attach", "stderr", "--entrypoint", "/bin/sh", image.name()));
        argv.addAll(wrapper.words());
        argv.addAll(image.entrypoint());
        return argv;
    }

    /** For a program that is spoken to through the engine. */
    List<String> overEngine(String name, Whose whose, Map<String, String> environment) {
        List<String> argv = options(name, whose, environment);
        argv.addAll(List.of("--interactive", image.name()));
        return argv;
    }

    private List<String> options(String name, Whose whose, Map<String, String> environment) {
        List<String> argv = new ArrayList<>(List.of("run", "--rm", "--name", name));
        argv.addAll(List.of("--label", RUN_LABEL + "=" + run, "--label", CONNECTION_LABEL + "=" + whose.connection()));
        if (whose.replication() != null) {
            add(argv, "--label", REPLICATION_LABEL + "=" + whose.replication());
        }
        // Rows would be written to the disk a second time. Pulling is done before. A terminal's Ctrl-C is not for them.
        argv.addAll(List.of("--log-driver", "none", "--pull", "never", "--sig-proxy=false"));
        argv.addAll(List.of("--user", options.user() != null ? options.user() : user));
        add(argv, "--network", options.network());
        add(argv, "--memory", options.memory());
        for (String variable : VARIABLES) {
            if (environment.containsKey(variable)) {
                add(argv, "--env", variable + "=" + environment.get(variable));
            }
        }
        Set<Mount> mounts = new LinkedHashSet<>(paths.mounts());
        mounts.addAll(volumes(options, folder));
        if (image.ours()) {
            argv.addAll(List.of("--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges"));
            if (mounts.stream().noneMatch(mount -> mount.target().equals("/tmp"))) {
                // Some drivers unpack a library of machine code there.
                add(argv, "--tmpfs", "/tmp:exec");
            }
        } else {
            // As a first process a program would not die of a signal that it knows nothing of.
            argv.add("--init");
        }
        if (paths.relative()) {
            add(argv, "--workdir", folder.toString());
        }
        if (mounts.stream().anyMatch(mount -> mount.holds(privateFolder))) {
            // What other connectors are given stays hidden.
            add(argv, "--tmpfs", privateFolder + ":mode=755");
        }
        mounts.forEach(mount -> add(argv, "--mount", mount.option()));
        folders.forEach(given -> add(argv, "--mount", Mount.same(given, true).option()));
        return argv;
    }

    /** What the settings have a container see. */
    static List<Mount> volumes(Settings.Docker options, Path folder) {
        List<String> volumes = options.volumes() == null ? List.of() : options.volumes();
        return volumes.stream().map(volume -> Mount.parse(volume, folder)).toList();
    }

    private static void add(List<String> argv, String option, String value) {
        if (value != null) {
            argv.addAll(List.of(option, value));
        }
    }

    /**
     * What a shell does before it becomes the program: see that files and FIFOs are within its reach, and open the FIFOs.
     *
     * @param folder what the connector is given, with the file {@code kernel} in it
     */
    record Wrapper(Path folder, Path in, Path out) {
        static final String KERNEL = "kernel";

        /** The folder, or what is in it, cannot be read. */
        static final int UNREADABLE = 211;

        /** The kernel is another one, and a FIFO joins only processes of the same. */
        static final int ELSEWHERE = 212;

        private static final String SCRIPT =
                """
                read -r there <"$1" || exit UNREADABLE
                read -r here </proc/sys/kernel/random/boot_id
                [ "$there" = "$here" ] || exit ELSEWHERE
                exec <"$2" >"$3" || exit UNREADABLE
                shift 3
                exec "$@"
                """.replace("UNREADABLE", "" + UNREADABLE).replace("ELSEWHERE", "" + ELSEWHERE);

        List<String> words() {
            return List.of("-c", SCRIPT, "leat", folder.resolve(KERNEL).toString(), in.toString(), out.toString());
        }
    }
}
