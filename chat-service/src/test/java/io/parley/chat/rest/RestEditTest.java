package io.parley.chat.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.MessageServiceStandIn;
import io.parley.chat.Pod;
import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.message.FoldedMessage;
import io.parley.model.room.Person;
import io.parley.test.UserServiceStandIn;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an author is told of an edit over HTTP: what came of it, not only that it is in the log. */
@Tag("servers")
class RestEditTest {

    private static final MessageServiceStandIn MESSAGES = MessageServiceStandIn.shared();
    private static final UserServiceStandIn USERS = UserServiceStandIn.shared();
    private static final String KEY = "Idempotency-Key";
    private static final String IF_MATCH = "If-Match";

    private final Person ada = USERS.admin("Ada");
    private final Person ben = USERS.user("Ben");
    private final RoomId room = MESSAGES.room(RoomKind.GROUP, ada, ben);
    private final RoomClient author = new RoomClient(Pod.first(), ben, room);
    private final RoomClient elsewhere = new RoomClient(Pod.second(), ben, room);

    @BeforeEach
    void benSaysHello() {
        assertThat(author.post("m1", "hello").status()).isEqualTo(201);
    }

    @AfterEach
    void comeBack() {
        MESSAGES.setAway(false);
    }

    @Test
    void theAnswerIsTheMessageWithItsNewVersion() {
        var answer = author.edit(1, "hello, all", IF_MATCH, "\"1\"");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("ETag")).isEqualTo("\"2\"");
        assertThat(answer.json().path("text").asString()).isEqualTo("hello, all");
        assertThat(answer.json().path("version").asInt()).isEqualTo(2);
        assertThat(answer.json().path("foldedTo").asInt()).isEqualTo(2);
        assertThat(message().text()).isEqualTo("hello, all");
    }

    @Test
    void theSecondOfTwoEditsOfOneVersionChangesNothingAndIsTold() {
        author.edit(1, "hello, all", IF_MATCH, "\"1\"");

        var second = elsewhere.edit(1, "hello, world", IF_MATCH, "\"1\"");

        assertThat(second.status()).isEqualTo(412);
        assertThat(second.code()).isEqualTo("precondition.failed");
        assertThat(message().text()).isEqualTo("hello, all");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "\"1\"", "W/\"1\"", "\"1-gzip\""})
    void whicheverTagNamesTheVersionTheEditCounts(String tag) {
        assertThat(author.edit(1, "hello, all", IF_MATCH, tag).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"0\"", "\"2\"", "\"101\"", "\"x\"", "1", "\"\""})
    void noTagOfAnotherVersionLetsItPass(String tag) {
        var answer = author.edit(1, "hello, all", IF_MATCH, tag);

        assertThat(answer.status()).isEqualTo(412);
        assertThat(message().version()).isEqualTo(1);
    }

    @Test
    void severalTagsAreRefused() {
        assertThat(author.edit(1, "hello, all", IF_MATCH, "\"1\", \"2\"").code())
                .isEqualTo("validation.failed");
    }

    @Test
    void aRepeatIsAnsweredAsTheFirstOneWasWhateverCameAfterIt() {
        var first = author.edit(1, "hello, all", KEY, "e1");
        author.edit(1, "hello, world");

        var repeat = elsewhere.edit(1, "hello, all", KEY, "e1");

        assertThat(repeat.status()).isEqualTo(200);
        assertThat(repeat.json()).isEqualTo(first.json());
        assertThat(message().text()).isEqualTo("hello, world");
        assertThat(elsewhere.edit(1, "another", KEY, "e1").code()).isEqualTo("conflict");
    }

    @Test
    void aRepeatOfTheEditThatCameTooLateIsToldTheSame() {
        author.edit(1, "hello, all", IF_MATCH, "\"1\"");
        author.edit(1, "hello, world", IF_MATCH, "\"1\"", KEY, "late");

        var repeat = elsewhere.edit(1, "hello, world", IF_MATCH, "\"1\"", KEY, "late");

        assertThat(repeat.code()).isEqualTo("precondition.failed");
        assertThat(MESSAGES.history(room)).hasSize(3);
    }

    @Test
    void aRepeatAfterTheMessageWasDeletedShowsNoWords() {
        author.edit(1, "hello, all", KEY, "e1");
        author.delete("/messages/1");

        var repeat = elsewhere.edit(1, "hello, all", KEY, "e1");

        assertThat(repeat.status()).isEqualTo(404);
        assertThat(repeat.json().toString()).contains("message.not.found").doesNotContain("hello");
    }

    @Test
    void whatCannotBeSeenInTimeIsInTheLogAndSaidToBe() {
        // Its room and its message are at hand, so that taking the edit needs nobody
        try (var reader = Pod.first().connect(ben)) {
            reader.subscribeAndAwait("/topic/rooms/" + room, Map.of("x-after", "0"));
            author.edit(1, "hello, all");
            reader.await(frame -> "message.edited".equals(frame.header("x-type")));
        }
        MESSAGES.setAway(true);

        var answer = author.edit(1, "hello, world");

        MESSAGES.setAway(false);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().path("eventId").asString())
                .isEqualTo(MESSAGES.history(room).getLast().messageId().toString());
    }

    @Test
    void oneEditMoreThanAMessageMayHaveIsAConflict() {
        try (var session = Pod.first().connect(ben)) {
            for (var n = 2; n < 100; n++) {
                session.send(
                        "/app/rooms/" + room + "/edit",
                        Map.of("clientMsgId", "e" + n, "seq", 1, "text", "edit " + n));
            }
            session.sendAndAwait(
                    "/app/rooms/" + room + "/edit",
                    Map.of("clientMsgId", "last", "seq", 1, "text", "the last one"));
        }
        assertThat(message().version()).isEqualTo(100);

        var answer = author.edit(1, "one more", IF_MATCH, "\"100\"");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("conflict");
        assertThat(message().text()).isEqualTo("the last one");
    }

    private FoldedMessage message() {
        return MESSAGES.messages(room).getFirst();
    }
}
