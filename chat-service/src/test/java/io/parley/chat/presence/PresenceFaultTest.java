package io.parley.chat.presence;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.FragileSuite;
import io.parley.model.RoomKind;
import io.parley.model.room.Person;
import io.parley.test.StompConnection;
import io.parley.test.UserServiceStandIn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nobody is told that somebody has gone because of what fails in between. */
@Tag("servers")
class PresenceFaultTest {

    private static final UserServiceStandIn USERS = UserServiceStandIn.shared();
    private static final FragileSuite SUITE = FragileSuite.shared();

    private final Person ben = USERS.user("Ben");
    private final Person cyd = USERS.user("Cyd");
    private StompConnection phone;
    private Watching watching;

    @BeforeEach
    void benSeesThatCydIsThere() {
        SUITE.awaitHealth();
        SUITE.messages().room(RoomKind.GROUP, ben, cyd);
        phone = SUITE.south().connect(cyd);
        watching = new Watching(SUITE.north().connect(ben)).watch(cyd);
        watching.await(cyd, "online");
    }

    @AfterEach
    void end() {
        phone.close();
        watching.close();
        SUITE.awaitHealth();
    }

    @Test
    void whoseConnectionsAreLostWithTheirPodIsOfflineOnceItsLeaseHasEnded() {
        var lost = System.nanoTime();
        SUITE.redisOfSouth().freeze();
        try {
            watching.await(cyd, "offline");
            assertThat(Duration.ofNanos(System.nanoTime() - lost))
                    .isBetween(Duration.ofSeconds(7), Duration.ofSeconds(20));
        } finally {
            SUITE.redisOfSouth().thaw();
        }
        watching.session().awaitAtLeast(2, frame -> frame.body().contains("\"state\":\"online\""));
    }

    @Test
    void aRedisThatIsAwayIsToldByNameAndNobodyIsOfflineForIt() {
        SUITE.stopRedis();
        watching.awaitNotice("presence.delayed");
        SUITE.startRedisEmpty();

        watching.awaitNotice("presence.restored");
        phone.sendAndAwait("/app/presence", Map.of("state", "away"));
        watching.await(cyd, "away");
        assertThat(watching.states(cyd)).doesNotContain("unknown");
        assertThat(afterFirst()).doesNotContain("offline");
    }

    @Test
    void aRedisThatHasForgottenAllIsWholeAgainAndNobodyNotices() {
        SUITE.flushRedis();
        try (var late = new Watching(SUITE.north().connect(ben)).watch(cyd)) {
            phone.sendAndAwait("/app/presence", Map.of("state", "away"));
            watching.await(cyd, "away");
            late.await(cyd, "away");

            assertThat(afterFirst()).doesNotContain("offline");
            assertThat(late.states(cyd)).doesNotContain("offline");
        }
    }

    @Test
    void aSubscriptionThatIsSilentIsFoundAndWhatItMissedIsRead() {
        SUITE.redisOfNorth().freezeThoseThatSaid("SUBSCRIBE");
        phone.sendAndAwait("/app/presence", Map.of("state", "away"));

        watching.await(cyd, "away");
        assertThat(afterFirst()).doesNotContain("offline");
    }

    /** Before the first word of a pod somebody is not there. */
    private List<String> afterFirst() {
        var states = watching.states(cyd);
        return states.subList(states.indexOf("online"), states.size());
    }
}
