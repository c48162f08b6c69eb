package io.parley.message.history.far;

import static io.parley.message.Conversation.BEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.message.Api;
import io.parley.message.Conversation;
import io.parley.message.LogWriter;
import io.parley.message.RunningService;
import io.parley.model.RoomId;
import io.parley.model.log.LogRecord;
import io.parley.model.room.Person;
import io.parley.test.Infrastructure;
import io.parley.test.UserServiceStandIn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** An edit of a message to which many have been added since. */
@Tag("servers")
@RunningService
class FarBackTest {

    private static final int AGO = 100_000;

    private final UserServiceStandIn users = UserServiceStandIn.shared();
    private final Person ada = users.admin("Ada");

    @LocalServerPort int port;

    @Test
    void anEditReachesAMessageHoweverFarBackItIs() {
        var body = Map.of("kind", "group", "name", "Long", "members", List.of());
        var room = RoomId.of(Api.as(ada, port).post("/rooms", body).text("id"));
        var talk = new Conversation(room);
        for (var n = 1; n <= AGO; n++) {
            talk.says(BEN, "text " + n);
        }
        append(talk.edits(BEN, 1, "other words", 1).records());
        await().atMost(Duration.ofMinutes(3))
                .until(() -> headSeq(get("/messages/history/" + room + "?limit=1")) == AGO + 1);

        var replayed = internal("/internal/rooms/" + room + "/events?limit=1000&after=" + AGO);
        var changed = get("/messages/history/" + room + "/changes?after=" + AGO);
        var folded = get("/messages/history/" + room + "?fold=true&limit=1&before=2");

        assertThat(replayed.path("items")).hasSize(1);
        assertThat(replayed.at("/items/0/data/target/seq").asInt()).isEqualTo(1);
        assertThat(replayed.at("/items/0/data/text").asString()).isEqualTo("other words");
        assertThat(changed.path("items")).hasSize(1);
        assertThat(changed.at("/items/0/seq").asInt()).isEqualTo(1);
        assertThat(changed.at("/items/0/text").asString()).isEqualTo("other words");
        assertThat(folded.at("/items/0/text").asString()).isEqualTo("other words");
        assertThat(folded.path("foldedTo").asInt()).isEqualTo(AGO + 1);
    }

    private static void append(List<LogRecord> records) {
        try (var log = new LogWriter(Infrastructure.shared().kafkaBootstrapServers())) {
            records.subList(0, AGO)
                    .forEach(
                            record -> {
                                var _ = log.send(record);
                            });
            log.append(records.getLast());
        }
    }

    private static long headSeq(JsonNode page) {
        return page.path("headSeq").asLong();
    }

    private JsonNode get(String path) {
        return Api.as(ada, port).get(path).json();
    }

    private JsonNode internal(String path) {
        return Api.asService(port).get(path).json();
    }
}
