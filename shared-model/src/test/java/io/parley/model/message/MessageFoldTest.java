package io.parley.model.message;

import static io.parley.model.message.Talk.ADA;
import static io.parley.model.message.Talk.BEN;
import static io.parley.model.message.Talk.CLEO;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.model.RoomSettings;
import io.parley.model.RoomSettings.Reactions;
import io.parley.model.event.Actor;
import io.parley.model.event.EventData;
import io.parley.model.event.EventData.Reaction.Op;
import io.parley.model.event.EventJson;
import io.parley.model.event.Mention;
import io.parley.model.event.RoomEvent;
import io.parley.model.wire.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What events make of messages; the samples are what the web client's tests read, too. */
class MessageFoldTest {

    private static final List<Actor> PEOPLE = List.of(ADA, BEN, CLEO);
    private static final List<String> EMOJI = List.of("👍", "❤️", "🎉");

    @ParameterizedTest
    @ValueSource(strings = {"changes", "races", "redacted", "limits", "everything", "threads"})
    void foldsEachSampleToItsMessages(String name) throws IOException {
        var sample = sample(name);
        var events =
                sample.path("events")
                        .valueStream()
                        .map(event -> EventJson.read(event.toString()))
                        .toList();

        var messages = Json.MAPPER.writeValueAsString(MessageFold.fold(events));

        assertThat(messages).isEqualTo(sample.path("messages").toString());
    }

    @Test
    void ofTwoEditsOfOneVersionTheFirstCounts() {
        var talk = new Talk().says(BEN, "one").edits(BEN, 1, "two", 1).edits(BEN, 1, "three", 1);

        assertThat(only(talk).text()).isEqualTo("two");
        assertThat(only(talk).version()).isEqualTo(2);
    }

    @Test
    void nobodyElseChangesTheWordsOfAMessageNotEvenAnAdmin() {
        assertThat(only(new Talk().says(BEN, "mine").edits(ADA, 1, "hers")).text())
                .isEqualTo("mine");
    }

    @Test
    void aUserDoesNotDeleteWhatAnotherSaidAndAnAdminDoes() {
        assertThat(only(new Talk().says(BEN, "mine").deletes(CLEO, 1, null)).text())
                .isEqualTo("mine");
        assertThat(only(new Talk().says(BEN, "mine").deletes(ADA, 1, "rude")).deleted())
                .matches(deletion -> "rude".equals(deletion.reason()));
    }

    /** Who reads one message and then its changes comes to what the whole room comes to. */
    @Test
    void whatNamesAMessageBeforeItIsThereChangesNothing() {
        var talk = new Talk().edits(BEN, 2, "too early").says(BEN, "words").events();
        var message = MessageFold.apply(null, talk.getLast());

        assertThat(MessageFold.apply(message, talk.getFirst())).isEqualTo(message);
        assertThat(MessageFold.fold(talk)).containsExactly(message);
    }

    @Test
    void anEditReplacesTheMentionsAndADeletionLeavesTheThread() {
        var mention = List.of(new Mention(Mention.Kind.USER, BEN.id(), 0, 4));
        var talk =
                new Talk()
                        .says(ADA, "root")
                        .threads(CLEO, 1L, "@Ben look", mention)
                        .rewords(CLEO, 2, "@Ben look", List.of());

        var edited = MessageFold.fold(talk.events()).getLast();
        assertThat(edited.mentions()).isNull();
        assertThat(edited.version()).isEqualTo(2);
        assertThat(edited.threadRoot()).isEqualTo(1);

        var deleted = MessageFold.fold(talk.deletes(CLEO, 2, null).events()).getLast();
        assertThat(deleted.deleted()).isNotNull();
        assertThat(deleted.threadRoot()).isEqualTo(1);
    }

    @Property(tries = 2_000)
    void eventByEventItComesToTheSame(@ForAll("talks") List<RoomEvent> talk) {
        var messages = new TreeMap<Long, FoldedMessage>();
        for (var event : talk) {
            var seq = event.target().map(target -> target.seq()).orElse(event.seq());
            messages.compute(seq, (_, before) -> MessageFold.apply(before, event));
        }

        assertThat(MessageFold.fold(talk)).containsExactlyElementsOf(messages.values());
    }

