package dev.leat.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The Docker engine, and images of the test connectors. Their file system is made of this machine's own Python and what
 * it needs, as no registry may be in reach. Without an engine tests are skipped, except where everything must run.
 */
final class Docker {
    /** Of this process alone: several may run their tests on one engine. */
    private static final String PREFIX = "leat-test-" + ProcessHandle.current().pid() + "/";

    private static final Map<String, String> IMAGES = new HashMap<>();

    private Docker() {}

    static void require() {
        Said said = said("docker", "version");
        boolean answers = said.exit == 0;
        if (!answers && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("no Docker engine answers, and on CI one must: " + said.text);
        }
        assumeTrue(answers, "no Docker engine answers: " + said.text);
    }

    record Said(int exit, String text) {}

    static Said said(String... words) {
        return said(Path.of("."), words);
    }

    private static Said said(Path folder, String... words) {
        try {
            ProcessBuilder builder = new ProcessBuilder(words)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(new java.io.File("/dev/null"));
            // The builder that Debian's engine has; another would fetch its own front end.
            builder.environment().put("DOCKER_BUILDKIT", "0");
            Process process = builder.start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Said(process.waitFor(), text.strip());
        } catch (IOException missing) {
            return new Said(127, String.valueOf(missing.getMessage()));
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /** Runs a command that must work. */
    static String run(String... words) {
        Said said = said(words);
        assertThat(said.exit).as(Arrays.toString(words) + ": " + said.text).isZero();
        return said.text;
    }

    /** The test source or destination, foreign or ours, by lines for its Dockerfile. */
    static String connector(String script, String... lines) {
        return image(named(script, lines), "shell", context -> {
            for (String file : List.of(script + ".py", "session.py")) {
                copy("/connectors/" + file, context.resolve(file));
            }
            return String.join("\n", lines) + "\nCOPY *.py /\nENTRYPOINT " + entrypoint("/" + script + ".py") + "\n";
        });
    }

    private static String named(String name, String... lines) {
        String all = name + String.join(" ", lines).toLowerCase(Locale.ROOT);
        return all.replaceAll("[^a-z0-9]+", "-").replaceFirst("-$", "");
    }

    /** The same without a shell in its image. */
    static String withoutShell(String script) {
        return image(script + "-bare", "bare", context -> {
            copy("/connectors/" + script + ".py", context.resolve(script + ".py"));
            return "COPY *.py /\nENTRYPOINT " + entrypoint("/" + script + ".py") + "\n";
        });
    }

    /** One of Leat's own, by its label: it is asked for a session at once. */
    static String ours(String script, String... lines) {
        return image(named(script + "-ours", lines), "shell", context -> {
            for (String file : List.of(script + ".py", "session.py")) {
                copy("/connectors/" + file, context.resolve(file));
            }
            return String.join("\n", lines)
                    + "\nLABEL dev.leat.connector=test\nENV SESSION=yes DATA_CHANNEL=yes\nCOPY *.py /\nENTRYPOINT "
                    + entrypoint("/session.py", script) + "\n";
        });
    }

    /** An image of whatever kind, with a shell and Python in it. */
    static String of(String name, String dockerfile) {
        return image(name, "shell", context -> dockerfile);
    }

    interface Contents {
        /** Puts files beside the Dockerfile, and answers what stands in it after its first line. */
        String in(Path context) throws IOException;
    }

    private static synchronized String image(String name, String kind, Contents contents) {
        return IMAGES.computeIfAbsent(PREFIX + name, image -> {
            String base = root(kind);
            return build(image, "FROM " + base + "\n", contents);
        });
    }

    /** An image for another kind of machine. */
    static synchronized String forAnotherMachine() {
        return IMAGES.computeIfAbsent(PREFIX + "another-machine", image -> {
            Contents shell = context -> {
                byte[] program = Files.readAllBytes(Path.of("/bin/sh"));
                // The machine in the head of an ELF file: one that there is not, as this one may emulate others.
                program[18] = (byte) 0xff;
                program[19] = (byte) 0xff;
                Path file = Files.write(
                        Files.createDirectory(context.resolve("bin")).resolve("sh"), program);
                assertThat(file.toFile().setExecutable(true)).isTrue();
                return "COPY bin /bin\nENTRYPOINT [\"/bin/sh\"]\n";
            };
            return build(image, "FROM scratch\n", shell, "--platform", "linux/" + another());
        });
    }

    static String another() {
        return System.getProperty("os.arch").equals("aarch64") ? "riscv64" : "arm64";
    }

    private static String build(String image, String from, Contents contents, String... options) {
        try {
            Path context = Files.createTempDirectory("image");
            Files.writeString(context.resolve("Dockerfile"), from + contents.in(context));
            List<String> words = new ArrayList<>(List.of("docker", "build", "--quiet", "--tag", image));
            words.addAll(List.of(options));
            words.add(".");
            Said said = said(context, words.toArray(String[]::new));
            assertThat(said.exit).as(said.text).isZero();
            run("rm", "-r", context.toString());
            removeAtTheEnd(image);
            return image;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String root(String kind) {
        String image = PREFIX + "root-" + kind;
        if (said("docker", "image", "inspect", image).exit != 0) {
            run("sh", "-c", ROOT, "leat", image, kind.equals("shell") ? "/bin/sh" : "");
            removeAtTheEnd(image);
        }
        return image;
    }

    private static void removeAtTheEnd(String image) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> said("docker", "rmi", "--force", image)));
    }

    private static final String ROOT = """
            set -e
            python=$(python3 -c 'import os, sys; print(os.path.realpath(sys.executable))')
            modules=$(python3 -c 'import sysconfig; print(sysconfig.get_paths()["stdlib"])')
            libraries=$(ldd "$python" $2 "$modules"/lib-dynload/*.so 2>/dev/null |
                grep -o '/[^ :]*\\.so[^ :]*' | grep -v lib-dynload | sort -u)
            # Loaded by the C library itself, when a thread ends.
            threads=$(ldconfig -p | sed -n 's/.*libgcc_s\\.so\\.1 .*=> //p' | head -n 1)
            cd /
            tar -ch --exclude=test --exclude=site-packages --exclude=dist-packages --exclude=__pycache__ \\
                --exclude='config-*' --exclude=idlelib --exclude=ensurepip --exclude=tkinter \\
                $(echo $python $modules $libraries $threads $2 | tr ' ' '\\n' | sed 's,^/,,' | sort -u) |
                docker import - "$1"
            """;

    private static String entrypoint(String... words) {
        String python = run("python3", "-c", "import os, sys; print(os.path.realpath(sys.executable))");
        return "[\"" + python + "\", \"" + String.join("\", \"", words) + "\"]";
    }

    private static void copy(String resource, Path file) throws IOException {
        try (InputStream in = Docker.class.getResourceAsStream(resource)) {
            Files.write(file, in.readAllBytes());
        }
    }

    /** The containers of connections of a test, in whatever state. */
    static List<String> containers(String connection) {
        String names = run(
                "docker",
                "ps",
                "--all",
                "--filter",
                "label=dev.leat.connection=" + connection,
                "--format",
                "{{.Names}}");
        return names.lines().toList();
    }
}
