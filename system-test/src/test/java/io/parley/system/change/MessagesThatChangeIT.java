package io.parley.system.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.model.message.FoldedMessage;
import io.parley.system.Suite;
import io.parley.system.WholeSuite;
import io.parley.test.StompConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** People change messages at the same time, late, and while parts of the suite are away. */
@WholeSuite
class MessagesThatChangeIT {

    private static final int MESSAGES = 40;
    private static final int ROUNDS = 50;

    /** Plain messages, so that there are more events than are replayed. */
    private static final int FILLERS = 2_000;

    private static final int AT_ONCE = 50;

    /** Words are gone within 2 s; a machine that is busy with all tests may take longer. */
    private static final Duration GONE = Duration.ofSeconds(20);

    private final Suite suite;
    private final Suite.Account admin;
    private final Suite.Account author;
    private final ChangingRoom room;
    private final List<StompConnection> sessions = new ArrayList<>();

    MessagesThatChangeIT(Suite suite) {
        this.suite = suite;
        this.admin = suite.admin();
        this.author = suite.newUser();
        this.room = new ChangingRoom(suite, admin, author);
    }

    @AfterEach
    void leave() {
        sessions.forEach(StompConnection::close);
    }

    private StompConnection connect(Suite.Account account) {
        var session = suite.connect(account);
        sessions.add(session);
        return session;
    }

    /** From the room's first event on. */
    private StompConnection follow(Suite.Account account) {
        var session = connect(account);
        session.subscribeAndAwait(room.topic(), Map.of("x-after", "0"));
        return session;
    }

    @Test
    void ofTwoEditorsOneWinsEachTimeAndWhoWasLongAwayLearnsOfAll() {
        var followers = List.of(follow(author), follow(admin));
        var editors = List.of(connect(author), connect(author));
        var first = room.sayAndAwait(editors.getFirst(), followers.getFirst(), "the first of all");
        var away = room.head();
        var seqs = saySome(editors.getFirst(), followers.getFirst());

        for (int version = 1; version <= ROUNDS; version++) {
            race(editors, seqs, version);
        }
        fill(editors.getFirst());
        editors.getFirst().awaitReceipt(room.edit(editors.getFirst(), first, "the first, later"));

        var head = room.head();
        followers.forEach(follower -> ChangingRoom.awaitSeq(follower, head));
        var view = room.view(followers.getFirst());
        assertThat(room.view(followers.getLast())).isEqualTo(view);
        assertThat(view.stream().filter(message -> seqs.contains(message.seq())))
                .hasSize(MESSAGES)
                .allSatisfy(message -> assertThat(message.version()).isEqualTo(ROUNDS + 1));
        assertThat(room.folded()).isEqualTo(ChangingRoom.shortly(view));
        assertThatWhoWasAwayLearns(away, first, head);
    }

    private List<Long> saySome(StompConnection session, StompConnection follower) {
        IntStream.range(0, MESSAGES)
                .mapToObj(i -> room.say(session, "message " + i + "."))
                .toList()
                .forEach(session::awaitReceipt);
        return IntStream.range(0, MESSAGES)
                .mapToObj(i -> ChangingRoom.seqOf(follower, "message " + i + "."))
                .toList();
    }

    /** Both have seen this version of each message. */
    private void race(List<StompConnection> editors, List<Long> seqs, int version) {
        var receipts = new ArrayList<Runnable>();
        for (var seq : seqs) {
            for (var editor : editors) {
                var text = "version " + (version + 1) + " by " + editors.indexOf(editor);
                var receipt = room.edit(editor, seq, text, version);
                receipts.add(() -> editor.awaitReceipt(receipt));
            }
        }
        receipts.forEach(Runnable::run);
    }

    private void fill(StompConnection session) {
        for (int i = 0; i < FILLERS / AT_ONCE; i++) {
            IntStream.range(0, AT_ONCE)
                    .mapToObj(_ -> room.say(session, "filler"))
                    .toList()
                    .forEach(session::awaitReceipt);
        }
    }

    private void assertThatWhoWasAwayLearns(long away, long first, long head) {
        assertThat(head - away).isGreaterThan(6_000);
        var late = connect(author);
        late.subscribe(room.topic(), Map.of("x-after", Long.toString(away)));
        var failed = late.await(frame -> frame.body().contains("resume.failed"));
        assertThat(failed.json().get("reason").asString()).isEqualTo("too.far");

        var changes =
                suite.api()
                        .as(author)
                        .get(
                                "/messages/history/%s/changes?after=%d&limit=500"
                                        .formatted(room.id(), away))
                        .expect(200);

        assertThat(changes.get("items")).hasSize(1);
        assertThat(changes.get("items").get(0).get("seq").asLong()).isEqualTo(first);
        assertThat(changes.get("items").get(0).get("text").asString())
                .isEqualTo("the first, later");
        assertThat(changes.get("foldedTo").asLong()).isEqualTo(head);
    }

    @Test
    void deletedWordsAreFoundNowhere() {
        var doomed = deleteSomething(() -> {});

        assertThatNoWordsAreLeft(doomed);
    }