    /** What was deleted may be taken out of every copy without anybody seeing another room. */
    @Property(tries = 2_000)
    void deletedWordsAreNotMissed(@ForAll("talks") List<RoomEvent> talk) {
        var gone = new HashSet<Long>();
        MessageFold.fold(talk).stream()
                .filter(message -> message.deleted() != null)
                .forEach(message -> gone.add(message.seq()));

        var redacted =
                talk.stream()
                        .map(
                                event ->
                                        gone.contains(
                                                        event.target()
                                                                .map(target -> target.seq())
                                                                .orElse(event.seq()))
                                                ? event.redacted()
                                                : event)
                        .toList();

        assertThat(MessageFold.fold(redacted)).containsExactlyElementsOf(MessageFold.fold(talk));
    }

    @Property(tries = 500)
    void aRepeatedReactionChangesNothing(@ForAll("talks") List<RoomEvent> talk) {
        var twice = new ArrayList<RoomEvent>();
        for (var event : talk) {
            twice.add(event);
            if (event.data() instanceof EventData.ReactionChanged) {
                twice.add(event);
            }
        }

        assertThat(MessageFold.fold(twice)).containsExactlyElementsOf(MessageFold.fold(talk));
    }

    @Property(tries = 500)
    void anEventIsTheSameAfterItWasWrittenAndRead(@ForAll("talks") List<RoomEvent> talk) {
        for (var event : talk) {
            assertThat(EventJson.read(EventJson.write(event))).isEqualTo(event);
            assertThat(EventJson.read(EventJson.write(event.redacted())))
                    .isEqualTo(event.redacted());
        }
    }

    @Provide
    Arbitrary<List<RoomEvent>> talks() {
        return Combinators.combine(
                        Arbitraries.of(PEOPLE),
                        Arbitraries.integers().between(0, 12),
                        Arbitraries.longs().between(1, 12),
                        Arbitraries.of(EMOJI),
                        Arbitraries.integers().between(1, 3))
                .as(MessageFoldTest::step)
                .list()
                .ofMaxSize(40)
                .map(
                        steps -> {
                            var talk = new Talk();
                            steps.forEach(step -> step.accept(talk));
                            return talk.events();
                        });
    }

    static Consumer<Talk> step(Actor by, int kind, long seq, String emoji, int version) {
        return talk -> {
            switch (kind) {
                case 0, 1 -> talk.says(by, "text " + version);
                case 2 -> talk.replies(by, seq, "answer " + version);
                case 3 -> talk.edits(by, seq, "other " + version);
                case 4 -> talk.edits(by, seq, "newer " + version, version);
                case 5 -> talk.deletes(by, seq, version == 1 ? "reason" : null);
                case 6 -> talk.reacts(by, seq, emoji, version == 1 ? Op.REMOVE : Op.ADD);
                case 7 -> talk.pins(by, seq, version != 1);
                case 8, 9 -> talk.threads(by, seq, "@Ada: in a thread " + version, mentions(by));
                case 10 -> talk.rewords(by, seq, "@Ben: other " + version, mentions(by));
                case 11 -> talk.sets(by, settings(version));
                default -> talk.joins(by);
            }
        };
    }

    private static RoomSettings settings(long window) {
        return new RoomSettings(window, null, null, Reactions.OFF, null, null, null, null);
    }

    /** Of the first four characters. */
    private static List<Mention> mentions(Actor by) {
        return List.of(
                by.equals(ADA)
                        ? new Mention(Mention.Kind.ROOM, null, 0, 4)
                        : new Mention(Mention.Kind.USER, by.id(), 0, 4));
    }

    private static FoldedMessage only(Talk talk) {
        assertThat(MessageFold.fold(talk.events())).hasSize(1);
        return MessageFold.fold(talk.events()).getFirst();
    }

    private static JsonNode sample(String name) throws IOException {
        try (var file = MessageFoldTest.class.getResourceAsStream("/fold/" + name + ".json")) {
            return Json.MAPPER.readTree(file.readAllBytes());
        }
    }
}
