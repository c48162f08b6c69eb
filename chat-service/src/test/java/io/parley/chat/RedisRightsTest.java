package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.model.RoomKind;
import io.parley.model.room.Person;
import io.parley.test.UserServiceStandIn;
import io.parley.test.redis.RedisWithUsers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pod whose user in Redis may do just what the runbook grants, or less. */
class RedisRightsTest {

    private static final String USER = "chat";
    private static final String DOCUMENTED = RedisWithUsers.documented(USER);

    private static OwnLog log;
    private static RedisWithUsers redis;

    private final UserServiceStandIn users = UserServiceStandIn.shared();
    private final Person ada = users.admin("Ada");
    private final Person ben = users.user("Ben");

    @BeforeAll
    static void startServers() {
        log = OwnLog.start();
        redis = RedisWithUsers.start();
    }

    @AfterAll
    static void stopServers() {
        log.close();
        redis.close();
    }

    @Test
    void theRightsOfTheRunbookAreEnoughForAllThatAPodDoes() {
        redis.grant(USER, DOCUMENTED);
        var room = log.messages().room(RoomKind.GROUP, ada, ben);
        try (var pod = Pod.start("least-rights", redisOfUser());
                var reader = pod.connect(ada);
                var writer = pod.connect(ben)) {
            reader.subscribeAndAwait("/topic/rooms/" + room, Map.of());

            for (var number = 1; number <= 20; number++) {
                writer.sendAndAwait(
                        "/app/rooms/" + room + "/send",
                        Map.of("clientMsgId", "m" + number, "text", "text " + number));
            }
            reader.awaitAtLeast(20, frame -> "message.created".equals(frame.header("x-type")));
            writer.subscribeAndAwait("/topic/rooms/" + room, Map.of("x-after", "0"));

            writer.awaitAtLeast(20, frame -> "message.created".equals(frame.header("x-type")));
            assertThat(pod.readiness())
                    .contains("\"subscription\":\"alive\"")
                    .doesNotContain("missingRights");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "&{p*}:*,  the channels of SUBSCRIBE",
        "~{p*}:*,  the keys of XADD",
        "+xadd,    the command XADD",
        "+evalsha, the command EVALSHA"
    })
    void aPodThatLacksARightIsNotReadyAndNamesItUntilItIsGranted(String without, String named) {
        var less = DOCUMENTED.replace(without + " ", "");
        assertThat(less).isNotEqualTo(DOCUMENTED);
        redis.grant(USER, less);
        try (var pod = Pod.startWithoutWaiting("no-rights", redisOfUser())) {

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(pod.readiness()).contains(named));
            assertThat(pod.isReady()).isFalse();

            redis.grant(USER, DOCUMENTED);
            await().atMost(Duration.ofSeconds(60)).until(pod::isReady);
        }
    }

    private static Map<String, Object> redisOfUser() {
        return log.settings(redis.url(USER));
    }
}
