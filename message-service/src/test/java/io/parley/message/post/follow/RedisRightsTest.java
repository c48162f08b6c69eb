package io.parley.message.post.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.test.redis.RedisWithUsers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.health.contributor.Status;

/** A message-service whose user in Redis may do just what the runbook grants, or less. */
class RedisRightsTest {

    private static final String USER = "message";
    private static final String DOCUMENTED = RedisWithUsers.documented(USER);

    @Test
    void theRightsOfTheRunbookAreEnough() {
        try (var redis = RedisWithUsers.start()) {
            redis.grant(USER, DOCUMENTED);
            try (var replica = Replica.start(Map.of("PARLEY_REDIS_URL", redis.url(USER)))) {

                await().during(Duration.ofSeconds(3))
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> health(replica).contains(Status.UP.getCode()));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "&posts,    the channels of",
        "&{u*}:*,   the channels of PUBLISH",
        "~{p*}:s:*, the keys of XRANGE",
        "+xrange,   the command XRANGE"
    })
    void aRightThatIsMissingIsNamedUntilItIsGranted(String without, String named) {
        try (var redis = RedisWithUsers.start()) {
            redis.grant(USER, DOCUMENTED.replace(without + " ", ""));
            try (var replica = Replica.start(Map.of("PARLEY_REDIS_URL", redis.url(USER)))) {

                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertThat(health(replica)).contains(named));

                redis.grant(USER, DOCUMENTED);
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> health(replica).contains(Status.UP.getCode()));
            }
        }
    }

    private static String health(Replica replica) {
        return String.valueOf(replica.indicator("redis").health());
    }
}
