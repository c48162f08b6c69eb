package io.parley.message.post.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.message.Api;
import io.parley.message.RunningService;
import io.parley.model.Role;
import io.parley.model.room.Person;
import io.parley.test.AccountLogStandIn;
import io.parley.test.Infrastructure;
import io.parley.test.UserServiceStandIn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@Tag("servers")
@RunningService
class FollowTest {

    private static final AccountLogStandIn ACCOUNTS =
            new AccountLogStandIn(Infrastructure.shared().kafkaBootstrapServers());

    private final UserServiceStandIn users = UserServiceStandIn.shared();
    private final Person ada = users.admin("Ada");
    private final Person uma = users.user("Uma");

    @LocalServerPort int port;

    @Test
    void aFollowerIsToldOfEachChangeInOrder() {
        try (var stream = follow(uma)) {
            var post = publish("First");
            edit(post, Map.of("title", "Better", "body", "text"));
            Api.as(ada, port).delete("/posts/" + post);
            stream.await(event -> event.is("post.deleted") && event.post().equals(post));

            var mine = about(post, stream);
            assertThat(mine).last().extracting(EventStream.Event::type).isEqualTo("post.deleted");
            assertThat(mine.getLast().data().properties()).hasSize(2);
            assertThat(mine.getLast().data().path("version").asLong()).isEqualTo(3);
            assertThat(stream.retry()).isPositive();
            assertThat(stream.comments()).isPositive();
        }
    }

