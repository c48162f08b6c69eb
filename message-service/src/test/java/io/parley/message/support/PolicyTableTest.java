package io.parley.message.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.message.Api;
import io.parley.message.RunningService;
import io.parley.message.creation.NewRooms;
import io.parley.message.directory.People;
import io.parley.message.room.Pair;
import io.parley.message.room.QueueId;
import io.parley.message.room.Room;
import io.parley.message.room.RoomStore;
import io.parley.message.room.SupportCase;
import io.parley.model.Role;
import io.parley.model.RoomKind;
import io.parley.model.UserId;
import io.parley.model.policy.Standing;
import io.parley.model.room.Person;
import io.parley.test.UserServiceStandIn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Who may read and change rooms, asked over REST: the whole table. */
@RunningService
class PolicyTableTest {

    /**
     * Role, kind and standing, then READ, MANAGE, MUTE, CLAIM, and DELETE of oneself, as agreed and
     * not as computed. A user goes by leaving, an admin by managing.
     */
    private static final String TABLE =
            """
            ADMIN DIRECT   NONE      hidden hidden hidden hidden hidden
            ADMIN DIRECT   MEMBER    yes    denied denied denied denied
            ADMIN DIRECT   SPECTATOR yes    denied denied denied denied
            ADMIN DIRECT   MUTED     yes    denied denied denied denied
            ADMIN DIRECT   BANNED    hidden hidden hidden hidden hidden
            ADMIN DIRECT   LEFT      hidden hidden hidden hidden hidden
            ADMIN GROUP    NONE      hidden yes    yes    denied yes
            ADMIN GROUP    MEMBER    yes    yes    yes    denied yes
            ADMIN GROUP    SPECTATOR yes    yes    yes    denied yes
            ADMIN GROUP    MUTED     yes    yes    yes    denied yes
            ADMIN GROUP    BANNED    hidden yes    yes    denied yes
            ADMIN GROUP    LEFT      hidden yes    yes    denied yes
            ADMIN ANNOUNCE NONE      hidden yes    yes    denied yes
            ADMIN ANNOUNCE MEMBER    yes    yes    yes    denied yes
            ADMIN ANNOUNCE SPECTATOR yes    yes    yes    denied yes
            ADMIN ANNOUNCE MUTED     yes    yes    yes    denied yes
            ADMIN ANNOUNCE BANNED    hidden yes    yes    denied yes
            ADMIN ANNOUNCE LEFT      hidden yes    yes    denied yes
            ADMIN SUPPORT  NONE      hidden hidden hidden hidden hidden
            ADMIN SUPPORT  MEMBER    yes    denied yes    yes    denied
            ADMIN SUPPORT  SPECTATOR yes    denied yes    yes    denied
            ADMIN SUPPORT  MUTED     yes    denied yes    yes    denied
            ADMIN SUPPORT  BANNED    hidden hidden hidden hidden hidden
            ADMIN SUPPORT  LEFT      hidden hidden hidden hidden hidden
            USER  DIRECT   NONE      hidden hidden hidden hidden hidden
            USER  DIRECT   MEMBER    yes    role   role   role   denied
            USER  DIRECT   SPECTATOR yes    role   role   role   denied
            USER  DIRECT   MUTED     yes    role   role   role   denied
            USER  DIRECT   BANNED    hidden hidden hidden hidden hidden
            USER  DIRECT   LEFT      hidden hidden hidden hidden hidden
            USER  GROUP    NONE      hidden hidden hidden hidden hidden
            USER  GROUP    MEMBER    yes    role   role   role   yes
            USER  GROUP    SPECTATOR yes    role   role   role   yes
            USER  GROUP    MUTED     yes    role   role   role   yes
            USER  GROUP    BANNED    hidden hidden hidden hidden hidden
            USER  GROUP    LEFT      hidden hidden hidden hidden hidden
            USER  ANNOUNCE NONE      hidden hidden hidden hidden hidden
            USER  ANNOUNCE MEMBER    yes    role   role   role   yes
            USER  ANNOUNCE SPECTATOR yes    role   role   role   yes
            USER  ANNOUNCE MUTED     yes    role   role   role   yes
            USER  ANNOUNCE BANNED    hidden hidden hidden hidden hidden
            USER  ANNOUNCE LEFT      hidden hidden hidden hidden hidden
            USER  SUPPORT  NONE      hidden hidden hidden hidden hidden
            USER  SUPPORT  MEMBER    yes    role   role   role   denied
            USER  SUPPORT  SPECTATOR yes    role   role   role   denied
            USER  SUPPORT  MUTED     yes    role   role   role   denied
            USER  SUPPORT  BANNED    hidden hidden hidden hidden hidden
            USER  SUPPORT  LEFT      hidden hidden hidden hidden hidden
            """;

    private static final Map<String, String> CODES =
            Map.of(
                    "room.not.found", "hidden",
                    "role.required", "role",
                    "policy.denied", "denied",
                    // where one may read, and there is no message yet
                    "message.not.found", "yes");

    private static final Set<Standing> INSIDE =
            Set.of(Standing.MEMBER, Standing.SPECTATOR, Standing.MUTED);

    private final UserServiceStandIn users = UserServiceStandIn.shared();
    private final Person guest = users.user("Guest");

