package io.parley.system;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The shape of the whole house: what holds in every module, said once. */
class ArchitectureTest {

    private static final Path HOME = Path.of("..");
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final List<String> SERVICES = List.of("user", "message", "chat", "gateway");

    /** More than this nobody reads at one look. */
    private static final int MOST_FILES = 25;

    /** Packages of tests that were larger when the rule came: they may only shrink. */
    private static final Map<String, Integer> LARGER =
            Map.of(
                    "deploy-test/src/test/java/io/parley/deploy", 40,
                    "system-test/src/test/java/io/parley/system", 34,
                    "chat-service/src/test/java/io/parley/chat", 33);

    @Test
    void noPackagesFormACircle() throws IOException {
        slices().matching("io.parley.(**)").should().beFreeOfCycles().check(classes());
    }

    @Test
    void noServiceKnowsAnother() throws IOException {
        var all = classes();
        for (var service : SERVICES) {
            var others =
                    SERVICES.stream()
                            .filter(other -> !other.equals(service))
                            .map(other -> "io.parley." + other + "..")
                            .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("io.parley." + service + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .check(all);
        }
    }

    @Test
    void noPackageHasMoreFilesThanOneCanReadAtOneLook() throws IOException {
        var tooLarge = new TreeMap<String, Long>();
        for (var module : modules()) {
            filesOfPackages(HOME.resolve(module, "src")).entrySet().stream()
                    .filter(one -> one.getValue() > LARGER.getOrDefault(one.getKey(), MOST_FILES))
                    .forEach(one -> tooLarge.put(one.getKey(), one.getValue()));
        }

        assertThat(tooLarge).as("packages to split by feature").isEmpty();
    }

    private static JavaClasses classes() throws IOException {
        var folders =
                modules().stream()
                        .map(module -> HOME.resolve(module, "target", "classes"))
                        .filter(Files::isDirectory)
                        .toList();
        var classes = new ClassFileImporter().importPaths(folders);
        for (var service : SERVICES) {
            assertThat(classes.containPackage("io.parley." + service)).as(service).isTrue();
        }
        return classes;
    }

    private static List<String> modules() throws IOException {
        return MODULE.matcher(Files.readString(HOME.resolve("pom.xml")))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    /** How many source files stand in each folder below. */
    private static Map<String, Long> filesOfPackages(Path sources) throws IOException {
        if (!Files.isDirectory(sources)) {
            return Map.of();
        }
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .collect(
                            Collectors.groupingBy(
                                    file -> HOME.relativize(file.getParent()).toString(),
                                    Collectors.counting()));
        }
    }
}
