package io.parley.chat.command;

import static io.parley.chat.Answers.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.MessageServiceStandIn;
import io.parley.chat.Pod;
import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.event.Mention;
import io.parley.model.message.FoldedMessage;
import io.parley.model.room.Person;
import io.parley.test.StompConnection;
import io.parley.test.UserServiceStandIn;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threads and mentions over STOMP: what becomes an event, and what is refused. */
@Tag("servers")
class ThreadsAndMentionsTest {

    private static final MessageServiceStandIn MESSAGES = MessageServiceStandIn.shared();
    private static final UserServiceStandIn USERS = UserServiceStandIn.shared();
    private static final Map<String, Object> ALL = Map.of("kind", "room", "at", 0, "length", 4);

    private final Person ada = USERS.admin("Ada");
    private final Person ben = USERS.user("Ben");
    private final Person outsider = USERS.user("Otto");
    private final RoomId room = MESSAGES.room(RoomKind.GROUP, ada, ben);
    private final StompConnection admin = Pod.first().connect(ada);
    private final StompConnection author = Pod.second().connect(ben);

    @BeforeEach
    void benSaysHello() {
        author.sendAndAwait(to("send"), Map.of("clientMsgId", "m1", "text", "hello"));
    }

    @AfterEach
    void hangUp() {
        MESSAGES.setAway(false);
        admin.close();
        author.close();
    }

    @Test
    void aMessageBelongsToTheThreadOfAnotherAndMayAnswerInIt() {
        admin.sendAndAwait(to("send"), inThread("t1", 1));
        var answer = new HashMap<>(inThread("t2", 1));
        answer.put("replySeq", 2);
        author.sendAndAwait(to("send"), answer);

        assertThat(MESSAGES.messages(room))
                .extracting(FoldedMessage::threadRoot)
                .containsExactly(null, 1L, 1L);
        assertThat(MESSAGES.messages(room).getLast().replySeq()).isEqualTo(2);
    }

    @Test
    void aThreadHasNoThreadsAndNoneOfWhatIsNotThere() {
        admin.sendAndAwait(to("send"), inThread("t1", 1));
        author.sendAndAwait(to("send"), Map.of("clientMsgId", "m3", "text", "gone soon"));
        author.sendAndAwait(to("delete"), Map.of("clientMsgId", "d1", "seq", 3));
        var records = MESSAGES.records(room);

        assertRefused(admin, admin.send(to("send"), inThread("t2", 2)), "validation.failed");
        assertRefused(admin, admin.send(to("send"), inThread("t3", 3)), "message.not.found");
        assertRefused(admin, admin.send(to("send"), inThread("t4", 4)), "message.not.found");
        assertRefused(admin, admin.send(to("send"), inThread("t5", 99)), "message.not.found");
        assertRefused(admin, admin.send(to("send"), inThread("t6", 0)), "validation.failed");
        assertThat(MESSAGES.records(room)).isEqualTo(records);
    }

    @Test
    void aRepeatIntoAThreadCountsOnceAlsoWhereItsRootWasDeletedMeanwhile() {
        admin.sendAndAwait(to("send"), inThread("t1", 1));
        author.sendAndAwait(to("delete"), Map.of("clientMsgId", "d1", "seq", 1));
        var records = MESSAGES.records(room);

        admin.awaitReceipt(admin.send(to("send"), inThread("t1", 1), Map.of("x-repeat", "true")));

        assertThat(MESSAGES.records(room)).isEqualTo(records);
    }

    @Test
    void theSameWordsInAnotherThreadUnderTheSameIdAreAConflict() {
        author.sendAndAwait(to("send"), Map.of("clientMsgId", "m2", "text", "another root"));
        admin.sendAndAwait(to("send"), inThread("t1", 1));

        assertRefused(admin, admin.send(to("send"), inThread("t1", 2)), "conflict");
    }

    @Test
    void peopleTheRoomAndItsAdminsAreMentionedAndAnEditReplacesThat() {
        var mentions = List.of(user(ada, 0, 4), Map.of("kind", "admins", "at", 5, "length", 7));
        author.sendAndAwait(to("send"), mentioning("@Ada @admins look", mentions));
        assertThat(MESSAGES.messages(room).getLast().mentions())
                .containsExactly(
                        new Mention(Mention.Kind.USER, ada.id(), 0, 4),
                        new Mention(Mention.Kind.ADMINS, null, 5, 7));

        var edit = new HashMap<>(mentioning("@all look", List.of(ALL)));
        edit.putAll(Map.of("clientMsgId", "e1", "seq", 2));
        author.sendAndAwait(to("edit"), edit);
        assertThat(MESSAGES.messages(room).getLast().mentions())
                .containsExactly(new Mention(Mention.Kind.ROOM, null, 0, 4));

        author.sendAndAwait(to("edit"), Map.of("clientMsgId", "e2", "seq", 2, "text", "@all look"));
        assertThat(MESSAGES.messages(room).getLast().mentions()).isNull();
        assertThat(MESSAGES.messages(room).getLast().version()).isEqualTo(3);
    }

