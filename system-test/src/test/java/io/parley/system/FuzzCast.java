package io.parley.system;

import io.parley.model.user.UserLog;
import io.parley.system.fuzz.Samples;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Who makes fuzzed requests, and the things that those are about. */
final class FuzzCast {

    private static final String PASSWORD = "correct horse battery";

    /** A token lives for longer than so many routes take, but not than all of them. */
    private static final int ROUTES_A_TOKEN = 5;

    /** One more wrong password would still be free, whoever of both made them. */
    private static final int FREE_FAILURES = 4;

    private static final int OK = 200;
    private static final int ID_CHARS = 32;

    private final Suite suite;
    private Suite.Account owner;
    private Suite.Account user;
    private Suite.Account admin;
    private int routes;
    private int refusals;

    private FuzzCast(Suite suite, Suite.Account owner) {
        this.suite = suite;
        this.owner = owner;
        this.user = suite.newUser(name(), PASSWORD);
        var promoted = suite.newUser(name(), PASSWORD);
        suite.api()
                .as(owner)
                .put(
                        "/api/v1/admin/users/" + promoted.id() + "/role?wait=applied",
                        Map.of("role", "ADMIN", "reason", "to fuzz"))
                .expect(200);
        this.admin = suite.signIn(promoted.username(), PASSWORD);
    }

    static FuzzCast of(Suite suite) {
        return new FuzzCast(suite, suite.admin());
    }

    String userToken() {
        return "Bearer " + user.accessToken();
    }

    String adminToken() {
        return "Bearer " + admin.accessToken();
    }

    /**
     * Some requests end the session of whoever makes them, others are wrong passwords: so many of
     * those that the next one would have to wait are forgotten by a right one.
     */
    void refused(String authorization) {
        var isAdmin = authorization.equals(adminToken());
        if (++refusals % FREE_FAILURES == 0 || !isAlive(isAdmin ? admin : user)) {
            if (isAdmin) {
                admin = suite.signIn(admin.username(), PASSWORD);
            } else {
                user = suite.signIn(user.username(), PASSWORD);
            }
        }
    }

    private boolean isAlive(Suite.Account account) {
        return suite.api().as(account).get("/api/v1/me").response().statusCode() == OK;
    }

    private void signInAgain() {
        owner = suite.admin();
        user = suite.signIn(user.username(), PASSWORD);
        admin = suite.signIn(admin.username(), PASSWORD);
    }

    /** Things of their own for one route, since requests change them. */
    Samples things() {
        if (++routes % ROUTES_A_TOKEN == 0) {
            signInAgain();
        }
        var victim = register();
        var api = suite.api().as(owner);
        var room = suite.newRoom(owner, user, admin);
        api.post("/api/v1/rooms/" + room + "/members", Map.of("members", List.of(victim)))
                .expect(200);
        var seq = messageIn(room);
        var post = api.post("/posts", Map.of("title", "t", "body", "b")).expect(201);
        var queue =
                api.post(
                                "/api/v1/support/queues",
                                Map.of("name", name(), "agents", List.of(admin.id())))
                        .expect(201);
        return new Samples()
                .with("rooms", room)
                .with("history", room)
                .with("messages", seq)
                .with("pins", seq)
                .with("reactions", "%F0%9F%91%8D")
                .with("replySeq", seq)
                .with("threadRoot", seq)
                .with("replyTo", "0".repeat(ID_CHARS))
                .with("mentions", "{\"kind\":\"room\",\"at\":0,\"length\":1}")
                .with("log", "0")
                .with("members", victim)
                .with("bans", victim)
                .with("dm", victim)
                .with("users", victim)
                .with("from", owner.id())
                .with("to", victim)
                .with("posts", post.get("id").asString())
                .with("queues", queue.get("id").asString())
                .with("agents", admin.id())
                .with("kind", "group")
                .with("topic", UserLog.TOPIC)
                .with("role", "USER")
                .with("state", "draft")
                .with("audience", "admins")
                .with("standing", "member")
                .with("password", PASSWORD)
                .with("email", "")
                .with("claimed", "any");
    }

    /** The user's own, by its seq. */
    private String messageIn(String room) {
        var api = suite.api().as(user);
        api.post(
                        "/api/v1/rooms/" + room + "/messages",
                        Map.of("clientMsgId", name(), "text", "to be fuzzed"))
                .expect(201);
        var page = api.get("/messages/history/" + room + "?fold=true").expect(200);
        return page.get("items").valueStream().toList().getLast().path("seq").asString();
    }

    private String register() {
        return suite.api()
                .post("/auth/register", Map.of("username", name(), "password", PASSWORD))
                .expect(201)
                .get("id")
                .asString();
    }

    private static String name() {
        return "fuzz-" + UUID.randomUUID().toString().substring(0, 8);
    }
}
