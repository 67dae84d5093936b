package dev.leat.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The checked-out tree: its modules and every text file in it, build output left out. Paths are relative, with '/'. */
record Repository(Path root, List<String> modules, TreeMap<String, String> texts, Set<String> files) {
    private static final Set<String> NOT_OURS = Set.of(".git", ".idea", ".vscode", "target", "node_modules");
    private static final Pattern MODULE = Pattern.compile("<module>\\s*([^<\\s]+)\\s*</module>");
    private static final long TEXT_BYTES_MAX = 2_000_000;

    static Repository open() throws IOException {
        var named = System.getProperty("leat.root");
        if (named == null) {
            throw new IllegalStateException("system property leat.root is not set; run the tests with Maven, or start"
                    + " the IDE's run with -Dleat.root=<directory of the parent pom>");
        }
        var root = Path.of(named);
        var texts = new TreeMap<String, String>();
        var files = new java.util.TreeSet<String>();
        for (var file : listed(root).orElseGet(() -> walked(root))) {
            var path = root.resolve(file);
            if (!Files.isRegularFile(path)) {
                continue; // deleted, but git still knows it
            }
            files.add(file);
            textOf(path).ifPresent(text -> texts.put(file, text));
        }
        var modules = MODULE.matcher(Files.readString(root.resolve("pom.xml")))
                .results()
                .map(found -> found.group(1))
                .toList();
        return new Repository(root, modules, texts, files);
    }

    /** The module that holds this file, or "" for the root. */
    String moduleOf(String file) {
        return modules.stream()
                .filter(module -> file.startsWith(module + "/"))
                .findFirst()
                .orElse("");
    }

    private static Optional<String> textOf(Path path) throws IOException {
        if (Files.size(path) > TEXT_BYTES_MAX) {
            return Optional.empty();
        }
        try {
            var text = Files.readString(path, StandardCharsets.UTF_8);
            return text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        }
    }

    /** What git tracks or would track; empty where there is no git or no repository (a source archive). */
    private static Optional<List<String>> listed(Path root) throws IOException {
        if (!Files.exists(root.resolve(".git"))) {
            return Optional.empty();
        }
        try {
            var git = new ProcessBuilder(
                            "git",
                            "-C",
                            root.toString(),
                            "ls-files",
                            "-z",
                            "--cached",
                            "--others",
                            "--exclude-standard")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var names = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return git.waitFor() == 0 ? Optional.of(Arrays.asList(names.split("\0", 0))) : Optional.empty();
        } catch (IOException noGit) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while git listed the files", e);
        }
    }

    private static List<String> walked(Path root) {
        var files = new ArrayList<String>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    return NOT_OURS.contains(directory.getFileName().toString())
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    files.add(root.relativize(file).toString().replace('\\', '/'));
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }
}
