package io.parley.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients are told of codes, routes and parameters is what the services have. */
class ProtocolTest {

    private static final String PROTOCOL = Repository.prose("docs/protocol.md");

    private static String section(int number) {
        var begin = PROTOCOL.indexOf("\n## " + number + ".");
        var end = PROTOCOL.indexOf("\n## " + (number + 1) + ".");
        return PROTOCOL.substring(begin, end);
    }

    @Test
    void theTableOfErrorsIsTheRegistryAndSaysWhoMakesEach() {
        assertThat(ErrorTable.told(section(4)))
                .containsExactlyInAnyOrderElementsOf(ErrorTable.real());
    }

    @ParameterizedTest
    @CsvSource({
        "`conflict` | 409 |, `conflict` | 410 |",
        "| message | - |, | message | event |",
        "| gateway | fatal |, | user | fatal |",
        "| `internal` |, | `external` |"
    })
    void aMistakeInTheTableOfErrorsIsFound(String right, String wrong) {
        var table = section(4);

        assertThat(table).contains(right);
        assertThat(new HashSet<>(ErrorTable.told(table.replace(right, wrong))))
                .isNotEqualTo(new HashSet<>(ErrorTable.real()));
    }

    @Test
    void everyRouteIsNamedAndEveryNamedOneExists() {
        assertThat(Routes.told(section(5))).isEqualTo(Routes.real());
    }

    /** Section 6 shows bodies; what it shows must exist, too. */
    @Test
    void shapesAreOfRoutesThatExist() {
        assertThat(Routes.real())
                .containsAll(
                        Routes.told(section(6)).stream()
                                .filter(route -> !route.contains("…"))
                                .toList());
    }

    @Test
    void everyParameterOfAQueryIsNamed() {
        assertThat(Routes.parameters())
                .isNotEmpty()
                .allSatisfy(
                        name ->
                                assertThat(
                                                Pattern.compile("`" + name + "`|[?&]" + name + "=")
                                                        .matcher(PROTOCOL)
                                                        .find())
                                        .as(name)
                                        .isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /auth/options", "POST /rooms", "GET /posts/updates"})
    void aRouteThatIsNotNamedIsFound(String route) {
        assertThat(Routes.real()).contains(route);
    }
}
