package dev.leat.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.leat.config.SchemaView;
import dev.leat.protocol.ConnectorException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * A connector in containers, one for each process. Thread-safe.
 *
 * <p>The engine's own way to a container's input and output carries every byte through several processes. So, where the
 * image has a shell, that shell connects the program with FIFOs in a folder that both see, and a container is as near as
 * a process: it even ends with a runner that is killed, by the end of its input or a broken pipe.
 */
final class DockerLauncher implements Launcher {
    private static final Path KERNEL = Path.of("/proc/sys/kernel/random/boot_id");
    private static final int NOT_FOUND = 127;

    private final List<String> images;
    private final Settings.Docker options;
    private volatile DockerImage image;
    private volatile LocalPaths paths = LocalPaths.NONE;
    private volatile Containers containers;
    private volatile Path folder;
    /** Whether there is a shell that connects the program with FIFOs; null until that was tried. */
    private volatile Boolean hasShell;

    /** @param images the names the image may have, the likeliest first */
    DockerLauncher(List<String> images, Settings.Docker options) {
        this.images = images;
        this.options = options;
    }

    /** The images of one of Leat's own connectors. The program in them is the same. */
    static List<String> imagesOf(String connector, boolean onlyDestination) {
        String version = Leat.Version.number().orElse("latest");
        String source = "leat/source-" + connector + ":" + version;
        String destination = "leat/destination-" + connector + ":" + version;
        return onlyDestination ? List.of(destination, source) : List.of(source, destination);
    }

    @Override
    public synchronized void prepare(Session session) {
        if (image == null) {
            containers = session.containers();
            folder = session.file().document().folder();
            Settings.Pull pull = options.pull() == null ? Settings.Pull.MISSING : options.pull();
            image = DockerImage.find(containers.engine(), images, pull, session.log());
        }
    }

    @Override
    public void expect(ObjectNode written) {
        Optional<ObjectNode> schema = SettingsFile.connectorSchema(image.connector());
        // What a reference stands for is known only later.
        if (schema.isPresent() && !written.toString().contains("${")) {
            try {
                configured(written, SchemaView.of(schema.get()));
            } catch (ConnectorException refused) {
                // Told when the connector has said what it wants, unless it sees nothing wrong.
            }
        }
    }

    @Override
    public boolean configured(ObjectNode config, SchemaView schema) {
        LocalPaths before = paths;
        paths = LocalPaths.of(config, schema, folder, DockerRun.volumes(options, folder));
        return !paths.equals(before);
    }

    @Override
    public boolean takesFifos() {
        return containers.engine().takesFifos();
    }

    @Override
    public boolean ours() {
        return image.ours();
    }

    @Override
    public String label() {
        return "image " + images.getFirst();
    }

    @Override
    public Child start(Session session, Whose whose, String who, List<String> words) {
        Place place = new Place(session, whose, who, words);
        Boolean shell = hasShell;
        if (shell == null) {
            return first(place);
        }
        Started started = shell ? overFifos(place) : null;
        return started == null ? overEngine(place) : started.child;
    }

    /** A container to be, and whose. */
    private record Place(Session session, Whose whose, String who, List<String> words) {
        PrivateFolder.Part given() {
            return session.folder().of(whose.connection());
        }
    }

    private record Started(Child child, Container container) {}

    /** Tries the better way, and takes the other one if the image or the engine has no such. */
    private synchronized Child first(Place place) {
        if (hasShell != null) {
            return start(place.session, place.whose, place.who, place.words);
        }
        if (!takesFifos()) {
            hasShell = false;
            return overEngine(place);
        }
        giveKernel(place.given());
        Started started = overFifos(place);
        if (started == null) {
            hasShell = false;
            return overEngine(place);
        }
        if (started.container.started(place.session.timeouts().answerS())) {
            hasShell = true;
            return started.child;
        }
        if (started.child.alive()) {
            started.child.stop(place.session.timeouts().exitS());
        }
        int code = started.child.exitCode();
        if (code == DockerRun.Wrapper.ELSEWHERE) {
            containers.fifosRefused("the engine runs on another kernel than this program, and no FIFO joins the two");
        } else if (code != NOT_FOUND) {
            return started.child;
        }
        started.child.close();
        hasShell = false;
        return overEngine(place);
    }

    /** Lets the shell in the container see whether it runs on the same kernel, and whether it sees anything. */
    private static void giveKernel(PrivateFolder.Part given) {
        try {
            String kernel = Files.isReadable(KERNEL) ? Files.readString(KERNEL, UTF_8) : "another kind\n";
            Files.writeString(given.folder().resolve(DockerRun.Wrapper.KERNEL), kernel);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write to " + given.folder(), failed);
        }
    }

    /** Null if there can be no FIFOs. */
    private Started overFifos(Place place) {
        Path in = place.given().path("in");
        Path out = place.given().path("out");
        Optional<String> complaint = FifoEnd.make(in, out);
        if (complaint.isPresent()) {
            containers.fifosRefused("no FIFO can be made in " + in.getParent() + ": " + complaint.get());
            return null;
        }
        String name = containers.name(place.whose);
        DockerRun.Wrapper wrapper = new DockerRun.Wrapper(place.given().folder(), in, out);
        List<String> argv = run(place).overFifos(name, place.whose, environment(place), wrapper);
        FifoEnd<InputStream> reading = FifoEnd.reading(out);
        FifoEnd<OutputStream> writing = FifoEnd.writing(in);
        AtomicReference<Container> container = new AtomicReference<>();
        Child child = start(place, argv, process -> {
            container.set(new Container(containers, name, failure(place), process, reading, writing));
            return container.get();
        });
        return new Started(child, container.get());
    }

    private Child overEngine(Place place) {
        String name = containers.name(place.whose);
        List<String> argv = run(place).overEngine(name, place.whose, environment(place));
        return start(place, argv, process -> new Container(containers, name, failure(place), process, null, null));
    }

    private Child start(Place place, List<String> argv, Function<Process, Body> body) {
        List<String> all = new ArrayList<>(List.of(containers.engine().program()));
        all.addAll(argv);
        all.addAll(place.words);
        return Child.start(place.who, all, folder, containers.engine().environment(), place.session.log(), body);
    }

    private DockerRun run(Place place) {
        PrivateFolder mine = place.session.folder();
        return new DockerRun(
                image,
                options,
                mine.run(),
                mine.owner(),
                folder,
                mine.path(),
                List.of(place.given().folder(), mine.rows().folder()),
                paths);
    }

    private DockerFailure failure(Place place) {
        return new DockerFailure(
                containers.engine(), image, options, place.session.folder().owner());
    }

    private static Map<String, String> environment(Place place) {
        return place.session.connectorEnvironment();
    }
}
