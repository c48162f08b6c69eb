package io.parley.message.post;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.message.Api;
import io.parley.message.RunningService;
import io.parley.model.room.Person;
import io.parley.test.UserServiceStandIn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@RunningService
class PostsTest {

    private final UserServiceStandIn users = UserServiceStandIn.shared();
    private final Person ada = users.admin("Ada");
    private final Person uma = users.user("Uma");

    @LocalServerPort int port;
    @Autowired JdbcClient jdbc;

    @Test
    void anAdminPublishesAndAUserReads() {
        var made = create(Map.of("title", "Hello", "body", "some *text*"));
        var read = as(uma).get("/posts/" + made.text("id"));

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.raw().headers().firstValue("Location"))
                .hasValue("posts/" + made.text("id"));
        assertThat(read.json()).isEqualTo(made.json());
        assertThat(read.raw().headers().firstValue("ETag")).hasValue("\"1\"");
        assertThat(read.text("html")).isEqualTo("<p>some <em>text</em></p>\n");
        assertThat(read.text("state")).isEqualTo("published");
        assertThat(read.text("audience")).isEqualTo("everybody");
        assertThat(read.json().at("/author/name").asString()).isEqualTo("Ada");
        assertThat(list(uma, "")).contains(made.text("id"));
    }

    @Test
    void onlyAdminsWrite() {
        var made = create(text("Mine"));
        var path = "/posts/" + made.text("id");

        assertThat(as(uma).post("/posts", text("x")).text("code")).isEqualTo("role.required");
        assertThat(as(uma).put(path, text("x")).text("code")).isEqualTo("role.required");
        assertThat(as(uma).delete(path).text("code")).isEqualTo("role.required");
        assertThat(Api.nobody(port).get("/posts").text("code")).isEqualTo("auth.missing");
        assertThat(as(uma).get(path).text("title")).isEqualTo("Mine");
    }

    @Test
    void usersSeeWhatIsPublishedForThemAndNothingElse() {
        var everybody = create(text("a")).text("id");
        var users = create(with("audience", "users")).text("id");
        var admins = create(with("audience", "admins")).text("id");
        var draft = create(with("state", "draft")).text("id");
        var withdrawn = create(with("state", "withdrawn")).text("id");
        var later = create(with("publishAt", Instant.now().plusSeconds(3_600))).text("id");

        assertThat(list(uma, "")).contains(everybody, users);
        assertThat(list(uma, "")).doesNotContain(admins, draft, withdrawn, later);
        assertThat(list(uma, "state=draft")).isEmpty();
        assertThat(list(uma, "audience=admins")).isEmpty();
        for (var hidden : List.of(admins, draft, withdrawn, later)) {
            assertThat(as(uma).get("/posts/" + hidden).text("code")).isEqualTo("post.not.found");
            assertThat(as(ada).get("/posts/" + hidden).status()).isEqualTo(200);
        }
        assertThat(list(ada, "")).contains(everybody, users, admins, draft, withdrawn, later);
        assertThat(list(ada, "state=scheduled")).contains(later).doesNotContain(draft, everybody);
        assertThat(list(ada, "audience=users")).contains(users).doesNotContain(everybody);
        as(ada).delete("/posts/" + later);
    }

    @Test
    void anEditOfAnOlderVersionIsRefused() {
        var id = create(text("one")).text("id");
        var second = as(ada).put("/posts/" + id, text("two"), "If-Match", "\"1\"");
        var stale = as(ada).put("/posts/" + id, text("three"), "If-Match", "\"1\"");
        var same = as(ada).put("/posts/" + id, text("two"));
        var alias = as(ada).put("/posts", Map.of("id", id, "title", "four", "body", "b"));

        assertThat(second.json().path("version").asLong()).isEqualTo(2);
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.text("code")).isEqualTo("precondition.failed");
        assertThat(same.json().path("version").asLong()).isEqualTo(2);
        assertThat(alias.text("title")).isEqualTo("four");
        assertThat(alias.raw().headers().firstValue("ETag")).hasValue("\"3\"");
    }

    @Test
    void aRepeatedCreationMakesOnePost() {
        var first = as(ada).post("/posts", text("once"), "Idempotency-Key", "k1");
        var repeat = as(ada).post("/posts", text("once"), "Idempotency-Key", "k1");
        var other = as(ada).post("/posts", text("twice"), "Idempotency-Key", "k1");

        assertThat(repeat.status()).isEqualTo(201);
        assertThat(repeat.json()).isEqualTo(first.json());
        assertThat(other.text("code")).isEqualTo("conflict");
    }

    @Test
    void pagesFollowEachOtherPinnedOnesFirst() {
        var made = new ArrayList<String>();
        for (var i = 0; i < 5; i++) {
            made.addFirst(create(text("page " + i)).text("id"));
        }
        var pinned = create(with("pinned", true)).text("id");
        var found = new ArrayList<String>();
        for (var cursor = ""; ; ) {
            var page = as(uma).get("/posts?limit=2" + cursor);
            page.json().path("items").forEach(post -> found.add(post.path("id").asString()));
            if (page.text("next").isEmpty()) {
                break;
            }
            cursor = "&cursor=" + page.text("next");
        }

        assertThat(found).doesNotHaveDuplicates().containsSubsequence(made);
        assertThat(found.indexOf(pinned)).isLessThan(found.indexOf(made.getFirst()));
        assertThat(as(uma).get("/posts?cursor=nonsense").status()).isEqualTo(422);
        assertThat(as(uma).get("/posts?limit=201").status()).isEqualTo(422);
        assertThat(as(uma).get("/posts?state=unknown").status()).isEqualTo(422);
    }

    @Test
    void pagesOfLargePostsAreShorterThanAskedFor() {
        var large = Map.<String, Object>of("title", "large", "body", "x".repeat(256 * 1024));
        for (var i = 0; i < 6; i++) {
            assertThat(create(large).status()).isEqualTo(201);
        }

        var page = as(uma).get("/posts?limit=200");

        assertThat(page.raw().body().length()).isLessThan(2_500_000);
        assertThat(page.text("next")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"title\":\"\",\"body\":\"b\"}",
                "{\"title\":\"t\",\"body\":\" \"}",
                "{\"title\":\"t\",\"body\":\"a\\u0000b\"}",
                "{\"title\":\"a\\ud800\",\"body\":\"b\"}",
                "{\"title\":\"t\",\"body\":\"b\",\"state\":\"gone\"}",
                "{\"title\":\"t\",\"body\":\"b\",\"audience\":\"me\"}",
                "{\"title\":\"t\",\"body\":\"b\",\"state\":\"scheduled\"}",
                "{\"title\":\"t\",\"body\":\"b\",\"publishAt\":\"2001-01-01T00:00:00Z\"}",
                "{\"title\":\"t\",\"body\":\"b\",\"publishAt\":\"+999999999-01-01T00:00:00Z\"}",
                "{\"title\":\"t\",\"body\":\"b\",\"state\":\"draft\",\"publishAt\":\"2099-01-01T00:00:00Z\"}",
            })
    void refusesWhatIsNoPost(String json) {
        var answer = as(ada).raw("POST", "/posts", "application/json", json);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("code")).isEqualTo("validation.failed");
        assertThat(answer.json().path("fields")).isNotEmpty();
    }

    @Test
    void refusesATitleOrABodyThatIsTooLong() {
        var title = create(Map.of("title", "x".repeat(201), "body", "b"));
        var body = create(Map.of("title", "t", "body", "x".repeat(256 * 1024 + 1)));
        var inBytes = create(Map.of("title", "t", "body", "ü".repeat(128 * 1024 + 1)));

        assertThat(List.of(title, body, inBytes)).extracting(Api.Answer::status).containsOnly(422);
    }

    @Test
    void keepsWhoChangedWhat() {
        var id = create(text("before")).text("id");
        as(ada).put("/posts/" + id, Map.of("title", "after", "body", "text"));
        as(ada).delete("/posts/" + id);

        var rows =
                jdbc.sql(
                                "SELECT action || ' ' || actor_name || ' ' || changes FROM post_audit"
                                        + " WHERE post_id = ?::uuid ORDER BY version")
                        .param(id)
                        .query(String.class)
                        .list();

        assertThat(rows).hasSize(3);
        assertThat(rows.get(0)).startsWith("create Ada");
        assertThat(rows.get(1))
                .isEqualTo("edit Ada {\"title\":{\"before\":\"before\",\"after\":\"after\"}}");
        assertThat(rows.get(2)).isEqualTo("delete Ada {}");
        assertThat(as(ada).get("/posts/" + id).status()).isEqualTo(404);
    }

    @Test
    void otherServicesReadTheChangesInOrder() {
        var before = as(ada).get("/posts").json().path("position").asLong();
        var id = create(text("shown")).text("id");
        as(ada).put("/posts/" + id, Map.of("title", "t", "body", "b", "audience", "admins"));

        var events =
                Api.asService(port).get("/internal/posts/events?after=" + before + "&limit=50");

        assertThat(events.json().path("head").asLong()).isEqualTo(before + 2);
        assertThat(events.json().at("/items/0/position").asLong()).isEqualTo(before + 1);
        assertThat(events.json().at("/items/0/forAdmins").asString()).isEqualTo("post.created");
        assertThat(events.json().at("/items/0/forUsers").isMissingNode()).isTrue();
        assertThat(events.json().at("/items/1/forUsers").asString()).isEqualTo("post.deleted");
        assertThat(events.json().at("/items/1/forAdmins").asString()).isEqualTo("post.updated");
        assertThat(as(ada).get("/internal/posts/events?after=0").status()).isEqualTo(401);
    }

    private static Map<String, Object> text(String title) {
        return Map.of("title", title, "body", "text");
    }

    private static Map<String, Object> with(String field, Object value) {
        var post = new HashMap<>(text(field));
        post.put(field, value);
        return post;
    }

    private Api.Answer create(Map<String, Object> post) {
        return as(ada).post("/posts", post);
    }

    private List<String> list(Person reader, String query) {
        var ids = new ArrayList<String>();
        as(reader)
                .get("/posts?limit=200&" + query)
                .json()
                .path("items")
                .forEach(post -> ids.add(post.path("id").asString()));
        return ids;
    }

    private Api as(Person person) {
        return Api.as(person, port);
    }
}
