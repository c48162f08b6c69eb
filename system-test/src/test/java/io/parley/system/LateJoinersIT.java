package io.parley.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What somebody who joins later may read, over REST and on both pods. */
@WholeSuite
class LateJoinersIT {

    private static final String SECRET = "said before";

    private final Suite suite;
    private final Suite.Account admin;
    private final Suite.Account early;
    private final Suite.Account late;

    LateJoinersIT(Suite suite) {
        this.suite = suite;
        this.admin = suite.admin();
        this.early = suite.newUser();
        this.late = suite.newUser();
    }

    @Test
    void whoJoinsLaterReadsAllUnlessTheRoomSaysOtherwise() {
        var room = suite.newRoom(admin, early);
        say(room, SECRET);

        join(room);

        assertThat(texts(history(late, room, "after=0"))).contains(SECRET);
        assertThat(room(late, room).path("history").asString()).isEqualTo("all");
        assertThat(room(late, room).has("historyFrom")).isFalse();
    }

    @Test
    void whoJoinsLaterReadsNothingFromBeforeOverRest() {
        var room = closedRoom();
        say(room, SECRET);

        join(room);
        say(room, "said after");

        for (var window : List.of("after=0", "around=1", "limit=200", "before=2")) {
            assertThat(texts(history(late, room, window))).doesNotContain(SECRET);
        }
        assertThat(texts(history(late, room, "after=0"))).containsExactly("said after");
        suite.api()
                .as(late)
                .get("/api/v1/rooms/" + room + "/messages/1")
                .expectProblem(404, "message.not.found");
        assertThat(room(late, room).get("historyFrom").asLong()).isEqualTo(2);
        assertThat(texts(history(early, room, "after=0"))).containsExactly(SECRET, "said after");
        assertThat(texts(history(admin, room, "after=0"))).containsExactly(SECRET, "said after");
    }

    @Test
    void whoJoinsLaterGetsNothingFromBeforeOnEitherPod() {
        var room = closedRoom();
        say(room, SECRET);
        join(room);
        say(room, "said after");

        try (var one = suite.connect(late);
                var other = suite.connect(late)) {
            for (var session : List.of(one, other)) {
                session.subscribeAndAwait(topic(room), Map.of("x-tail", "50"));
                session.await(frame -> frame.body().contains("said after"));
                assertThat(session.frames(frame -> frame.body().contains(SECRET))).isEmpty();
            }
        }
    }

    @Test
    void whoAsksForWhatIsHiddenIsToldSoAndFollowsLive() {
        var room = closedRoom();
        say(room, SECRET);
        join(room);

        try (var session = suite.connect(late)) {
            session.subscribeAndAwait(topic(room), Map.of("x-after", "0"));
            var failed = session.await(frame -> frame.body().contains("resume.failed"));
            say(room, "said after");
            session.await(frame -> frame.body().contains("said after"));

            assertThat(failed.json().get("reason").asString()).isEqualTo("hidden");
            assertThat(failed.json().get("oldestSeq").asLong()).isEqualTo(2);
            assertThat(session.frames(frame -> frame.body().contains(SECRET))).isEmpty();
        }
    }

    @Test
    void whoComesBackReadsFromThenOn() {
        var room = closedRoom();
        join(room);
        say(room, "heard");
        suite.api().as(late).delete("/api/v1/rooms/" + room + "/members/" + late.id()).expect(204);
        say(room, SECRET);

        join(room);

        assertThat(texts(history(late, room, "after=0"))).isEmpty();
    }

    @Test
    void anAdminOpensTheHistoryAndWhoJoinedEarlierKeepsIt() {
        var room = closedRoom();
        say(room, SECRET);
        join(room);

        suite.api()
                .as(late)
                .patch("/api/v1/rooms/" + room, Map.of("history", "all"))
                .expectProblem(403, "role.required");
        suite.api().as(admin).patch("/api/v1/rooms/" + room, Map.of("history", "all")).expect(200);

        assertThat(texts(history(late, room, "after=0"))).containsExactly(SECRET);
        try (var session = suite.connect(late)) {
            session.subscribeAndAwait(topic(room), Map.of("x-after", "0"));
            session.await(frame -> frame.body().contains(SECRET));
        }
    }

    @Test
    void theListOfRoomsShowsNoMessageFromBefore() {
        var room = closedRoom();
        say(room, SECRET);

        join(room);

        var rooms = suite.api().as(late).get("/api/v1/me/rooms").expect(200);
        assertThat(rooms.get("items").toString()).contains(room).doesNotContain(SECRET);
    }

    @Test
    void roomsThatNobodyJoinsHaveNoSuchSetting() {
        var api = suite.api().as(admin);

        api.post(
                        "/api/v1/rooms",
                        Map.of(
                                "kind", "announce",
                                "name", "All",
                                "audience", "everybody",
                                "history", "joined"))
                .expectProblem(422, "validation.failed");
        api.post(
                        "/api/v1/rooms",
                        Map.of(
                                "kind", "direct",
                                "members", List.of(early.id()),
                                "history", "joined"))
                .expectProblem(422, "validation.failed");
    }

    private String closedRoom() {
        return suite.api()
                .as(admin)
                .post(
                        "/api/v1/rooms",
                        Map.of(
                                "kind", "group",
                                "name", "Closed",
                                "members", List.of(early.id()),
                                "history", "joined"))
                .expect(201)
                .get("id")
                .asString();
    }

    private void join(String room) {
        suite.api()
                .as(admin)
                .post("/api/v1/rooms/" + room + "/members", Map.of("members", List.of(late.id())))
                .expect(200);
    }

    private void say(String room, String text) {
        try (var session = suite.connect(admin)) {
            session.sendAndAwait(
                    "/app/rooms/" + room + "/send",
                    Map.of("clientMsgId", UUID.randomUUID().toString(), "text", text));
        }
    }

    private JsonNode room(Suite.Account viewer, String room) {
        return suite.api().as(viewer).get("/api/v1/rooms/" + room).expect(200);
    }

    private JsonNode history(Suite.Account reader, String room, String window) {
        return suite.api().as(reader).get("/messages/history/" + room + "?" + window).expect(200);
    }

    private static List<String> texts(JsonNode page) {
        return page.get("items").values().stream()
                .filter(event -> event.get("type").asString().equals("message.created"))
                .map(event -> event.at("/data/text").asString())
                .toList();
    }

    private static String topic(String room) {
        return "/topic/rooms/" + room;
    }
}
