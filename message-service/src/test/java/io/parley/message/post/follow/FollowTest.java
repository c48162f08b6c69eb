package io.parley.message.post.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.message.Api;
import io.parley.message.RunningService;
import io.parley.model.room.Person;
import io.parley.test.UserServiceStandIn;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@RunningService
class FollowTest {

    private final UserServiceStandIn users = UserServiceStandIn.shared();
    private final Person ada = users.admin("Ada");
    private final Person uma = users.user("Uma");

    @LocalServerPort int port;

    @Test
    void aFollowerIsToldOfEachChangeInOrder() {
        try (var stream = follow(uma)) {
            stream.await(event -> event.is("notice"));

            var post = publish("First");
            edit(post, Map.of("title", "Better", "body", "text"));
            Api.as(ada, port).delete("/posts/" + post);
            stream.await(event -> event.is("post.deleted") && event.post().equals(post));

            var mine = stream.changes().stream().filter(e -> e.post().equals(post)).toList();
            assertThat(mine)
                    .extracting(EventStream.Event::type)
                    .containsExactly("post.created", "post.updated", "post.deleted");
            assertThat(mine)
                    .extracting(e -> e.data().path("version").asLong())
                    .containsExactly(1L, 2L, 3L);
            assertThat(mine.get(1).data().path("title").asString()).isEqualTo("Better");
            assertThat(mine.get(2).data().properties()).hasSize(2);
            assertThat(stream.retry()).isPositive();
            assertThat(stream.comments()).isPositive();
        }
    }

    private String publish(String title) {
        return Api.as(ada, port).post("/posts", Map.of("title", title, "body", "text")).text("id");
    }

    private Api.Answer edit(String post, Map<String, Object> change) {
        return Api.as(ada, port).put("/posts/" + post, change);
    }

    private EventStream follow(Person person) {
        return EventStream.open(port, person);
    }
}
