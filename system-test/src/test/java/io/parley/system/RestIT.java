package io.parley.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@WholeSuite
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RestIT {

    @Test
    void registersAndLogsInUnderBothFormsOfThePath(Suite suite) {
        var name = "ann-" + UUID.randomUUID().toString().substring(0, 8);
        var login = Map.of("username", name, "password", "correct horse battery");

        var registered = suite.api().post("/api/v1/auth/register", login).expect(201);
        assertThat(registered.get("username").asString()).isEqualTo(name);
        assertThat(registered.get("role").asString()).isEqualTo("USER");

        var session = suite.api().post("/auth/login", login).expect(200);
        assertThat(session.at("/user/id").asString()).isEqualTo(registered.get("id").asString());
        var token = session.get("accessToken").asString();
        var me = suite.api().withToken(token).get("/api/v1/me").expect(200);
        assertThat(me.get("username").asString()).isEqualTo(name);

        suite.api().get("/auth/health").expect(200);
        suite.api().get("/messages/health").expect(200);
    }

    @Test
    void refreshTokensRotateAndAnOldOneEndsTheSession(Suite suite) {
        var name = "rot-" + UUID.randomUUID().toString().substring(0, 8);
        var login = Map.of("username", name, "password", "correct horse battery");
        suite.api().post("/auth/register", login).expect(201);
        var first = suite.api().post("/auth/login", login).expect(200);
        var old = Map.of("refreshToken", first.get("refreshToken").asString());

        var second = suite.api().post("/auth/refresh", old).expect(200);
        assertThat(second.get("refreshToken")).isNotEqualTo(first.get("refreshToken"));

        var current = Map.of("refreshToken", second.get("refreshToken").asString());
        suite.api().post("/auth/logout", current);
        suite.api().post("/auth/refresh", current).expectProblem(401, "auth.revoked");
    }

    @Test
    void aMessageSentOverStompIsInHistoryAtOnce(Suite suite) {
        var admin = suite.admin();
        var user = suite.newUser();
        var room = suite.newRoom(admin, user);

        try (var session = suite.connect(user)) {
            session.sendAndAwait(
                    "/app/rooms/" + room + "/send", Map.of("clientMsgId", "1", "text", "héllo"));
        }

        var page = suite.api().as(admin).get("/messages/history/" + room).expect(200);
        assertThat(page.get("complete").asBoolean()).isTrue();
        var last = page.get("items").get(page.get("items").size() - 1);
        assertThat(last.at("/data/text").asString()).isEqualTo("héllo");
        assertThat(last.at("/actor/id").asString()).isEqualTo(user.id());
        assertThat(last.get("seq").asLong()).isEqualTo(page.get("headSeq").asLong());
    }

    @Test
    void postsAreFollowedLiveAndResumedWithLastEventId(Suite suite) {
        var admin = suite.api().as(suite.admin());
        var reader = suite.api().as(suite.newUser());
        String id;
        String position;
        try (var updates = ServerSentEvents.open(reader, "")) {
            id = write(admin, "First");
            var created = updates.next();
            assertThat(created.name()).isEqualTo("post.created");
            assertThat(created.data().get("title").asString()).isEqualTo("First");
            position = created.id();
        }

        admin.put("/posts/" + id, Map.of("title", "First, edited", "body", "New text")).expect(200);
        var missed = write(admin, "Second");

        try (var updates = ServerSentEvents.open(reader, position)) {
            var updated = updates.next();
            assertThat(updated.name()).isEqualTo("post.updated");
            assertThat(updated.data().get("title").asString()).isEqualTo("First, edited");
            assertThat(updates.next().data().get("id").asString()).isEqualTo(missed);

            admin.delete("/posts/" + missed).expect(204);
            var deleted = updates.next();
            assertThat(deleted.name()).isEqualTo("post.deleted");
            assertThat(deleted.data().get("id").asString()).isEqualTo(missed);
        }
        reader.get("/posts/" + missed).expectProblem(404, "post.not.found");
        assertThat(reader.get("/posts/" + id).expect(200).get("title").asString())
                .isEqualTo("First, edited");
    }

    private static String write(Api admin, String title) {
        return admin.post("/posts", Map.of("title", title, "body", "Some *text*"))
                .expect(201)
                .get("id")
                .asString();
    }

    @Test
    void internalCallsAndOperatorsPagesAreNotReachable(Suite suite) {
        var admin = suite.api().as(suite.admin());

        admin.get("/internal/users/" + UUID.randomUUID()).expectProblem(404, "not.found");
        admin.get("/actuator/health").expectProblem(404, "not.found");
        admin.get("/api/v1/internal/load").expectProblem(404, "not.found");
    }
}
