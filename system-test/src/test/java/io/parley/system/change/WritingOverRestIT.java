package io.parley.system.change;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.model.message.FoldedMessage;
import io.parley.model.wire.Json;
import io.parley.system.Api;
import io.parley.system.Suite;
import io.parley.system.WholeSuite;
import io.parley.test.StompConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A script writes over REST, and those who follow the room on each pod see it at once. */
@WholeSuite
class WritingOverRestIT {

    private static final int PODS = 2;
    private static final int MESSAGES = 30;
    private static final String EDIT = "{\"text\":\"the root, edited\"}";

    private final Suite suite;
    private final Suite.Account admin;
    private final Suite.Account author;
    private final ChangingRoom room;

    /** One follower on each pod, by the pod's name. */
    private final Map<String, StompConnection> followers = new TreeMap<>();

    WritingOverRestIT(Suite suite) {
        this.suite = suite;
        this.admin = suite.admin();
        this.author = suite.newUser();
        this.room = new ChangingRoom(suite, admin, author);
    }

    @BeforeEach
    void followOnBothPods() {
        await().until(
                        () -> {
                            var session = suite.connect(admin);
                            var connected = session.await(frame -> frame.is("CONNECTED"));
                            var pod = requireNonNull(connected.header("x-node"));
                            if (followers.putIfAbsent(pod, session) != null) {
                                session.close();
                            }
                            return followers.size() == PODS;
                        });
        followers
                .values()
                .forEach(one -> one.subscribeAndAwait(room.topic(), Map.of("x-after", "0")));
    }

    @AfterEach
    void leave() {
        followers.values().forEach(StompConnection::close);
    }

    @Test
    void whatIsPostedOneAfterAnotherComesToBothPodsInThatOrder() {
        IntStream.range(0, MESSAGES).forEach(n -> post("k" + n, "message " + n));
        IntStream.range(0, MESSAGES).forEach(n -> post("k" + n, "message " + n));
        post("end", "the end");

        for (var follower : followers.values()) {
            ChangingRoom.seqOf(follower, "the end");
            assertThat(room.view(follower).stream().limit(MESSAGES).map(FoldedMessage::text))
                    .containsExactlyElementsOf(
                            IntStream.range(0, MESSAGES).mapToObj(n -> "message " + n).toList());
            assertThat(room.view(follower)).hasSize(MESSAGES + 1);
        }
    }

    @Test
    void aThreadAMentionAndEachKindOfChangeComeToBothPods() {
        post("root", "the root");
        var seq = ChangingRoom.seqOf(follower(), "the root");
        var mention = Map.of("kind", "user", "userId", admin.id(), "at", 0, "length", 6);
        post(
                Map.of(
                        "clientMsgId",
                        "reply",
                        "text",
                        "@admin look",
                        "threadRoot",
                        seq,
                        "mentions",
                        List.of(mention)));
        var reply = ChangingRoom.seqOf(follower(), "@admin look");
        for (var follower : followers.values()) {
            var seen = follower.await(frame -> frame.body().contains("@admin look")).json();
            assertThat(seen.at("/data/threadRoot").asLong()).isEqualTo(seq);
            assertThat(seen.at("/data/mentions/0/userId").asString()).isEqualTo(admin.id());
        }

        var edited = call("PATCH", "/messages/" + seq, Map.of("If-Match", "\"1\""), EDIT);
        assertThat(edited.header("ETag")).isEqualTo("\"2\"");
        assertThat(edited.expect(200).path("text").asString()).isEqualTo("the root, edited");
        call("PATCH", "/messages/" + seq, Map.of("If-Match", "\"1\""), EDIT)
                .expectProblem(412, "precondition.failed");
        call("PUT", "/messages/" + seq + "/reactions/%F0%9F%91%8D", Map.of(), "").expect(204);
        as(admin, "PUT", "/pins/" + seq, Map.of(), "").expect(204);
        call("DELETE", "/messages/" + reply + "?reason=by+mistake", Map.of(), "").expect(204);

        var head = room.head();
        for (var follower : followers.values()) {
            ChangingRoom.awaitSeq(follower, head);
            var messages = room.view(follower);
            var root = messages.getFirst();
            assertThat(root.text()).isEqualTo("the root, edited");
            assertThat(root.pinned()).isNotNull();
            assertThat(requireNonNull(root.reactions()).getFirst().emoji()).isEqualTo("👍");
            assertThat(messages.getLast().threadRoot()).isEqualTo(seq);
            assertThat(requireNonNull(messages.getLast().deleted()).reason())
                    .isEqualTo("by mistake");
        }
    }

    private StompConnection follower() {
        return followers.values().iterator().next();
    }

    private JsonNode post(String clientMsgId, String text) {
        return post(Map.of("clientMsgId", clientMsgId, "text", text));
    }

    private JsonNode post(Map<String, Object> body) {
        return call("POST", "/messages", Map.of(), Json.MAPPER.writeValueAsString(body))
                .expect(201);
    }

    private Api.Answer call(String method, String path, Map<String, String> headers, String body) {
        return as(author, method, path, headers, body);
    }

    private Api.Answer as(
            Suite.Account person,
            String method,
            String path,
            Map<String, String> headers,
            String body) {
        return suite.api()
                .as(person)
                .request(method, "/api/v1/rooms/" + room.id() + path, new HashMap<>(headers), body);
    }
}