    @Test
    void deletedWordsDoNotComeBackWithAnEmptyRedis() {
        var redis = suite.stack().member("redis");

        var doomed = deleteSomething(() -> redis.process().kill());

        await().atMost(Duration.ofMinutes(1)).until(redis::isReady);
        assertThatEventsFlow();
        assertThatNoWordsAreLeft(doomed);
    }

    @Test
    void deletedWordsDoNotComeBackWithAnotherPod() {
        var pod = suite.stack().member("chat-1");

        var doomed = deleteSomething(() -> pod.process().kill());

        await().atMost(Duration.ofMinutes(1)).until(pod::isReady);
        assertThatEventsFlow();
        assertThatNoWordsAreLeft(doomed);
    }

    /** A message and an edit of it, with words that stand nowhere else. */
    private record Doomed(String word, String edited, long seq, long deletion, Instant receipt) {}

    /**
     * @param meanwhile right after the receipt of the deletion
     */
    private Doomed deleteSomething(Runnable meanwhile) {
        var word = word();
        var edited = word();
        var session = connect(author);
        var follower = follow(admin);
        IntStream.range(0, 5).forEach(i -> room.sayAndAwait(session, follower, "before " + i));
        var seq = room.sayAndAwait(session, follower, word);
        session.awaitReceipt(room.edit(session, seq, edited));
        follower.await(frame -> frame.body().contains(edited));
        assertThat(new WordSearch(suite, author, room.id()).places(word, seq - 1)).isNotEmpty();

        session.awaitReceipt(room.delete(session, seq));
        var receipt = Instant.now();
        meanwhile.run();

        return new Doomed(word, edited, seq, seq + 2, receipt);
    }

    /** Letters only, so that it is the same wherever it stands. */
    private static String word() {
        return "word" + UUID.randomUUID().toString().replaceAll("[0-9-]", "");
    }

    private void assertThatNoWordsAreLeft(Doomed doomed) {
        var search = new WordSearch(suite, author, room.id());
        var places = LongStream.of(0, doomed.seq - 1, doomed.seq, doomed.deletion - 1).toArray();
        await().atMost(GONE)
                .untilAsserted(
                        () -> {
                            assertThat(search.places(doomed.word, places)).isEmpty();
                            assertThat(search.places(doomed.edited, places)).isEmpty();
                        });
        System.out.printf(
                "Deleted words: found nowhere %d ms after the receipt, looks included%n",
                Duration.between(doomed.receipt, Instant.now()).toMillis());
        var follower = follow(author);
        ChangingRoom.awaitSeq(follower, doomed.deletion);
        assertThat(room.view(follower).stream().filter(m -> m.seq() == doomed.seq))
                .singleElement()
                .extracting(FoldedMessage::deleted)
                .isNotNull();
    }

    /** On both pods, as people who connect again after something broke. */
    private void assertThatEventsFlow() {
        for (var person : List.of(author, admin)) {
            var text = "flows " + UUID.randomUUID();
            await().atMost(Duration.ofMinutes(1))
                    .ignoreExceptionsMatching(_ -> true)
                    .until(
                            () -> {
                                try (var session = suite.connect(person)) {
                                    session.subscribeAndAwait(room.topic(), Map.of("x-tail", "0"));
                                    room.say(session, text);
                                    session.await(frame -> frame.body().contains(text));
                                    return true;
                                }
                            });
        }
    }

    @Test
    void hotMessagesCanBeChangedWhileTheArchiveIsAway() {
        var archive = suite.stack().member("message-service");
        var session = connect(author);
        session.subscribeAndAwait("/user/queue/errors", Map.of());
        var follower = follow(admin);
        var old = room.sayAndAwait(session, follower, "an old one");
        var gone = room.sayAndAwait(session, follower, "one that goes");
        session.awaitReceipt(room.delete(session, gone));
        var hot = room.sayAndAwait(session, follower, "a new one");

        archive.process().kill();
        var ofHot = room.edit(session, hot, "a new one, changed");
        var ofOld = room.edit(session, old, "an old one, changed");

        session.awaitReceipt(ofHot);
        var refused = session.await(frame -> frame.body().contains(ofOld));
        assertThat(refused.json().get("code").asString()).isEqualTo("unavailable");
        await().atMost(Duration.ofMinutes(1)).until(archive::isReady);
        assertThatTheOldOneCanBeChanged(old);
        ChangingRoom.awaitSeq(follower, room.head());
        assertThat(room.folded()).isEqualTo(ChangingRoom.shortly(room.view(follower)));
    }

    private void assertThatTheOldOneCanBeChanged(long old) {
        var session = connect(author);
        await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> {
                            var receipt = room.edit(session, old, "an old one, changed");
                            return session.await(
                                            frame ->
                                                    frame.body().contains(receipt)
                                                            || receipt.equals(
                                                                    frame.header("receipt-id")))
                                    .is("RECEIPT");
                        });
        assertThat(room.folded().get(old)).isEqualTo("an old one, changed/2");
    }
}
