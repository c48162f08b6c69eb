package io.parley.chat.presence;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.MessageServiceStandIn;
import io.parley.chat.Pod;
import io.parley.model.RoomKind;
import io.parley.model.UserId;
import io.parley.model.room.Person;
import io.parley.model.user.Availability;
import io.parley.model.user.DoNotDisturb;
import io.parley.model.user.PresenceMode;
import io.parley.model.user.UserStatus;
import io.parley.test.AccountLogStandIn;
import io.parley.test.Infrastructure;
import io.parley.test.StompConnection;
import io.parley.test.UserServiceStandIn;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people see of each other on two pods. */
class PresenceTest {

    private static final UserServiceStandIn USERS = UserServiceStandIn.shared();
    private static final MessageServiceStandIn MESSAGES = MessageServiceStandIn.shared();
    private static final AccountLogStandIn ACCOUNTS =
            new AccountLogStandIn(Infrastructure.shared().kafkaBootstrapServers());
    private static final String STATE = "/app/presence";
    private static final String WATCH = "/app/presence/watch";

    private final Person ada = USERS.admin("Ada");
    private final Person ben = USERS.user("Ben");
    private final Person cyd = USERS.user("Cyd");

    @Test
    void tellsWhoComesWhoIsAwayAndWhoHasGoneForGood() {
        MESSAGES.room(RoomKind.GROUP, ben, cyd);
        try (var watching = new Watching(Pod.first().connect(ben)).watch(cyd)) {
            assertThat(watching.states(cyd)).containsExactly("offline");
            var phone = Pod.second().connect(cyd);
            watching.await(cyd, "online");
            phone.sendAndAwait(STATE, Map.of("state", "away"));
            watching.await(cyd, "away");
            try (var laptop = Pod.first().connect(cyd)) {
                laptop.sendAndAwait(STATE, Map.of("state", "online"));
                watching.session().awaitAtLeast(2, frame -> frame.body().contains("\"online\""));
            }
            phone.sendAndAwait(STATE, Map.of("state", "online"));
            var left = System.nanoTime();
            phone.close();
            watching.session().awaitAtLeast(2, frame -> frame.body().contains("\"offline\""));
            assertThat(Duration.ofNanos(System.nanoTime() - left))
                    .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(20));
        }
    }

    @Test
    void whoComesBackElsewhereWithinTheGraceIsNeverSeenOffline() {
        MESSAGES.room(RoomKind.GROUP, ben, cyd);
        var phone = Pod.second().connect(cyd);
        try (var watching = new Watching(Pod.first().connect(ben)).watch(cyd)) {
            watching.await(cyd, "online");
            for (var pod : List.of(Pod.first(), Pod.second(), Pod.first())) {
                phone.close();
                phone = pod.connect(cyd);
            }
            phone.sendAndAwait(STATE, Map.of("state", "away"));
            watching.await(cyd, "away");

            assertThat(watching.states(cyd)).last().isEqualTo("away");
            assertThat(watching.states(cyd).subList(1, watching.states(cyd).size()))
                    .doesNotContain("offline", "unknown");
        } finally {
            phone.close();
        }
    }

    @Test
    void aListIsReplacedAndAnsweredInFullEachTime() {
        MESSAGES.room(RoomKind.GROUP, ada, ben, cyd);
        try (var _ = Pod.second().connect(cyd);
                var watching = new Watching(Pod.first().connect(ben)).watch(cyd, ada)) {
            watching.await(cyd, "online");
            watching.watch(ada);
            watching.watch(ada, ben);

            var full = watching.frames("presence").getLast().json();
            assertThat(full.path("full").asBoolean()).isTrue();
            assertThat(full.path("users").size()).isEqualTo(2);
            assertThat(watching.last(ben).orElseThrow().path("state").asString())
                    .isEqualTo("online");
        }
    }

    @Test
    void usersSeeAdminsAndThoseWithWhomTheyShareARoomAndNobodyElse() {
        var stranger = USERS.user("Stranger");
        MESSAGES.know(stranger);
        MESSAGES.know(ada);
        MESSAGES.room(RoomKind.GROUP, ben, cyd);
        var nobody = new Person(new UserId(UUID.randomUUID()), "n", "n", ben.role());
        try (var _ = Pod.first().connect(stranger);
                var ofUser = new Watching(Pod.first().connect(ben));
                var ofAdmin = new Watching(Pod.second().connect(ada))) {
            ofUser.watch(ada, cyd, stranger, nobody);
            ofAdmin.watch(ben, stranger, nobody);

            ofAdmin.await(stranger, "online");
            ofUser.await(ada, "online");
            assertThat(ofUser.last(cyd)).isPresent();
            assertThat(ofUser.last(stranger)).isEmpty();
            assertThat(ofUser.last(nobody)).isEmpty();
            assertThat(ofAdmin.last(nobody)).isEmpty();
        }
    }

    @Test
    void whoIsTakenOutOfTheLastCommonRoomIsSeenNoMoreAndWhoIsTakenInIs() {
        var room = MESSAGES.room(RoomKind.GROUP, ben, cyd);
        try (var _ = Pod.second().connect(cyd);
                var watching = new Watching(Pod.first().connect(ben)).watch(cyd)) {
            watching.await(cyd, "online");

            MESSAGES.setMembers(room, ben);
            watching.awaitRemoved(cyd);

            MESSAGES.setMembers(room, ben, cyd);
            watching.session().awaitAtLeast(2, frame -> frame.body().contains("\"online\""));
        }
    }

    @Test
    void whoIsInvisibleIsOfflineForAllOthersAndNobodyLearnsWhenThatEnds() {
        MESSAGES.room(RoomKind.GROUP, ben, cyd);
        say(cyd, PresenceMode.INVISIBLE, null);
        try (var watching = new Watching(Pod.first().connect(ben)).watch(cyd);
                var phone = new Watching(Pod.second().connect(cyd)).watch(cyd)) {
            phone.await(cyd, "invisible");
            phone.session().sendAndAwait(STATE, Map.of("state", "away"));
            say(cyd, PresenceMode.INVISIBLE, new UserStatus("busy", null, null));
            watching.session().await(frame -> frame.body().contains("busy"));
            assertThat(watching.states(cyd)).containsOnly("offline");

            say(cyd, null, null);
            watching.await(cyd, "away");
            phone.session().sendAndAwait(STATE, Map.of("state", "online"));
            watching.await(cyd, "online");
            say(cyd, PresenceMode.AWAY, null);
            watching.session()
                    .awaitAtLeast(2, frame -> frame.body().contains("\"state\":\"away\""));
        }
    }

    @Test
    void whatPeopleSayOfThemselvesIsToldAtOnceAndForAsLongAsItHolds() {
        MESSAGES.room(RoomKind.GROUP, ben, cyd);
        try (var watching = new Watching(Pod.first().connect(ben)).watch(cyd)) {
            var over = Instant.now().minusSeconds(1);
            say(cyd, null, new UserStatus("in the past", null, over));
            ACCOUNTS.say(
                    cyd,
                    new Availability(
                            new UserStatus("on holiday", "🌴", null),
                            new DoNotDisturb(Instant.now().plusSeconds(600), null),
                            null,
                            false));

            watching.session().await(frame -> frame.body().contains("on holiday"));
            var told = watching.last(cyd).orElseThrow();
            assertThat(told.path("status").path("emoji").asString()).isEqualTo("🌴");
            assertThat(told.path("dnd").asBoolean(false)).isTrue();
            assertThat(watching.session().frames(frame -> frame.body().contains("in the past")))
                    .isEmpty();
        }
    }

    private static void say(
            Person person, @Nullable PresenceMode mode, @Nullable UserStatus status) {
        ACCOUNTS.say(person, new Availability(status, null, mode, false));
    }

    @Test
    void tellsWhenSomebodyWhoIsNotThereWasThereLast() {
        MESSAGES.room(RoomKind.GROUP, ben, cyd);
        USERS.setLastSeen(cyd, Instant.parse("2026-11-30T10:00:00Z"));
        try (var watching = new Watching(Pod.first().connect(ben)).watch(cyd)) {
            watching.session().await(frame -> frame.body().contains("2026-11-30T10:00:00.000Z"));
        }
    }

    @Test
    void aWatchNeedsItsQueueAndAListOfPeople() {
        try (var session = Pod.first().connect(ben)) {
            refused(session, WATCH, Map.of("users", List.of()), "subscription.not.found");
            session.subscribeAndAwait("/user/queue/presence", Map.of());
            refused(session, WATCH, Map.of(), "validation.failed");
            refused(session, WATCH, Map.of("users", List.of("x")), "validation.failed");
            refused(
                    session,
                    WATCH,
                    Map.of("users", Collections.nCopies(201, ben.id().toString())),
                    "validation.failed");
            session.sendAndAwait(WATCH, Map.of("users", List.of()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"offline", "invisible", "Online", ""})
    void aClientSaysOnlineOrAwayAndNothingElse(String state) {
        try (var session = Pod.first().connect(ben)) {
            refused(session, STATE, Map.of("state", state), "validation.failed");
        }
    }

    private static void refused(
            StompConnection session, String destination, Map<String, ?> body, String code) {
        var receipt = session.send(destination, body);
        session.await(
                frame ->
                        frame.body().contains("\"receiptId\":\"" + receipt + "\"")
                                && frame.body().contains(code));
    }
}
