package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.model.Role;
import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.UserId;
import io.parley.model.policy.Standing;
import io.parley.model.room.Person;
import io.parley.model.room.RoomAudience;
import io.parley.model.room.RoomSnapshot;
import io.parley.test.StompConnection;
import io.parley.test.UserServiceStandIn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who may read and post, asked over STOMP on two pods: the whole table, and what changes in it. */
@Tag("servers")
class PolicyTableTest {

    /** Role, kind and standing, then READ and POST, as agreed and not as computed. */
    private static final String TABLE =
            """
            ADMIN DIRECT   NONE      room.not.found room.not.found
            ADMIN DIRECT   MEMBER    yes            yes
            ADMIN DIRECT   SPECTATOR yes            room.readonly
            ADMIN DIRECT   MUTED     yes            room.readonly
            ADMIN DIRECT   BANNED    room.not.found room.not.found
            ADMIN DIRECT   LEFT      room.not.found room.not.found
            ADMIN GROUP    NONE      room.not.found room.not.found
            ADMIN GROUP    MEMBER    yes            yes
            ADMIN GROUP    SPECTATOR yes            room.readonly
            ADMIN GROUP    MUTED     yes            room.readonly
            ADMIN GROUP    BANNED    room.not.found room.not.found
            ADMIN GROUP    LEFT      room.not.found room.not.found
            ADMIN ANNOUNCE NONE      room.not.found room.not.found
            ADMIN ANNOUNCE MEMBER    yes            yes
            ADMIN ANNOUNCE SPECTATOR yes            room.readonly
            ADMIN ANNOUNCE MUTED     yes            room.readonly
            ADMIN ANNOUNCE BANNED    room.not.found room.not.found
            ADMIN ANNOUNCE LEFT      room.not.found room.not.found
            ADMIN SUPPORT  NONE      room.not.found room.not.found
            ADMIN SUPPORT  MEMBER    yes            yes
            ADMIN SUPPORT  SPECTATOR yes            room.readonly
            ADMIN SUPPORT  MUTED     yes            room.readonly
            ADMIN SUPPORT  BANNED    room.not.found room.not.found
            ADMIN SUPPORT  LEFT      room.not.found room.not.found
            USER  DIRECT   NONE      room.not.found room.not.found
            USER  DIRECT   MEMBER    yes            yes
            USER  DIRECT   SPECTATOR yes            room.readonly
            USER  DIRECT   MUTED     yes            room.readonly
            USER  DIRECT   BANNED    room.not.found room.not.found
            USER  DIRECT   LEFT      room.not.found room.not.found
            USER  GROUP    NONE      room.not.found room.not.found
            USER  GROUP    MEMBER    yes            yes
            USER  GROUP    SPECTATOR yes            room.readonly
            USER  GROUP    MUTED     yes            room.readonly
            USER  GROUP    BANNED    room.not.found room.not.found
            USER  GROUP    LEFT      room.not.found room.not.found
            USER  ANNOUNCE NONE      room.not.found room.not.found
            USER  ANNOUNCE MEMBER    yes            room.readonly
            USER  ANNOUNCE SPECTATOR yes            room.readonly
            USER  ANNOUNCE MUTED     yes            room.readonly
            USER  ANNOUNCE BANNED    room.not.found room.not.found
            USER  ANNOUNCE LEFT      room.not.found room.not.found
            USER  SUPPORT  NONE      room.not.found room.not.found
            USER  SUPPORT  MEMBER    yes            yes
            USER  SUPPORT  SPECTATOR yes            room.readonly
            USER  SUPPORT  MUTED     yes            room.readonly
            USER  SUPPORT  BANNED    room.not.found room.not.found
            USER  SUPPORT  LEFT      room.not.found room.not.found
            """;

    private static final MessageServiceStandIn MESSAGES = MessageServiceStandIn.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Person ada = person("Ada", Role.ADMIN);
    private final Person ben = person("Ben", Role.USER);
    private final List<StompConnection> sessions = new ArrayList<>();

    @AfterEach
    void closeSessions() {
        sessions.forEach(StompConnection::close);
    }

