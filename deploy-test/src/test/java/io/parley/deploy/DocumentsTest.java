package io.parley.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What documents name exists: settings, metrics, files, headings, versions. */
class DocumentsTest {

    private static final Pattern SETTING = Pattern.compile("\\bPARLEY_[A-Z_]*[A-Z]\\b(?!_)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s:]*?)(?:#([^)\\s]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern MARK = Pattern.compile("<a id=\"([^\"]+)\">");
    private static final Pattern CODE = Pattern.compile("(?s)```.*?```");

    /** Parts of names, where a document speaks of several at once. */
    private static final Set<String> FAMILIES = Set.of("PARLEY_", "PARLEY_ADMIN");

    static Stream<String> documents() {
        return Sources.documents();
    }

    /** Those that say how things are now; decisions and benchmarks say how they were. */
    static Stream<String> current() {
        return documents()
                .filter(name -> !name.startsWith("docs/decisions/"))
                .filter(name -> !name.startsWith("docs/reports/"))
                .filter(name -> !name.equals("docs/benchmarks.md"))
                .filter(name -> !name.equals("CHANGELOG.md"));
    }

    @ParameterizedTest
    @MethodSource("current")
    void namesSettingsThatThereAre(String document) {
        var known =
                SettingsTable.read().rows().stream()
                        .map(SettingsTable.Row::name)
                        .collect(Collectors.toSet());

        assertThat(
                        SETTING.matcher(Repository.text(document))
                                .results()
                                .map(found -> found.group())
                                .filter(name -> !FAMILIES.contains(name)))
                .isSubsetOf(known);
    }

    @ParameterizedTest
    @MethodSource("current")
    void namesMetricsThatServicesHave(String document) {
        assertThat(Metrics.unknown(Repository.text(document))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void leadsToFilesAndHeadingsThatThereAre(String document) {
        assertThat(deadLinks(document, Repository.text(document))).isEmpty();
    }

    @Test
    void aLinkThatLeadsNowhereIsFound() {
        assertThat(deadLinks("README.md", "[a](docs/nothing.md) [b](docs/runbook.md#nothing)"))
                .containsExactly("docs/nothing.md", "docs/runbook.md#nothing");
    }

    private static Set<String> deadLinks(String document, String text) {
        var itself = Path.of("/" + document);
        return LINK.matcher(CODE.matcher(text).replaceAll(""))
                .results()
                .filter(
                        link -> {
                            var file =
                                    link.group(1).isEmpty()
                                            ? itself
                                            : itself.resolveSibling(link.group(1)).normalize();
                            var name = file.toString().substring(1);
                            return !Files.exists(Repository.path(name))
                                    || (link.group(2) != null
                                            && !anchors(Repository.text(name))
                                                    .contains(link.group(2)));
                        })
                .map(link -> link.group(1) + (link.group(2) == null ? "" : "#" + link.group(2)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** As the repository's host makes them of headings. */
    private static Set<String> anchors(String text) {
        var headings =
                HEADING.matcher(CODE.matcher(text).replaceAll(""))
                        .results()
                        .map(
                                heading ->
                                        heading.group(1)
                                                .toLowerCase(Locale.ROOT)
                                                .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                                                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                                                .replace(' ', '-'));
        var marks = MARK.matcher(text).results().map(mark -> mark.group(1));
        return Stream.concat(headings, marks).collect(Collectors.toSet());
    }

    /** Written once where it is asked for, and in each place where people read it. */
    @Test
    void versionsAreThoseThatTheBuildAsksFor() {
        var node = found("web-client/package.json", "\"node\": \">=([\\d.]+)\"");
        var java = Repository.property("java.release");

        assertThat(found("parley", "(?m)^least_node=(.*)$")).isEqualTo(node);
        assertThat(found("parley", "(?m)^java_version=(.*)$")).isEqualTo(java);
        for (var document : Set.of("README.md", "CONTRIBUTING.md")) {
            assertThat(Repository.text(document)).contains("JDK " + java, "Node " + node);
        }
        for (var version : Map.of("java-version", java, "node-version", node).entrySet()) {
            assertThat(found(".github/workflows/test.yml", version.getKey() + ": '?([\\d.]+)"))
                    .isEqualTo(version.getValue());
        }
    }

    private static String found(String file, String pattern) {
        var found = Pattern.compile(pattern).matcher(Repository.text(file));
        assertThat(found.find()).as(file + " has " + pattern).isTrue();
        return found.group(1);
    }
}
