package io.parley.message.history;

import static io.parley.message.Conversation.ADA;
import static io.parley.message.Conversation.BEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.message.Api;
import io.parley.message.Conversation;
import io.parley.message.LogWriter;
import io.parley.message.RunningService;
import io.parley.model.RoomId;
import io.parley.model.event.EventData.Reaction.Op;
import io.parley.test.Infrastructure;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What chat pods ask before they take a change of a message. */
@Tag("servers")
@RunningService
class ChangingMessageTest {

    private final RoomId room = RoomId.of(UUID.randomUUID().toString());
    private final Conversation talk = new Conversation(room);
    private final LogWriter log = new LogWriter(Infrastructure.shared().kafkaBootstrapServers());

    @LocalServerPort int port;

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void aMessageIsFoundAsSoonAsTheLogHasIt() {
        for (var n = 1; n <= 20; n++) {
            log.append(talk.says(BEN, "words").records().getLast());

            var message = internal("/messages/" + n);

            assertThat(message.status()).isEqualTo(200);
            assertThat(message.json().path("seq").asInt()).isEqualTo(n);
            assertThat(message.text("messageId")).isEqualTo(talk.ref(n).messageId().value());
            assertThat(message.json().at("/actor/id").asString()).isEqualTo(BEN.id().toString());
        }
    }

    @Test
    void whoAsksForTheCurrentStateGetsEachChangeThatTheLogHas() {
        log.append(talk.says(BEN, "one").records().getLast());
        for (var n = 2; n <= 10; n++) {
            log.append(talk.edits(BEN, 1, "words " + n, n - 1).records().getLast());

            var message = internal("/messages/1?current=true");

            assertThat(message.json().path("version").asInt()).isEqualTo(n);
            assertThat(message.text("text")).isEqualTo("words " + n);
            assertThat(message.json().path("foldedTo").asInt()).isEqualTo(n);
            assertThat(message.json().path("complete").asBoolean()).isTrue();
        }

        log.append(talk.deletes(ADA, 1).records().getLast());

        var deleted = internal("/messages/1?current=true");
        assertThat(deleted.json().has("text")).isFalse();
        assertThat(deleted.json().at("/deleted/by/name").asString()).isEqualTo("Ada");
    }

    @Test
    void aMessageIsTakenAsItWasAfterAnEventUnlessItWasDeletedSince() {
        log.append(talk.says(BEN, "one").records().getLast());
        log.append(talk.edits(BEN, 1, "two", 1).records().getLast());
        log.append(talk.edits(BEN, 1, "too late", 1).records().getLast());
        log.append(talk.edits(BEN, 1, "three", 2).records().getLast());
        internal("/messages/1?current=true");

        assertThat(internal("/messages/1?to=1").text("text")).isEqualTo("one");
        assertThat(internal("/messages/1?to=2").text("text")).isEqualTo("two");
        var late = internal("/messages/1?to=3").json();
        assertThat(late.at("/edited/seq").asInt()).isEqualTo(2);
        assertThat(late.path("version").asInt()).isEqualTo(2);
        assertThat(late.path("foldedTo").asInt()).isEqualTo(3);
        assertThat(internal("/messages/1?to=4").text("text")).isEqualTo("three");

        log.append(talk.deletes(ADA, 1).records().getLast());
        internal("/messages/1?current=true");

        var deleted = internal("/messages/1?to=2").json();
        assertThat(deleted.has("text")).isFalse();
        assertThat(deleted.has("deleted")).isTrue();
    }

    @Test
    void whatIsNoMessageOfThisRoomIsNotFound() {
        log.append(talk.says(BEN, "one").records().getLast());
        log.append(talk.reacts(BEN, 1, "👍", Op.ADD).records().getLast());

        assertThat(internal("/messages/2").text("code")).isEqualTo("message.not.found");
        assertThat(internal("/messages/3").text("code")).isEqualTo("message.not.found");
        assertThat(internal("/messages/0").text("code")).isEqualTo("message.not.found");
        assertThat(Api.asService(port).get("/internal/rooms/" + UUID.randomUUID() + "/messages/1"))
                .matches(answer -> answer.status() == 404);
        assertThat(internal("/messages/9999999999999999").status()).isEqualTo(404);
        assertThat(internal("/messages/1?current=x").status()).isEqualTo(422);
        assertThat(internal("/messages/1?to=x").status()).isEqualTo(422);
        assertThat(internal("/messages/2?to=2").status()).isEqualTo(503);
    }

    @Test
    void pinsAreCounted() {
        log.append(talk.says(BEN, "one").records().getLast());
        log.append(talk.says(BEN, "two").records().getLast());
        assertThat(internal("/pins").json().path("count").asInt()).isZero();

        log.append(talk.pins(ADA, 1, true).records().getLast());
        log.append(talk.pins(ADA, 2, true).records().getLast());
        log.append(talk.pins(ADA, 1, true).records().getLast());
        internal("/messages/1?current=true");
        assertThat(internal("/pins").json().path("count").asInt()).isEqualTo(2);

        log.append(talk.pins(ADA, 1, false).records().getLast());
        log.append(talk.deletes(BEN, 2).records().getLast());
        internal("/messages/1?current=true");
        assertThat(internal("/pins").json().path("count").asInt()).isZero();
    }

    private Api.Answer internal(String path) {
        return Api.asService(port).get("/internal/rooms/" + room + path);
    }
}
