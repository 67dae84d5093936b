package dev.leat.dist;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The house rules that a machine can hold. Every finding says where it is and what to do instead. */
class TidyTest {
    private static final int MAIN_LINES_MAX = 500;
    private static final int TEST_LINES_MAX = 800;
    private static final int MEDIAN_LINES_MAX = 100;
    private static final int NINETIETH_LINES_MAX = 300;
    private static final int FUNCTION_LINES_MAX = 60;

    /** Whoever uses one of these sees each row; the runner, which finds line ends only, does not. */
    private static final Pattern ROW_TYPE = Pattern.compile("dev\\.leat\\.row\\.(Batch|RowWriter)");

    private static final Pattern EMPTY_NAME =
            Pattern.compile("Abstract[A-Z].*|Base[A-Z].*|.*(Impl|Manager|Helpers?|Utils?)");
    private static final Pattern VERSIONED_NAME = Pattern.compile(".*[a-z_]V\\d+");
    private static final Pattern VERSIONED_FILE =
            Pattern.compile(".*[-_.][vV]\\d+(\\.\\w+)*|.*\\.(bak|old|orig|rej)|.*~");
    private static final Pattern EMPTY_PACKAGE = Pattern.compile(".*\\.(utils?|commons?|helpers?|misc)(\\..*)?");
    private static final Pattern STDOUT = Pattern.compile("System\\.out|System\\.setOut|FileDescriptor\\.out");
    private static final Pattern LINK = Pattern.compile("\\]\\(\\s*<?([^)>\\s]+)");
    private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\\n]*`");
    private static final Pattern MACHINE =
            Pattern.compile("(?<![\\w.$}>~-])/(work|root|home/[a-z]\\w*|Users/\\w+)/|/usr/lib/jvm/\\w");
    private static final Pattern REGISTRY = Pattern.compile("repo\\d?\\.maven\\.(apache\\.)?org|oss\\.sonatype\\.org"
            + "|registry\\.npmjs\\.org|files\\.pythonhosted\\.org|registry-\\d\\.docker\\.io|proxy\\.golang\\.org");

    private static final Set<String> DIRECTORIES_OF_MANY_THINGS = Set.of("resources", "examples");

    private static Repository repository;
    private static List<JavaSource> sources;

    @BeforeAll
    static void read() throws IOException {
        repository = Repository.open();
        sources = repository.texts().entrySet().stream()
                .filter(file -> file.getKey().endsWith(".java"))
                .map(file -> JavaSource.parse(file.getKey(), file.getValue()))
                .toList();
    }

    private static void check(Stream<String> findings) {
        var found = findings.toList();
        if (!found.isEmpty()) {
            fail(found.size() + " finding(s)\n" + String.join("\n", found));
        }
    }

    private static Stream<JavaSource> main() {
        return sources.stream().filter(JavaSource::isMain);
    }

    /** Guards every other check here: a wrong path must not look like a tidy tree. */
    @Test
    void theSourcesAreFound() {
        check(repository.modules().stream()
                .filter(module -> Files.isDirectory(repository.root().resolve(module + "/src/main/java")))
                .filter(module ->
                        sources.stream().noneMatch(source -> source.file().startsWith(module + "/")))
                .map(module -> module + ":1: has src/main/java, yet no Java file of it was read. Put a class there or"
                        + " delete the directory"));
    }

    @Test
    void filesAreShort() {
        check(sources.stream()
                .filter(source -> source.lines() > (source.isMain() ? MAIN_LINES_MAX : TEST_LINES_MAX))
                .map(source -> source.file() + ":1: has " + source.lines() + " lines, more than "
                        + (source.isMain() ? MAIN_LINES_MAX : TEST_LINES_MAX)
                        + ". Find the second idea in it and give that a file of its own"));
    }

    @Test
    void mostFilesAreSmall() {
        var lengths = main().map(JavaSource::lines).sorted().toList();
        if (lengths.isEmpty()) {
            return;
        }
        var median = lengths.get((lengths.size() - 1) / 2);
        var ninetieth = lengths.get((lengths.size() - 1) * 9 / 10);
        var longest = main().sorted((a, b) -> b.lines() - a.lines())
                .limit(10)
                .map(source -> source.file() + ":1: " + source.lines() + " lines")
                .collect(Collectors.joining("\n"));
        if (median > MEDIAN_LINES_MAX || ninetieth > NINETIETH_LINES_MAX) {
            fail("main code: half of the files have up to " + median + " lines (wanted: " + MEDIAN_LINES_MAX
                    + "), nine tenths up to " + ninetieth + " (wanted: " + NINETIETH_LINES_MAX
                    + "). Split the longest by idea:\n" + longest);
        }
    }

    @Test
    void functionsAreShort() {
        check(sources.stream().flatMap(TidyTest::longFunctions));
    }

    static Stream<String> longFunctions(JavaSource source) {
        return source.functions().stream()
                .filter(function -> function.lines() > FUNCTION_LINES_MAX)
                .map(function -> source.file() + ":" + function.line() + ": " + function.name() + " has "
                        + function.lines() + " lines, more than " + FUNCTION_LINES_MAX
                        + ". Give its steps names and call them in order");
    }

    @Test
    void namesSaySomething() {
        check(sources.stream().flatMap(TidyTest::emptyNames));
    }

    static Stream<String> emptyNames(JavaSource source) {
        var types = source.types().stream()
                .filter(type -> EMPTY_NAME.matcher(type.name()).matches())
                .map(type -> source.file() + ":" + type.line() + ": " + type.name()
                        + " is named for its place, not its work. Name it for what it holds or does; for sharing, pass"
                        + " a value or a function instead of extending");
        var versions = Stream.concat(
                        source.types().stream().map(type -> Map.entry(type.name(), type.line())),
                        source.functions().stream().map(function -> Map.entry(function.name(), function.line())))
                .filter(name -> VERSIONED_NAME.matcher(name.getKey()).matches())
                .map(name -> source.file() + ":" + name.getValue() + ": " + name.getKey()
                        + " carries a version. Replace the old one and keep its name; git remembers");
        var packages = Stream.of(source.packageName())
                .filter(name -> EMPTY_PACKAGE.matcher(name).matches())
                .map(name -> source.file() + ":1: package " + name
                        + " collects what has no home. Move each class to the package of the idea it serves");
        return Stream.of(types, versions, packages).flatMap(findings -> findings);
    }

    @Test
    void fileNamesCarryNoVersion() {
        check(repository.files().stream()
                .filter(file -> VERSIONED_FILE.matcher(file).matches())
                .map(file -> file + ":1: is named as one of several versions. Keep one file and its plain name"));
    }

    @Test
    void mainCodeDoesNotInherit() {
        var parents = sources.stream()
                .flatMap(source -> source.types().stream())
                .collect(Collectors.toMap(JavaSource.Type::name, JavaSource.Type::parent, (first, second) -> first));
        check(sources.stream()
                .flatMap(source -> source.types().stream()
                        .filter(type -> !type.parent().equals(type.name()) && parents.containsKey(type.parent()))
                        .filter(type -> source.isMain() || parents.containsKey(parents.get(type.parent())))
                        .map(type -> source.file() + ":" + type.line() + ": " + type.name() + " extends "
                                + type.parent() + ". "
                                + (source.isMain()
                                        ? "Main code composes: hold a " + type.parent()
                                                + " or take what differs as a parameter"
                                        : type.parent()
                                                + " extends another class of ours already; one level is enough"))));
    }

    @Test
    void bannedUses() {
        var rowPackages = main().filter(source -> source.packageName().equals("dev.leat.row")
                        || source.imports().stream()
                                .anyMatch(name -> ROW_TYPE.matcher(name).matches()))
                .map(JavaSource::packageName)
                .collect(Collectors.toSet());
        var bans = BannedUse.all(rowPackages);
        check(sources.stream().flatMap(source -> bans.stream().flatMap(ban -> ban.in(source).stream())));
    }

    /** stdout carries the protocol (connectors) or the one summary line (runner): one stray line breaks a reader. */
    @Test
    void oneClassPerProgramWritesToStdout() {
        var writers = sources.stream()
                .collect(Collectors.groupingBy(
                        source -> source.isMain() ? repository.moduleOf(source.file()) : "tests",
                        Collectors.flatMapping(TidyTest::stdoutUses, Collectors.toList())));
        check(writers.entrySet().stream().flatMap(uses -> {
            var files = uses.getValue().stream()
                    .map(use -> use.substring(0, use.indexOf(':')))
                    .distinct()
                    .count();
            var allowed = Set.of("protocol", "runner").contains(uses.getKey()) ? 1 : 0;
            return files <= allowed
                    ? Stream.empty()
                    : uses.getValue().stream()
                            .map(use -> use + " in one of " + files + " classes of " + uses.getKey() + "; wanted: "
                                    + allowed
                                    + ". Hand the text to the class that owns stdout, or write to System.err");
        }));
    }

    private static Stream<String> stdoutUses(JavaSource source) {
        return source.uses().stream()
                .filter(use -> STDOUT.matcher(use.text()).matches())
                // A test's stand-in for a connector speaks the protocol too.
                .filter(use -> source.isMain() || !use.function().equals("main"))
                .map(use -> source.file() + ":" + use.line() + ": " + use.text());
    }

    @Test
    void everyConnectorHasASuite() {
        check(repository.modules().stream()
                .filter(module -> repository.texts().get(module + "/pom.xml").contains("<artifactId>leat-connector-"))
                .flatMap(TidyTest::missingSuites));
    }

    private static Stream<String> missingSuites(String module) {
        var own = sources.stream()
                .filter(source -> source.file().startsWith(module + "/"))
                .toList();
        var inherited = own.stream()
                .filter(JavaSource::isTest)
                .flatMap(source -> source.types().stream())
                .map(JavaSource.Type::parent)
                .collect(Collectors.toSet());
        var wanted = new ArrayList<String>();
        for (var side : List.of("Source", "Destination")) {
            var implemented = own.stream()
                    .filter(JavaSource::isMain)
                    .flatMap(source -> source.types().stream())
                    .anyMatch(type -> type.interfaces().stream().anyMatch(name -> name.endsWith(side)));
            var suiteExists = sources.stream()
                    .flatMap(source -> source.types().stream())
                    .anyMatch(type -> type.name().equals(side + "Suite"));
            if (implemented && suiteExists) {
                wanted.add(side + "Suite");
            }
        }
        if (wanted.isEmpty() && own.stream().anyMatch(JavaSource::isMain)) {
            return inherited.stream().anyMatch(parent -> parent.endsWith("Suite"))
                    ? Stream.empty()
                    : Stream.of(module + ":1: no test inherits a conformance suite. Add a test class that extends the"
                            + " test kit's suite for what this connector does");
        }
        return wanted.stream()
                .filter(suite -> !inherited.contains(suite))
                .map(suite -> module + ":1: no test class extends " + suite + ". Add one in " + module
                        + "/src/test/java that hands the suite this connector and a real system");
    }

    @Test
    void everySchemaBelongsToAConnector() {
        check(repository.files().stream()
                .filter(file -> file.startsWith("spec-schemas/connectors/"))
                .filter(file -> !repository.modules().contains(stem(file, "spec-schemas/")))
                .map(file -> file + ":1: there is no module " + stem(file, "spec-schemas/")
                        + ". Delete the schema, or name it after its connector"));
    }

    private static String stem(String file, String prefix) {
        return file.substring(prefix.length()).replaceFirst("\\.json$", "");
    }

    @Test
    void noDeadFiles() {
        var dead = repository.files().stream()
                .filter(file -> file.contains("/src/main/resources/")
                        || file.contains("/src/test/resources/")
                        || file.startsWith("examples/"))
                .filter(file -> !file.contains("/META-INF/") && !file.endsWith("/junit-platform.properties"))
                .filter(file -> !isMentioned(file))
                .map(file -> file + ":1: nobody refers to it. Delete it, or use it from a test or a document");
        check(Stream.concat(dead, deadClasses()));
    }

    /** A file is mentioned by its name, by its name without ending in quotes, or by the directory that is read whole. */
    private static boolean isMentioned(String file) {
        var path = Path.of(file);
        var name = path.getFileName().toString();
        var stem = name.replaceFirst("\\..*$", "");
        var directory = path.getParent().getFileName().toString();
        var readWhole = DIRECTORIES_OF_MANY_THINGS.contains(directory)
                ? ""
                : "|(?<![\\w-])" + Pattern.quote(directory) + "/[\"'`)\\s]";
        var mention = Pattern.compile(
                "(?<![\\w-])" + Pattern.quote(name) + "(?![\\w-])|\"" + Pattern.quote(stem) + "\"" + readWhole);
        return repository.texts().entrySet().stream()
                .anyMatch(other -> !other.getKey().equals(file)
                        && mention.matcher(other.getValue()).find());
    }

    private static Stream<String> deadClasses() {
        return main().filter(source -> source.functions().stream()
                        .noneMatch(function -> function.name().equals("main")))
                .filter(source -> !source.types().isEmpty())
                .filter(source -> sources.stream()
                        .filter(other -> !other.file().equals(source.file()))
                        .noneMatch(other -> source.types().stream()
                                .anyMatch(type -> other.identifiers().contains(type.name()))))
                .map(source -> source.file() + ":1: nobody uses "
                        + source.types().getFirst().name() + ". Delete it");
    }

    @Test
    void markdownLinksPointSomewhere() {
        check(repository.texts().entrySet().stream()
                .filter(file -> file.getKey().endsWith(".md"))
                .flatMap(file -> brokenLinks(file.getKey(), file.getValue())));
    }

    private static Stream<String> brokenLinks(String file, String text) {
        // Code is blanked, not cut, so that line numbers stay right.
        var prose = CODE.matcher(text).replaceAll(code -> code.group().replaceAll("[^\\n]", " "));
        var directory = repository.root().resolve(file).getParent();
        return LINK.matcher(prose)
                .results()
                .filter(link -> !link.group(1).matches("[a-z]+:.*|#.*"))
                .filter(link -> !Files.exists(directory.resolve(link.group(1).replaceFirst("#.*", ""))))
                .map(link -> file + ":" + lineAt(prose, link.start()) + ": link to " + link.group(1)
                        + ", which does not exist. Correct the path, relative to this file");
    }

    @Test
    void nothingNamesOneMachine() {
        check(repository.texts().entrySet().stream()
                .flatMap(file -> Stream.concat(
                        hits(
                                file.getKey(),
                                file.getValue(),
                                MACHINE,
                                "is a path of one machine. Find it at run time, or take it from the configuration"),
                        hits(
                                file.getKey(),
                                file.getValue(),
                                REGISTRY,
                                "is a registry's host. Leave the choice to the client's own settings"))));
    }

    private static Stream<String> hits(String file, String text, Pattern pattern, String advice) {
        return pattern.matcher(text)
                .results()
                .map(hit -> file + ":" + lineAt(text, hit.start()) + ": " + hit.group() + " " + advice);
    }

    private static long lineAt(String text, int position) {
        return 1 + text.substring(0, position).chars().filter(c -> c == '\n').count();
    }
}
