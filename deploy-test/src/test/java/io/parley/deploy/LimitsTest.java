package io.parley.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers in prose are the defaults of the settings that they speak of. */
class LimitsTest {

    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\| ([^|]*) \\|$");
    private static final Pattern SETTING = Pattern.compile("`(PARLEY_[A-Z_]+)`");
    private static final Pattern LIMIT =
            Pattern.compile(
                    "_PER_|_MAX_|_WAITING$|_IN_FLIGHT$|_BURST$|_WITHIN$|_QUEUE$|_UNRECEIPTED");
    private static final Map<String, String> DEFAULTS = defaults();

    private static Map<String, String> defaults() {
        var all = new TreeMap<String, String>();
        Repository.SERVICES.forEach(service -> all.putAll(ServiceSettings.defaults(service)));
        return all;
    }

    /** As prose writes it: 64KB is 64 KiB, 20000 is 20,000, 5s is 5 s. */
    private static String written(String setting) {
        var value = DEFAULTS.getOrDefault(setting, "");
        var parts = Pattern.compile("(\\d+)(ms|s|m|h|d|KB|MB|)").matcher(value);
        assertThat(parts.matches()).as(setting + " has a number: " + value).isTrue();
        var number = String.format(Locale.ROOT, "%,d", Long.parseLong(parts.group(1)));
        return switch (parts.group(2)) {
            case "" -> number;
            case "KB" -> number + " KiB";
            case "MB" -> number + " MiB";
            case "m" -> number + " min";
            case "d" -> number + " days";
            default -> number + " " + parts.group(2);
        };
    }

    private static Stream<List<String>> rows() {
        var text = Repository.text("docs/reliability.md");
        var table = text.substring(text.indexOf("\n## Limits"));
        return ROW.matcher(table)
                .results()
                .map(row -> List.of(row.group(1), row.group(2), row.group(4)))
                .filter(row -> !row.getFirst().matches("-+|What"));
    }

    /** A row without a setting is of constants, and says so. */
    @Test
    void theTableOfLimitsHasTheDefaults() {
        assertThat(rows())
                .isNotEmpty()
                .allSatisfy(
                        row -> {
                            var settings =
                                    SETTING.matcher(row.get(2)).results().map(s -> s.group(1));
                            var names = settings.toList();
                            assertThat(names.isEmpty())
                                    .as("either a setting or a constant: " + row)
                                    .isEqualTo(row.get(2).equals("constant"));
                            assertThat(names)
                                    .allSatisfy(
                                            name ->
                                                    assertThat(numbers(row.get(1)))
                                                            .as(row + " has that of " + name)
                                                            .contains(number(name)));
                        });
    }

    private static List<String> numbers(String cell) {
        return Pattern.compile("[\\d,]*\\d").matcher(cell).results().map(n -> n.group()).toList();
    }

    private static String number(String setting) {
        return written(setting).split(" ", 2)[0];
    }

    /** By its name a setting shows that it limits something. */
    @Test
    void theTableOfLimitsHasEveryLimit() {
        var table = Repository.text("docs/reliability.md");

        assertThat(
                        SettingsTable.names(SettingsTable.read().rows().stream()).stream()
                                .filter(name -> LIMIT.matcher(name).find())
                                .filter(name -> !table.contains('`' + name + '`')))
                .as("limits that docs/reliability.md does not name")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PARLEY_CONNECT_WITHIN | within %s of the upgrade",
                "PARLEY_HEART_BEAT | heart-beat` (%s both ways)",
                "PARLEY_HEART_BEAT | silent for %s is asked",
                "PARLEY_SILENT_FOR | cut after %s of silence",
                "PARLEY_MAX_FRAME | a frame has %s",
                "PARLEY_FRAMES_PER_SECOND | takes %s WebSocket frames a second",
                "PARLEY_SENDS_PER_SECOND | has %s sends a second",
                "PARLEY_SEND_BURST | (%s at once) and",
                "PARLEY_UNRECEIPTED_SENDS | and %s without receipt",
                "PARLEY_SUBSCRIPTIONS_PER_SESSION | %s subscriptions a session",
                "PARLEY_SESSIONS_PER_USER | %s sessions a person",
                "PARLEY_SESSION_QUEUE | At most %s wait for a client",
                "PARLEY_SLOW_AFTER | takes nothing for %s is closed with 4008",
                "PARLEY_CONNECTIONS_PER_ADDRESS | have %s WebSockets open",
                "PARLEY_CONNECTS_PER_SECOND | looks at %s CONNECTs a second",
                "PARLEY_RESUME_EVENTS | More than %s behind",
                "PARLEY_POLICY_REFUSE_AFTER | could not hear of changes for %s refuses",
                "PARLEY_POLICY_CLOSE_AFTER | after %s it closes its sessions",
                "PARLEY_SIGN_INS_PER_MINUTE | password reset %s a minute",
                "PARLEY_REFRESHES_PER_MINUTE | `logout` %s",
                "PARLEY_REQUESTS_PER_SECOND | an account %s a second",
                "PARLEY_ADDRESS_REQUESTS_PER_SECOND | an address %s a second",
                "PARLEY_POSTS_MAX_FOLLOWERS_PER_PERSON | %s streams a person",
                "PARLEY_POSTS_MAX_FOLLOWERS_PER_ADDRESS | %s an address: 429",
                "PARLEY_POSTS_MAX_FOLLOWERS | %s in all: 503",
            })
    void theProtocolHasTheDefaults(String setting, String phrase) {
        assertThat(Repository.prose("docs/protocol.md"))
                .contains(phrase.formatted(written(setting)));
    }
}