    @Test
    void everyRowHoldsAtBothPods() {
        var wrong = new ArrayList<String>();
        for (var pod : List.of(Pod.first(), Pod.second())) {
            var admin = connect(pod, ada);
            var user = connect(pod, ben);
            TABLE.lines()
                    .map(line -> line.split(" +"))
                    .forEach(
                            row -> {
                                var isAdmin = Role.valueOf(row[0]) == Role.ADMIN;
                                check(row, isAdmin ? admin : user, isAdmin ? ada : ben, wrong);
                            });
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void aMuteSilencesOnBothPodsAndEndsByItself() {
        var room = room(RoomKind.GROUP, ben, Standing.MEMBER);
        var first = connect(Pod.first(), ben);
        var second = connect(Pod.second(), ben);
        first.subscribeAndAwait(topic(room), Map.of());
        assertThat(send(first, room)).isEqualTo("yes");
        assertThat(send(second, room)).isEqualTo("yes");

        var muted = as(room, RoomAudience.MEMBERS, Set.of(), Map.of(ben.id(), soon()), Set.of());
        MESSAGES.change(muted);

        awaitAnswer(first, room, "room.readonly");
        awaitAnswer(second, room, "room.readonly");
        MESSAGES.change(
                as(room, RoomAudience.MEMBERS, Set.of(), Map.of(ben.id(), shortly()), Set.of()));
        awaitAnswer(first, room, "yes");
        awaitAnswer(second, room, "yes");
        assertThat(first.frames(frame -> frame.body().contains("subscription.ended"))).isEmpty();
    }

    @Test
    void aSpectatorGoesOnReading() {
        var room = room(RoomKind.GROUP, ben, Standing.MEMBER);
        var reader = connect(Pod.second(), ben);
        reader.subscribeAndAwait(topic(room), Map.of());

        MESSAGES.change(as(room, RoomAudience.MEMBERS, Set.of(ben.id()), Map.of(), Set.of()));

        awaitAnswer(reader, room, "room.readonly");
        var writer = connect(Pod.first(), ada);
        writer.sendAndAwait(sendTo(room), Map.of("clientMsgId", "1", "text", "you see this"));
        reader.await(frame -> frame.is("MESSAGE") && frame.body().contains("you see this"));
    }

    @Test
    void aBanEndsWhatIsFollowedOnBothPodsAndTellsTheInbox() {
        var room = room(RoomKind.GROUP, ben, Standing.MEMBER);
        var first = connect(Pod.first(), ben);
        var second = connect(Pod.second(), ben);
        for (var session : List.of(first, second)) {
            session.subscribeAndAwait("/user/queue/inbox", Map.of());
            session.subscribeAndAwait(topic(room), Map.of());
        }

        MESSAGES.change(as(room, RoomAudience.MEMBERS, Set.of(), Map.of(), Set.of(ben.id())));

        for (var session : List.of(first, second)) {
            session.await(frame -> frame.body().contains("subscription.ended"));
            session.await(frame -> frame.body().contains("room.removed"));
            assertThat(send(session, room)).isEqualTo("room.not.found");
        }
    }

    @Test
    void everybodyFollowsARoomForEverybodyButWhoIsBanned() {
        var room = room(RoomKind.ANNOUNCE, ada, Standing.MEMBER);
        var stranger = person("Stranger", Role.USER);
        var session = connect(Pod.second(), stranger);
        session.subscribeAndAwait("/user/queue/inbox", Map.of());
        assertThat(subscribe(session, room)).isEqualTo("room.not.found");

        MESSAGES.change(as(room, RoomAudience.EVERYBODY, Set.of(), Map.of(), Set.of()));

        session.await(frame -> frame.body().contains("room.changed"));
        assertThat(subscribe(session, room)).isEqualTo("yes");
        assertThat(send(session, room)).isEqualTo("room.readonly");
        MESSAGES.change(
                as(room, RoomAudience.EVERYBODY, Set.of(), Map.of(), Set.of(stranger.id())));
        session.await(frame -> frame.body().contains("subscription.ended"));
        session.await(frame -> frame.body().contains("room.removed"));
    }

    @Test
    void aDirectRoomIsOnlyReadWhileNoneOfItsPeopleIsAnAdmin() {
        var room = room(RoomKind.DIRECT, ben, Standing.MEMBER);
        var first = connect(Pod.first(), ben);
        var second = connect(Pod.second(), ben);
        first.subscribeAndAwait(topic(room), Map.of());
        assertThat(send(second, room)).isEqualTo("yes");

        MESSAGES.change(
                as(room, RoomAudience.MEMBERS, Set.of(), Map.of(), Set.of())
                        .withRole(ada.id(), Role.USER));

        awaitAnswer(first, room, "room.readonly");
        awaitAnswer(second, room, "room.readonly");
        assertThat(subscribe(second, room)).isEqualTo("yes");
        MESSAGES.change(
                as(room, RoomAudience.MEMBERS, Set.of(), Map.of(), Set.of())
                        .withRole(ada.id(), Role.ADMIN));
        awaitAnswer(first, room, "yes");
        awaitAnswer(second, room, "yes");
    }

    private void check(String[] row, StompConnection session, Person person, List<String> wrong) {
        var room = room(RoomKind.valueOf(row[1]), person, Standing.valueOf(row[2]));
        var answers =
                Map.of(
                        "SUBSCRIBE", subscribe(session, room),
                        "joinRoom", join(session, room),
                        "SEND", send(session, room),
                        "sendMessage", sendMessage(session, room));
        answers.forEach(
                (entry, answer) -> {
                    var expected =
                            Set.of("SUBSCRIBE", "joinRoom").contains(entry) ? row[3] : row[4];
                    if (!answer.equals(expected)) {
                        wrong.add(String.join(" ", row) + ": " + entry + " answered " + answer);
                    }
                });
    }

    /** A room of somebody else, where the person has that standing. */
    private RoomId room(RoomKind kind, Person person, Standing standing) {
        var other = person.equals(ada) ? ben : ada;
        var one = Set.of(person.id());
        var isInside = Set.of(Standing.MEMBER, Standing.SPECTATOR, Standing.MUTED);
        var members = new HashSet<>(Set.of(other.id()));
        if (isInside.contains(standing)) {
            members.add(person.id());
        }
        var hasAdmins = kind == RoomKind.DIRECT || kind == RoomKind.SUPPORT;
        var room =
                new RoomSnapshot(
                        RoomId.of(UUID.randomUUID().toString()),
                        1,
                        kind,
                        "a room",
                        members,
                        RoomAudience.MEMBERS,
                        standing == Standing.SPECTATOR ? one : Set.of(),
                        standing == Standing.MUTED ? Map.of(person.id(), soon()) : Map.of(),
                        standing == Standing.BANNED ? one : Set.of(),
                        hasAdmins && members.contains(ada.id()) ? Set.of(ada.id()) : Set.of());
        MESSAGES.put(room);
        return room.roomId();
    }

    /** The room in its next version, with these people in it. */
    private RoomSnapshot as(
            RoomId id,
            RoomAudience audience,
            Set<UserId> spectators,
            Map<UserId, Instant> mutedUntil,
            Set<UserId> banned) {
        var known = MESSAGES.known(id);
        var members = new HashSet<>(known.members());
        members.removeAll(banned);
        return new RoomSnapshot(
                id,
                known.version() + 1,
                known.kind(),
                known.name(),
                members,
                audience,
                spectators,
                mutedUntil,
                banned,
                known.admins());
    }

    private static void awaitAnswer(StompConnection session, RoomId room, String expected) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(send(session, room)).isEqualTo(expected));
    }

