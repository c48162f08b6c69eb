package io.parley.model.log;

import static io.parley.model.log.Entry.BLUE;
import static io.parley.model.log.Entry.FOREIGN;
import static io.parley.model.log.Entry.PARTITION;
import static io.parley.model.log.Entry.RED;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.event.EventType;
import io.parley.model.log.SequenceFunction.Outcome;
import io.parley.model.wire.Json;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SequenceFunctionTest {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    private final SequenceFunction function = SequenceFunction.atStartOf(PARTITION);

    @Test
    void numbersRoomsIndependently() {
        next(0, Entry.message(NOON, RED, "a"));
        next(1, Entry.message(NOON, BLUE, "a"));
        next(2, Entry.message(NOON, RED, "b"));

        assertThat(function.lastSeq(RED)).isEqualTo(2);
        assertThat(function.lastSeq(BLUE)).isEqualTo(1);
    }

    @Test
    void takesARepeatForOneUpToTheVeryEndOfTheWindow() {
        next(0, Entry.message(NOON, RED, "a"));

        var atTheEnd = next(1, Entry.message(NOON.plus(SequenceFunction.WINDOW), RED, "a"));

        assertThat(atTheEnd).isInstanceOf(Outcome.Duplicate.class);
        assertThat(function.lastSeq(RED)).isEqualTo(1);
    }

    @Test
    void numbersARepeatThatComesAfterTheWindow() {
        next(0, Entry.message(NOON, RED, "a"));

        var later =
                next(1, Entry.message(NOON.plus(SequenceFunction.WINDOW).plusMillis(1), RED, "a"));

        assertThat(later).isInstanceOf(Outcome.Sequenced.class);
        assertThat(function.lastSeq(RED)).isEqualTo(2);
    }

    @Test
    void eachRepeatOpensTheWindowAnew() {
        next(0, Entry.message(NOON, RED, "a"));
        next(1, Entry.message(NOON.plusSeconds(500), RED, "a"));

        var third = next(2, Entry.message(NOON.plusSeconds(1_000), RED, "a"));

        assertThat(third).isInstanceOf(Outcome.Duplicate.class);
    }

    @Test
    void aClockThatRunsBackwardsMovesNothingBack() {
        next(0, Entry.message(NOON, RED, "a"));

        var earlier = next(1, Entry.message(NOON.minusSeconds(3_600), RED, "b"));

        assertThat(earlier)
                .isInstanceOfSatisfying(
                        Outcome.Sequenced.class,
                        sequenced -> assertThat(sequenced.event().at()).isEqualTo(NOON));
        assertThat(function.clock()).isEqualTo(NOON);
    }

    @Test
    void keepsTheNumberOfARecordThatCannotBeRead() {
        next(0, Entry.message(NOON, RED, "a"));

        var unreadable = next(1, new Entry(NOON, RED.toString(), "{\"v\":1,"));
        next(2, Entry.message(NOON, RED, "b"));

        assertThat(unreadable)
                .isInstanceOfSatisfying(
                        Outcome.Sequenced.class,
                        sequenced -> {
                            assertThat(sequenced.event().seq()).isEqualTo(2);
                            assertThat(sequenced.event().type())
                                    .isEqualTo(EventType.MESSAGE_UNREADABLE);
                            assertThat(sequenced.event().messageId().value())
                                    .isEqualTo("00000000000000110000000000000001");
                        });
        assertThat(function.lastSeq(RED)).isEqualTo(3);
    }

    @Test
    void neverNumbersForARoomOfAnotherPartitionOrForNone() {
        assertThat(next(0, Entry.message(NOON, FOREIGN, "a")))
                .isInstanceOf(Outcome.Unaddressed.class);
        assertThat(next(1, new Entry(NOON, null, "{}"))).isInstanceOf(Outcome.Unaddressed.class);
        assertThat(
                        next(
                                2,
                                new Entry(
                                        NOON,
                                        RED.toString().toUpperCase(java.util.Locale.ROOT),
                                        "{}")))
                .isInstanceOf(Outcome.Unaddressed.class);
        assertThat(function.lastSeq(FOREIGN)).isZero();
    }

    @Test
    void doesNotMoveAtAllOnARecordOfANewerRelease() {
        next(0, Entry.message(NOON, RED, "a"));

        var newer =
                next(1, new Entry(NOON.plusSeconds(60), RED.toString(), "{\"v\":99,\"new\":1}"));

        assertThat(newer).isEqualTo(new Outcome.UnknownVersion(99));
        assertThat(function.clock()).isEqualTo(NOON);
        assertThat(function.lastSeq(RED)).isEqualTo(1);
        assertThat(next(1, Entry.message(NOON, RED, "b"))).isInstanceOf(Outcome.Sequenced.class);
        assertThat(function.lastSeq(RED)).isEqualTo(2);
    }

    @Test
    void itsStateSurvivesTheWireBetweenServices() {
        var id = Entry.log(RED, "a").id();
        var snapshot =
                new PartitionSnapshot(
                        42, new SequenceFunction.State(NOON, Map.of(RED, 7L), Map.of(id, NOON)));

        var json = Json.MAPPER.writeValueAsString(snapshot);

        assertThat(Json.MAPPER.readValue(json, PartitionSnapshot.class)).isEqualTo(snapshot);
    }

    private Outcome next(long offset, Entry entry) {
        return entry.feedTo(function, offset);
    }
}
