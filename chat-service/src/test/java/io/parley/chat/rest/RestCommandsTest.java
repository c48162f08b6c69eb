package io.parley.chat.rest;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.MessageServiceStandIn;
import io.parley.chat.Pod;
import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.event.Mention;
import io.parley.model.event.RoomEvent;
import io.parley.model.message.FoldedMessage;
import io.parley.model.room.Person;
import io.parley.test.UserServiceStandIn;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Commands over HTTP: the same ids and the same order as over STOMP. */
@Tag("servers")
class RestCommandsTest {

    private static final MessageServiceStandIn MESSAGES = MessageServiceStandIn.shared();
    private static final UserServiceStandIn USERS = UserServiceStandIn.shared();
    private static final String KEY = "Idempotency-Key";
    private static final String THUMB = "/messages/1/reactions/%F0%9F%91%8D";

    private final Person ada = USERS.admin("Ada");
    private final Person ben = USERS.user("Ben");
    private final RoomId room = MESSAGES.room(RoomKind.GROUP, ada, ben);
    private final RoomClient admin = new RoomClient(Pod.first(), ada, room);
    private final RoomClient author = new RoomClient(Pod.first(), ben, room);
    private final RoomClient elsewhere = new RoomClient(Pod.second(), ben, room);

    @BeforeEach
    void benSaysHello() {
        assertThat(author.post("m1", "hello").status()).isEqualTo(201);
    }

    @Test
    void aMessageIsInTheLogWhenItIsAnswered() {
        var answer = author.post("m2", "hello again");

        assertThat(answer.status()).isEqualTo(201);
        var event = MESSAGES.history(room).getLast();
        assertThat(event.clientMsgId()).isEqualTo("m2");
        assertThat(answer.json())
                .hasToString(
                        "{\"messageId\":\"%s\",\"roomId\":\"%s\"}"
                                .formatted(event.messageId(), room));
    }

    @Test
    void aRepeatAtAnotherPodHasTheSameAnswerAndAnotherTextIsAConflict() {
        var first = author.post("m2", "hello again");

        var repeat = elsewhere.post("m2", "hello again");
        var other = elsewhere.post("m2", "bye");

        assertThat(repeat.status()).isEqualTo(201);
        assertThat(repeat.json()).isEqualTo(first.json());
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.code()).isEqualTo("conflict");
        assertThat(MESSAGES.history(room)).hasSize(2);
    }

    @Test
    void theKeyOfTheHeaderIsTheIdOfTheMessage() {
        var first = author.post(Map.of("text", "hi"), KEY, "k1");

        assertThat(elsewhere.post("k1", "hi").json()).isEqualTo(first.json());
        assertThat(author.post(Map.of("text", "hi", "clientMsgId", "k1"), KEY, "k1").json())
                .isEqualTo(first.json());
        assertThat(author.post(Map.of("text", "hi", "clientMsgId", "k2"), KEY, "k1").code())
                .isEqualTo("validation.failed");
        assertThat(author.post(Map.of("text", "hi")).json().at("/fields/0/name").asString())
                .isEqualTo("clientMsgId");
        assertThat(MESSAGES.history(room)).hasSize(2);
    }

    @Test
    void whatIsSentOneAfterAnotherKeepsItsOrderOverWhicheverPod() {
        IntStream.range(0, 20)
                .forEach(n -> (n % 3 == 0 ? elsewhere : author).post("n" + n, "message " + n));

        assertThat(MESSAGES.history(room).stream().skip(1).map(RoomEvent::clientMsgId))
                .containsExactlyElementsOf(IntStream.range(0, 20).mapToObj(n -> "n" + n).toList());
    }

    @Test
    void aMessageAnswersInAThreadAndMentions() {
        var mention = Map.of("kind", "user", "userId", ada.id().toString(), "at", 0, "length", 4);
        var answer =
                author.post(
                        Map.of(
                                "clientMsgId",
                                "m2",
                                "text",
                                "@Ada look",
                                "replySeq",
                                1,
                                "threadRoot",
                                1,
                                "mentions",
                                List.of(mention)));

        assertThat(answer.status()).isEqualTo(201);
        var message = MESSAGES.messages(room).getLast();
        assertThat(message.threadRoot()).isEqualTo(1);
        assertThat(message.replySeq()).isEqualTo(1);
        assertThat(message.mentions())
                .containsExactly(new Mention(Mention.Kind.USER, ada.id(), 0, 4));
    }

    @Test
    void whoReactsTwiceReactsOnceAndTakesItBack() {
        assertThat(admin.put(THUMB).status()).isEqualTo(204);
        assertThat(admin.put(THUMB).status()).isEqualTo(204);
        assertThat(requireNonNull(message().reactions()).getFirst().people()).hasSize(1);

        assertThat(admin.delete(THUMB).status()).isEqualTo(204);
        assertThat(message().reactions()).isNull();
    }

    @Test
    void everyEmojiFitsIntoAPath() {
        for (var emoji :
                List.of(
                        "%E2%9D%A4",
                        "%F0%9F%91%A9%E2%80%8D%F0%9F%9A%80", "%23%EF%B8%8F%E2%83%A3")) {
            assertThat(admin.put("/messages/1/reactions/" + emoji).status()).isEqualTo(204);
        }

        assertThat(requireNonNull(message().reactions()))
                .extracting(reaction -> reaction.emoji())
                .containsExactly("❤️", "👩‍🚀", "#️⃣");
    }

    @Test
    void adminsPinAndUnpin() {
        assertThat(admin.put("/pins/1").status()).isEqualTo(204);
        assertThat(message().pinned()).isNotNull();

        assertThat(admin.delete("/pins/1").status()).isEqualTo(204);
        assertThat(message().pinned()).isNull();
    }

    @Test
    void anAdminDeletesWithAReasonAndTheRepeatIsAnsweredAlike() {
        var path = "/messages/1?reason=%20off+topic";

        assertThat(admin.delete(path, KEY, "d1").status()).isEqualTo(204);
        assertThat(admin.delete(path, KEY, "d1").status()).isEqualTo(204);

        assertThat(requireNonNull(message().deleted()).reason()).isEqualTo("off topic");
        assertThat(MESSAGES.history(room)).hasSize(2);
    }

    @Test
    void theAuthorTakesBackWhatTheySaid() {
        assertThat(author.delete("/messages/1").status()).isEqualTo(204);

        assertThat(message().text()).isNull();
    }

    private FoldedMessage message() {
        return MESSAGES.messages(room).getFirst();
    }
}