    private static String subscribe(StompConnection session, RoomId room) {
        var receipt = "subscribed-" + UUID.randomUUID();
        session.subscribe(topic(room), Map.of("receipt", receipt));
        return answer(session, receipt);
    }

    private static String join(StompConnection session, RoomId room) {
        return answer(session, session.send("/app/joinRoom", Map.of("roomId", room.toString())));
    }

    private static String send(StompConnection session, RoomId room) {
        return answer(session, session.send(sendTo(room), message()));
    }

    private static String sendMessage(StompConnection session, RoomId room) {
        var body = new HashMap<>(message());
        body.put("roomId", room.toString());
        return answer(session, session.send("/app/sendMessage", body));
    }

    private static Map<String, Object> message() {
        return Map.of("clientMsgId", UUID.randomUUID().toString(), "text", "hello");
    }

    private static String answer(StompConnection session, String receipt) {
        var answer =
                session.await(
                        frame ->
                                receipt.equals(frame.header("receipt-id"))
                                        || frame.body().contains('"' + receipt + '"'));
        return answer.is("RECEIPT") ? "yes" : answer.json().path("code").asString();
    }

    private StompConnection connect(Pod pod, Person person) {
        var session = pod.connect(person);
        sessions.add(session);
        return session;
    }

    private static Instant soon() {
        return Instant.now().plusSeconds(600);
    }

    private static Instant shortly() {
        return Instant.now().plusSeconds(2);
    }

    private static String topic(RoomId room) {
        return "/topic/rooms/" + room;
    }

    private static String sendTo(RoomId room) {
        return "/app/rooms/" + room + "/send";
    }

    private static Person person(String name, Role role) {
        var users = UserServiceStandIn.shared();
        var person = role == Role.ADMIN ? users.admin(name) : users.user(name);
        MESSAGES.know(person);
        return person;
    }
}
