package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.room.Person;
import io.parley.test.AccountLogStandIn;
import io.parley.test.Infrastructure;
import io.parley.test.StompConnection;
import io.parley.test.UserServiceStandIn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Bans people, one after the other, who follow a busy room on two pods: how long after the record
 * was written has the last of their connections ended, to which nothing is pushed any more? {@code
 * -Drevocations=300} for figures worth keeping.
 */
@Tag("servers")
class RevocationTimeTest {

    private static final int ROUNDS = Integer.getInteger("revocations", 20);
    private static final Duration BETWEEN_MESSAGES = Duration.ofMillis(10);
    private static final UserServiceStandIn USERS = UserServiceStandIn.shared();

    private final Person ada = USERS.admin("Ada");

    @Test
    void nothingIsPushedSoonAfterABan() throws InterruptedException {
        var victims = IntStream.range(0, ROUNDS).mapToObj(i -> USERS.user("Victim " + i)).toList();
        var room =
                MessageServiceStandIn.shared()
                        .room(
                                RoomKind.GROUP,
                                Stream.concat(Stream.of(ada), victims.stream())
                                        .toArray(Person[]::new));
        var isOver = new AtomicBoolean();
        var load = Thread.ofVirtual().start(() -> talk(room, isOver));
        var times = new ArrayList<Duration>();
        try (var accounts =
                new AccountLogStandIn(Infrastructure.shared().kafkaBootstrapServers())) {
            for (var victim : victims) {
                times.add(timeToTheEnd(victim, room, accounts));
            }
        } finally {
            isOver.set(true);
            load.join();
        }

        times.sort(Duration::compareTo);
        System.out.printf(
                "revocations=%d p50=%d ms p99=%d ms max=%d ms%n",
                ROUNDS, percentile(times, 50), percentile(times, 99), percentile(times, 100));
        assertThat(percentile(times, 99)).isLessThan(10_000);
    }

    private static Duration timeToTheEnd(Person victim, RoomId room, AccountLogStandIn accounts) {
        try (var here = Pod.first().connect(victim);
                var there = Pod.second().connect(victim)) {
            for (var session : List.of(here, there)) {
                session.subscribeAndAwait("/topic/rooms/" + room, Map.of());
                session.await(frame -> frame.header("x-seq") != null);
            }

            accounts.ban(victim, AccountLogStandIn.FOR_EVER);

            var written = System.nanoTime();
            await().pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> isClosed(here) && isClosed(there));
            return Duration.ofNanos(System.nanoTime() - written);
        }
    }

    private static boolean isClosed(StompConnection session) {
        return session.closeCode().filter(code -> code == 4003).isPresent();
    }

    private void talk(RoomId room, AtomicBoolean isOver) {
        try (var session = Pod.first().connect(ada)) {
            for (var i = 0; !isOver.get(); i++) {
                session.send(
                        "/app/rooms/" + room + "/send",
                        Map.of("clientMsgId", "m" + i, "text", "x".repeat(150)));
                pause();
            }
        }
    }

    private static void pause() {
        LockSupport.parkNanos(BETWEEN_MESSAGES.toNanos());
    }

    private static long percentile(List<Duration> sorted, int percent) {
        var index = Math.max(0, (int) Math.ceil(sorted.size() * percent / 100.0) - 1);
        return sorted.get(index).toMillis();
    }
}