    @Test
    void whoIsNotInTheRoomIsNotMentionedNeitherInAMessageNorInAnEdit() {
        var message = mentioning("@Otto", List.of(user(outsider, 0, 5)));
        assertRefused(author, author.send(to("send"), message), "validation.failed");

        var edit = new HashMap<>(message);
        edit.putAll(Map.of("clientMsgId", "e1", "seq", 1));
        assertRefused(author, author.send(to("edit"), edit), "validation.failed");

        var nobody = Map.of("kind", "user", "userId", UUID.randomUUID(), "at", 0, "length", 5);
        assertRefused(
                author,
                author.send(to("send"), mentioning("@Nobody", List.of(nobody))),
                "validation.failed");
        assertThat(MESSAGES.history(room)).hasSize(1);
    }

    @Test
    void inADirectRoomNobodyCallsEverybody() {
        var direct = MESSAGES.room(RoomKind.DIRECT, ada, ben);
        var message = mentioning("@all!", List.of(ALL));

        assertRefused(
                author, author.send("/app/rooms/" + direct + "/send", message), "policy.denied");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\":\"user\",\"at\":0,\"length\":1}",
                "{\"kind\":\"user\",\"userId\":\"x\",\"at\":0,\"length\":1}",
                "{\"kind\":\"user\",\"userId\":{},\"at\":0,\"length\":1}",
                "{\"kind\":\"everybody\",\"at\":0,\"length\":1}",
                "{\"at\":0,\"length\":1}",
                "{\"kind\":\"room\",\"at\":-1,\"length\":1}",
                "{\"kind\":\"room\",\"at\":0,\"length\":0}",
                "{\"kind\":\"room\",\"at\":0,\"length\":4}",
                "{\"kind\":\"room\",\"at\":2147483647,\"length\":2147483647}",
                "{\"kind\":\"room\",\"at\":1e3,\"length\":1}",
                "{\"kind\":\"room\",\"at\":\"0\",\"length\":1}",
                "{\"kind\":\"room\",\"at\":0.5,\"length\":1}",
                "{\"kind\":\"room\",\"at\":2,\"length\":1}",
                "{\"kind\":\"room\",\"at\":0,\"length\":2}",
                "null",
                "[]",
                "7",
            })
    void refusesAMentionThatIsNoStretchOfItsText(String mention) {
        assertThat(read("a👋", "[" + mention + "]"))
                .isInstanceOf(CommandReader.Result.Invalid.class);
    }

    @Test
    void refusesMentionsThatOverlapOrAreTooMany() {
        var one = "{\"kind\":\"room\",\"at\":0,\"length\":2}";
        assertThat(read("abc", "[" + one + "," + one + "]"))
                .isInstanceOf(CommandReader.Result.Invalid.class);
        var tooMany = String.join(",", Collections.nCopies(51, one));
        assertThat(read("abc", "[" + tooMany + "]"))
                .isInstanceOf(CommandReader.Result.Invalid.class);
        assertThat(read("abc", "{}")).isInstanceOf(CommandReader.Result.Invalid.class);
        assertThat(read("abc", "[" + one + "]")).isInstanceOf(CommandReader.Result.Valid.class);
        assertThat(read("abc", "[]")).isInstanceOf(CommandReader.Result.Valid.class);
    }

    @Test
    void aPodThatMayNotWriteThemRefusesThemAndGoesOn() {
        var settings = Map.<String, Object>of("PARLEY_WRITE_LOG_VERSION", "2");
        try (var careful = Pod.start("careful-threads", settings);
                var session = careful.connect(ben)) {
            assertRefused(session, session.send(to("send"), inThread("t1", 1)), "unavailable");
            session.sendAndAwait(to("send"), Map.of("clientMsgId", "m2", "text", "goes on"));
        }
    }

    @Test
    void whileItsRootCannotBeLookedUpAMessageOfAThreadIsUnavailable() {
        author.sendAndAwait(to("send"), Map.of("clientMsgId", "m2", "text", "gone"));
        author.sendAndAwait(to("delete"), Map.of("clientMsgId", "d1", "seq", 2));
        MESSAGES.setAway(true);

        assertRefused(admin, admin.send(to("send"), inThread("t1", 1)), "unavailable");
        MESSAGES.setAway(false);
        admin.sendAndAwait(to("send"), inThread("t1", 1));
    }

    private static CommandReader.Result read(String text, String mentions) {
        var body =
                "{\"clientMsgId\":\"c\",\"text\":\"%s\",\"mentions\":%s}".formatted(text, mentions);
        return CommandReader.read(CommandKind.SEND, body.getBytes(UTF_8), false);
    }

    private String to(String what) {
        return "/app/rooms/" + room + "/" + what;
    }

    private static Map<String, Object> inThread(String clientMsgId, long root) {
        return Map.of("clientMsgId", clientMsgId, "text", "in a thread", "threadRoot", root);
    }

    private static Map<String, Object> mentioning(String text, List<?> mentions) {
        return Map.of("clientMsgId", UUID.randomUUID(), "text", text, "mentions", mentions);
    }

    private static Map<String, Object> user(Person who, int at, int length) {
        return Map.of("kind", "user", "userId", who.id().value(), "at", at, "length", length);
    }
}