    @Test
    void aFollowerThatComesBackIsToldWhatItHasMissedAndThenWhatIsNew() {
        String before;
        String lastId;
        try (var stream = follow(uma)) {
            stream.await(event -> event.is("notice"));
            var told = publish("before");
            before = told;
            lastId = Objects.requireNonNull(stream.await(e -> e.post().equals(told)).id());
        }
        var missed = publish("missed");

        try (var header = EventStream.resume(port, uma, lastId);
                var query = follow(uma, "lastEventId=" + lastId)) {
            header.await(event -> event.post().equals(missed));
            var live = publish("live");
            for (var stream : List.of(header, query)) {
                stream.await(event -> event.post().equals(live));
                assertThat(stream.changes())
                        .extracting(EventStream.Event::post)
                        .containsSubsequence(missed, live)
                        .doesNotContain(before);
                assertThat(stream.events())
                        .extracting(EventStream.Event::id)
                        .doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void theStreamsOfWhoIsBannedEndAtOnce() {
        try (var banned = follow(uma);
                var other = follow(ada)) {
            banned.await(event -> event.is("notice"));
            other.await(event -> event.is("notice"));

            ACCOUNTS.ban(uma, AccountLogStandIn.FOR_EVER);

            banned.await(isNotice("revoked"));
            banned.awaitEnd();
            var post = publish("without Uma");
            other.await(event -> event.post().equals(post));
            assertThat(banned.changes()).noneMatch(event -> event.post().equals(post));
        }
    }

    @Test
    void whatAStreamShowsFollowsTheRole() {
        try (var stream = follow(uma)) {
            stream.await(event -> event.is("notice"));

            ACCOUNTS.setRole(uma, Role.ADMIN);

            stream.await(isNotice("role.changed"));
            var draft = draft();
            stream.await(event -> event.post().equals(draft));
        }
    }

    @Test
    void aPositionThatNobodyHasGivenGetsAReset() {
        for (var unknown : List.of("999999999999", "nonsense", "-1", "1e3", "9".repeat(40))) {
            try (var stream = EventStream.resume(port, uma, unknown)) {
                var reset = stream.await(event -> event.is("reset"));
                assertThat(reset.data().path("reason").asString()).isEqualTo("unknown");
                assertThat(reset.id()).isEqualTo(reset.data().path("position").asString());
            }
        }
    }

    @Test
    void aSnapshotIsTheListOfPostsAndThenWhatIsNew() {
        var first = publish("in the list");
        try (var stream = follow(uma, "snapshot=true")) {
            stream.await(event -> event.is("notice"));
            var live = publish("after the list");
            stream.await(event -> event.post().equals(live));

            assertThat(stream.events().getFirst().type()).isEqualTo("reset");
            assertThat(stream.changes())
                    .extracting(EventStream.Event::post)
                    .containsSubsequence(first, live);
        }
    }

    @Test
    void whoeverCanNoLongerSeeAPostIsToldThatItIsGone() {
        try (var user = follow(uma);
                var admin = follow(ada)) {
            var moved = publish("moved");
            edit(moved, with("audience", "admins"));
            edit(moved, with("audience", "users"));
            edit(moved, with("state", "withdrawn"));
            edit(moved, with("title", "unseen"));
            var end = publish("end");
            user.await(event -> event.post().equals(end));
            admin.await(event -> event.post().equals(end));

            // a change that was overtaken before it was told may be left out, the end may not
            assertThat(about(moved, user))
                    .extracting(EventStream.Event::type)
                    .endsWith("post.deleted")
                    .doesNotContain("post.updated");
            assertThat(about(moved, admin))
                    .extracting(EventStream.Event::type)
                    .containsExactly(
                            "post.created",
                            "post.updated",
                            "post.updated",
                            "post.updated",
                            "post.updated");
        }
    }

    @Test
    void whatIsHiddenByNowIsNotReplayed() {
        String lastId;
        try (var stream = follow(uma)) {
            lastId = Objects.requireNonNull(stream.await(e -> e.is("notice")).id());
        }
        var secret = publish("a secret, published by mistake");
        edit(secret, with("audience", "admins"));
        var end = publish("end");

        try (var stream = EventStream.resume(port, uma, lastId)) {
            stream.await(event -> event.post().equals(end));
            assertThat(about(secret, stream))
                    .extracting(EventStream.Event::type)
                    .containsExactly("post.deleted");
        }
    }

    @Test
    void whoHasSeenAPostIsToldThatItIsGoneAlsoAfterItsDeletion() {
        String lastId;
        String post;
        try (var stream = follow(uma)) {
            stream.await(event -> event.is("notice"));
            var shown = publish("shown");
            post = shown;
            lastId = Objects.requireNonNull(stream.await(e -> e.post().equals(shown)).id());
        }
        edit(post, with("state", "withdrawn"));
        Api.as(ada, port).delete("/posts/" + post);
        var end = publish("end");

        try (var back = EventStream.resume(port, uma, lastId)) {
            back.await(event -> event.post().equals(end));

            assertThat(about(post, back))
                    .extracting(EventStream.Event::type)
                    .containsExactly("post.deleted");
        }
    }

    @Test
    void anyTextArrivesAsOneLine() {
        var hostile =
                List.of(
                        "a\u2028b\u2029c\u0085d\re\nf\r\ng\u000bh\u000ci",
                        "data: x\n\nevent: reset\ndata: {}\n\nid: 7\n\n",
                        "\ufeff\u202e\u0001\u001f\u007f \"\\/</script>",
                        "😀".repeat(100),
                        "line\u2028\r\n".repeat(20_000));
        try (var stream = follow(uma)) {
            for (var text : hostile) {
                var made = Api.as(ada, port).post("/posts", Map.of("title", "T", "body", text));
                var event = stream.await(e -> e.post().equals(made.text("id")));

                assertThat(made.status()).isEqualTo(201);
                assertThat(event.data()).isEqualTo(made.json());
                assertThat(event.data().path("body").asString()).isEqualTo(text);
            }
        }
    }

    @Test
    void onlyWhoIsSignedInFollows() {
        try (var nobody = EventStream.open(port, "", "");
                var forged = EventStream.open(port, users.tokens().forged(uma), "");
                var expired =
                        EventStream.open(
                                port, users.tokens().expiringIn(uma, Duration.ofMinutes(-1)), "")) {
            assertThat(nobody.refusal().path("code").asString()).isEqualTo("auth.missing");
            assertThat(forged.refusal().path("code").asString()).isEqualTo("auth.invalid");
            assertThat(expired.refusal().path("code").asString()).isEqualTo("auth.expired");
        }
        assertThat(Api.as(uma, port).post("/posts/updates", Map.of()).status()).isEqualTo(405);
    }

    @Test
    void aTicketOpensOneStream() {
        var ticket = users.ticket(uma, Duration.ofMinutes(5));
        try (var stream = EventStream.open(port, "", "", "ticket=" + ticket);
                var again = EventStream.open(port, "", "", "ticket=" + ticket)) {
            var post = publish("for the holder of a ticket");
            stream.await(event -> event.post().equals(post));

            assertThat(again.status()).isEqualTo(401);
            assertThat(again.refusal().path("code").asString()).isEqualTo("auth.invalid");
        }
    }

    @Test
    void aStreamIsKeptAliveAndEndsWithItsToken() {
        var token = users.tokens().expiringIn(uma, Duration.ofSeconds(17));
        try (var stream = EventStream.open(port, token, "")) {
            stream.awaitComments(2);
            stream.awaitEnd();

            assertThat(stream.events().getLast().data().path("kind").asString())
                    .isEqualTo("token.expired");
        }
    }

    @Test
    void aPersonHasFiveStreams() {
        var open = new ArrayList<EventStream>();
        for (var i = 0; i < 5; i++) {
            open.add(follow(uma));
        }
        var sixth = follow(uma);

        assertThat(open).extracting(EventStream::status).containsOnly(200);
        assertThat(sixth.status()).isEqualTo(429);
        assertThat(sixth.refusal().path("code").asString()).isEqualTo("subscription.limit");
        assertThat(follow(users.user("Other")).status()).isEqualTo(200);
        open.forEach(EventStream::close);
    }

    private static Map<String, Object> with(String field, Object value) {
        var post = new HashMap<String, Object>(Map.of("title", "title", "body", "text"));
        post.put(field, value);
        return post;
    }

    private static List<EventStream.Event> about(String post, EventStream stream) {
        return stream.changes().stream().filter(event -> event.post().equals(post)).toList();
    }

    private String publish(String title) {
        return Api.as(ada, port).post("/posts", Map.of("title", title, "body", "text")).text("id");
    }

    private String draft() {
        return Api.as(ada, port).post("/posts", with("state", "draft")).text("id");
    }

    private static Predicate<EventStream.Event> isNotice(String kind) {
        return event -> event.is("notice") && event.data().path("kind").asString().equals(kind);
    }

    private void edit(String post, Map<String, Object> change) {
        assertThat(Api.as(ada, port).put("/posts/" + post, change).status()).isEqualTo(200);
    }

    private EventStream follow(Person person, String... query) {
        return EventStream.open(port, person, query);
    }
}