    @LocalServerPort int port;
    @Autowired RoomStore store;
    @Autowired NewRooms newRooms;
    @Autowired Queues queues;
    @Autowired People people;

    private record Row(
            Role role,
            RoomKind kind,
            Standing standing,
            String read,
            String manage,
            String mute,
            String claim,
            String leave) {

        static Row of(String line) {
            var words = line.split(" +", -1);
            return new Row(
                    Role.valueOf(words[0]),
                    RoomKind.valueOf(words[1]),
                    Standing.valueOf(words[2]),
                    words[3],
                    words[4],
                    words[5],
                    words[6],
                    words[7]);
        }
    }

    @Test
    void everyEntryAnswersAsTheTableSays() {
        people.keep(List.of(guest));
        var wrong = new ArrayList<String>();

        TABLE.lines().map(Row::of).forEach(row -> check(row, wrong));

        assertThat(wrong).isEmpty();
    }

    private void check(Row row, List<String> wrong) {
        var person = row.role == Role.ADMIN ? users.admin("One") : users.user("One");
        var other = row.role == Role.ADMIN ? users.user("Other") : users.admin("Other");
        people.keep(List.of(person, other));
        var room = "/rooms/" + arrange(row, person.id(), other.id()).id();
        var sight = row.read.equals("yes") ? "yes" : row.manage;
        var expected = new LinkedHashMap<String, String>();
        var found = new LinkedHashMap<String, String>();
        var api = Api.as(person, port);
        expected.put("history", row.read);
        found.put("history", text(api.get("/messages/history/" + room.substring(7))));
        expected.put("message", row.read);
        found.put("message", text(api.get(room + "/messages/1")));
        expected.put("room", sight);
        found.put("room", text(api.get(room)));
        expected.put("members", sight);
        found.put("members", text(api.get(room + "/members")));
        expected.put("rename", row.manage);
        found.put("rename", text(api.patch(room, Map.of("name", "New"))));
        expected.put("versions", row.read);
        found.put("versions", text(api.get(room + "/messages/1/versions")));
        expected.put("settings", row.manage);
        found.put("settings", text(api.patch(room + "/settings", Map.of("threads", "inline"))));
        expected.put("add", row.manage);
        found.put("add", text(api.post(room + "/members", Map.of("members", List.of(guest.id())))));
        var standing = Map.of("standing", "spectator");
        expected.put("standing", row.manage);
        found.put("standing", text(api.put(room + "/members/" + guest.id(), standing)));
        expected.put("ban", row.manage);
        found.put("ban", text(api.put(room + "/bans/" + guest.id(), Map.of())));
        expected.put("bans", row.manage);
        found.put("bans", text(api.get(room + "/bans")));
        expected.put("invite", row.manage);
        found.put("invite", text(api.post(room + "/invitations", Map.of())));
        var until = Map.of("until", Instant.now().plusSeconds(600));
        expected.put("mute", row.mute);
        found.put("mute", text(api.put(room + "/members/" + other.id() + "/mute", until)));
        expected.put("claim", row.claim);
        found.put("claim", text(api.put(room + "/claim", Map.of())));
        expected.put("leave", row.leave);
        found.put("leave", text(api.delete(room + "/members/" + person.id())));
        expected.forEach(
                (entry, answer) -> {
                    if (!answer.equals(found.get(entry))) {
                        wrong.add(row + ": " + entry + " answered " + found.get(entry));
                    }
                });
    }

    /** A room of the other one, where the person has that standing, however unlikely. */
    private Room arrange(Row row, UserId person, UserId other) {
        var isInside = INSIDE.contains(row.standing);
        var room = insert(row, person, other, isInside);
        var now = room.createdAt();
        store.members().add(room.id(), List.of(other), now);
        switch (row.standing) {
            case NONE -> {}
            case MEMBER -> store.members().add(room.id(), List.of(person), now);
            case SPECTATOR ->
                    store.members().add(room.id(), List.of(person), Standing.SPECTATOR, now);
            case MUTED -> {
                store.members().add(room.id(), List.of(person), now);
                store.mutes().put(room.id(), person, now.plusSeconds(600), null, other);
            }
            case BANNED -> store.bans().put(room.id(), person, null, other);
            case LEFT -> store.members().remove(room.id(), person, now);
        }
        return room;
    }

    private Room insert(Row row, UserId person, UserId other, boolean isInside) {
        var room = newRooms.newRoom(row.kind, "Room", other);
        switch (row.kind) {
            case DIRECT ->
                    store.rooms()
                            .insertDirect(room, Pair.of(other, isInside ? person : guest.id()));
            case GROUP, ANNOUNCE -> store.rooms().insert(room);
            case SUPPORT -> {
                var queue = new QueueId(UUID.randomUUID());
                queues.insert(queue, "Help", other);
                var isAgent = row.role == Role.ADMIN && isInside;
                queues.addAgents(queue, List.of(isAgent ? person : other));
                var isCustomer = row.role == Role.USER && isInside;
                var customer = isCustomer ? person : row.role == Role.ADMIN ? other : guest.id();
                var support = new SupportCase(queue, customer, null);
                store.rooms().insertSupport(room.about(support), support);
            }
        }
        return room;
    }

    private static String text(Api.Answer answer) {
        if (answer.status() < 300) {
            return "yes";
        }
        var code = answer.text("code");
        return CODES.getOrDefault(code, code);
    }
}
