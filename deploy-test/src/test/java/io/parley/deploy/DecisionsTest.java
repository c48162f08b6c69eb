package io.parley.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The index of decisions has all of them, each under its own number and title. */
class DecisionsTest {

    private static final String FOLDER = "docs/decisions/";
    private static final Pattern NAME = Pattern.compile(FOLDER + "(\\d{4})-[a-z0-9-]+\\.md");
    private static final Pattern TITLE =
            Pattern.compile("\\A# (?:\\d+\\.? )?([^\\n]+)\\n", Pattern.UNIX_LINES);
    private static final Pattern ROW =
            Pattern.compile(
                    "(?m)^\\| \\[(\\d{4})]\\((\\d{4}-[a-z0-9-]+\\.md)\\) \\| ([^|]+) \\| ([^|]+)"
                            + " \\|$");

    private static List<String> pages() {
        return Sources.files("docs/decisions", ".md")
                .filter(file -> !file.equals(FOLDER + "README.md"))
                .toList();
    }

    @Test
    void theIndexHasEveryDecisionWithItsTitle() {
        var titles = new TreeMap<String, String>();
        for (var page : pages()) {
            var title = TITLE.matcher(Repository.text(page));
            assertThat(title.find()).as(page + " begins with its title").isTrue();
            titles.put(page.substring(FOLDER.length()), title.group(1));
        }
        var listed = new TreeMap<String, String>();
        ROW.matcher(Repository.text(FOLDER + "README.md"))
                .results()
                .forEach(row -> listed.put(row.group(2), row.group(3)));

        assertThat(listed).isEqualTo(Map.copyOf(titles));
    }

    @Test
    void everyNumberIsGivenOnceAndInOrder() {
        var numbers =
                ROW.matcher(Repository.text(FOLDER + "README.md"))
                        .results()
                        .map(row -> row.group(1) + row.group(2).substring(0, 4))
                        .toList();

        assertThat(pages())
                .allSatisfy(page -> assertThat(NAME.matcher(page).matches()).as(page).isTrue());
        assertThat(numbers)
                .isSorted()
                .doesNotHaveDuplicates()
                .allSatisfy(both -> assertThat(both.substring(0, 4)).isEqualTo(both.substring(4)));
    }
}
