package io.parley.chaos.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PayloadFilterTest {

    private static final String ANSWERS =
            "+OK\r\n:12\r\n$-1\r\n_\r\n%1\r\n$6\r\nserver\r\n$5\r\nre\r\nd\r\n*2\r\n*0\r\n#t\r\n";
    private static final String SUBSCRIBED = ">3\r\n$9\r\nsubscribe\r\n$1\r\nc\r\n:1\r\n";

    private final PayloadRule rule = new PayloadRule(channel -> channel.startsWith("c"));
    private final PayloadFilter filter = new PayloadFilter(rule);

    private static String payload(String form, String channel, String text) {
        return "%s3\r\n$7\r\nmessage\r\n$%d\r\n%s\r\n$%d\r\n%s\r\n"
                .formatted(form, channel.length(), channel, text.length(), text);
    }

    private List<String> pass(String text) {
        return filter.pass(text.getBytes(US_ASCII)).stream()
                .map(piece -> new String(piece.bytes(), US_ASCII))
                .toList();
    }

    @Test
    void cutsAnswersWhereTheyEndHoweverTheyArrive() {
        var all = ANSWERS + SUBSCRIBED + payload(">", "c", "hello");
        var pieces = new ArrayList<String>();

        Arrays.stream(all.split("(?<=.|\\n|\\r)", -1)).forEach(c -> pieces.addAll(pass(c)));

        assertThat(String.join("", pieces)).isEqualTo(all);
        assertThat(pieces).hasSize(8);
    }

    @Test
    void dropsEachSecondPayloadOfTheChannelsInQuestionAndNothingElse() {
        rule.dropEvery(2);

        var left =
                pass(
                        SUBSCRIBED
                                + payload(">", "c1", "one")
                                + payload(">", "other", "two")
                                + payload("*", "c2", "three")
                                + ANSWERS
                                + payload(">", "c1", "four"));

        assertThat(String.join("", left))
                .isEqualTo(
                        SUBSCRIBED
                                + payload(">", "c1", "one")
                                + payload(">", "other", "two")
                                + ANSWERS
                                + payload(">", "c1", "four"));
        assertThat(rule.hits()).isEqualTo(1);
    }

    @Test
    void holdsPayloadsBackUntilItIsHealed() {
        rule.delayEvery(1, Duration.ofSeconds(5));
        assertThat(filter.pass(payload(">", "c", "late").getBytes(US_ASCII)))
                .singleElement()
                .satisfies(piece -> assertThat(piece.hold()).isEqualTo(Duration.ofSeconds(5)));

        rule.heal();

        assertThat(filter.pass(payload(">", "c", "soon").getBytes(US_ASCII)))
                .singleElement()
                .satisfies(piece -> assertThat(piece.hold()).isZero());
    }
}
