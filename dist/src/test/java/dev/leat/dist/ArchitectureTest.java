package dev.leat.dist;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Who may know whom, held over the assembled jars: {@code protocol} knows Jackson, the schema validator and the JDK; a
 * connector knows {@code protocol}, {@code jdbc} and its driver; the runner knows no connector.
 */
class ArchitectureTest {
    private static final Pattern LIGHT =
            Pattern.compile("jackson-(annotations|core|databind)|json-schema-validator|itu" + "|slf4j-(api|jdk14)");

    private static final TreeMap<String, Path> JARS = new TreeMap<>();
    private static final Map<String, String> JAR_OF_CLASS = new HashMap<>();

    @BeforeAll
    static void readTheJars() throws IOException {
        var lib = Path.of(System.getProperty("leat.root"), "dist/target/leat/lib");
        if (!Files.isDirectory(lib)) {
            fail(lib + " is missing: these tests look at the assembled product. Run mvn verify");
        }
        try (var files = Files.list(lib)) {
            files.filter(file -> file.toString().endsWith(".jar"))
                    .forEach(file -> JARS.put(file.getFileName().toString().replaceFirst("\\.jar$", ""), file));
        }
        for (var jar : JARS.entrySet()) {
            try (var open = new JarFile(jar.getValue().toFile())) {
                open.stream()
                        .map(entry -> entry.getName())
                        .filter(name -> name.endsWith(".class"))
                        .forEach(name -> JAR_OF_CLASS.putIfAbsent(
                                name.replaceFirst("\\.class$", "").replace('/', '.'), jar.getKey()));
            }
        }
    }

    @Test
    void theProtocolStaysLight() {
        assertThat(classPath("leat-protocol"))
                .as("what every connector carries along because the SDK asks for it; to use more in one connector, add"
                        + " it to that connector's pom")
                .allMatch(LIGHT.asMatchPredicate());
        check(
                "leat-protocol",
                LIGHT.asMatchPredicate(),
                "the SDK stays small: JDK, Jackson and the schema validator."
                        + " Move the code to the connector or runner that needs the library");
    }

    @Test
    void jdbcKnowsNoDatabase() {
        check(
                "leat-jdbc",
                jar -> jar.equals("leat-protocol") || LIGHT.matcher(jar).matches(),
                "the shared JDBC code knows the JDK's java.sql only. Put what one database needs into its dialect");
    }

    @Test
    void aConnectorStandsAlone() {
        for (var connector : JARS.keySet()) {
            if (!connector.startsWith("leat-connector-")) {
                continue;
            }
            Predicate<String> allowed = jar -> !jar.startsWith("leat-connector-") && !isTheRunners(jar);
            assertThat(classPath(connector))
                    .as(connector + " starts as a process of its own and carries only its driver; remove from its pom"
                            + " whatever is listed here and does not belong")
                    .allMatch(allowed);
            check(
                    connector,
                    allowed,
                    "a connector uses the SDK, leat-jdbc and its driver. What two connectors share"
                            + " belongs into the SDK; the command line is the SDK's");
        }
    }

    @Test
    void theRunnerKnowsNoConnector() {
        Predicate<String> allowed = jar -> jar.equals("leat-protocol")
                || jar.equals("leat-spec-schemas")
                || isTheRunners(jar)
                || LIGHT.matcher(jar).matches();
        assertThat(classPath("leat-runner"))
                .as(
                        "the runner speaks the protocol and nothing else; a driver or connector on its class path is a slip")
                .allMatch(allowed);
        check(
                "leat-runner",
                allowed,
                "the runner starts connectors as processes and learns about them from their spec");
    }

    /** Each jar starts with java -jar, so each must find the others under the names they have here. */
    @Test
    void everyJarFindsItsNeighbours() {
        for (var jar : JARS.keySet()) {
            if (jar.startsWith("leat-")) {
                assertThat(JARS.keySet()).as("Class-Path of " + jar + ".jar").containsAll(classPath(jar));
            }
        }
    }

    private static boolean isTheRunners(String jar) {
        return jar.equals("leat-runner")
                || jar.startsWith("picocli")
                || jar.startsWith("jackson-dataformat-yaml")
                || jar.startsWith("snakeyaml");
    }

    private static List<String> classPath(String jar) {
        try (var open = new JarFile(JARS.get(jar).toFile())) {
            var entries = open.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            return entries == null
                    ? List.of()
                    : Pattern.compile(" ")
                            .splitAsStream(entries)
                            .map(name -> name.replaceFirst("\\.jar$", ""))
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JavaClasses classesOf(String jar) {
        try (var open = new JarFile(JARS.get(jar).toFile())) {
            return new ClassFileImporter().importJar(open);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** No class of this jar may touch a class of a jar that is not allowed; its own and the JDK's always are. */
    private static void check(String jar, Predicate<String> allowed, String why) {
        JavaClasses classes = classesOf(jar);
        var forbidden = new DescribedPredicate<JavaClass>("are not for " + jar) {
            @Override
            public boolean test(JavaClass other) {
                var owner = JAR_OF_CLASS.get(other.getBaseComponentType().getName());
                return owner != null && !owner.equals(jar) && !allowed.test(owner);
            }
        };
        noClasses()
                .should()
                .dependOnClassesThat(forbidden)
                .because(why)
                .allowEmptyShould(!JAR_OF_CLASS.containsValue(jar))
                .check(classes);
    }
}
