package io.parley.message.room.inside;

import io.parley.message.directory.People;
import io.parley.model.Role;
import io.parley.model.UserId;
import io.parley.model.policy.Decision;
import io.parley.model.policy.MessagingPolicy;
import io.parley.model.presence.PresenceQuestion;
import io.parley.model.presence.PresenceQuestion.Viewer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whose presence people may see: by their roles, and by the rooms that they share. */
@Component
class VisiblePeople {

    private final JdbcClient jdbc;

    VisiblePeople(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param viewer their place in the question: one person may ask twice, as two who they are
     */
    private record Pair(int viewer, UserId person) {}

    private record Found(Pair pair, Role role, boolean sharesRoom) {}

    /** Who does not exist is not among them either. */
    PresenceQuestion.Answer of(PresenceQuestion question) {
        var viewers = question.viewers();
        var visible =
                find(viewers).stream()
                        .filter(found -> isVisible(viewers.get(found.pair.viewer), found))
                        .map(Found::pair)
                        .collect(Collectors.toSet());
        return new PresenceQuestion.Answer(
                IntStream.range(0, viewers.size())
                        .mapToObj(number -> visible(number, viewers.get(number), visible))
                        .toList());
    }

    private static boolean isVisible(Viewer viewer, Found found) {
        return MessagingPolicy.seePresence(viewer.role(), found.role, found.sharesRoom)
                instanceof Decision.Allowed;
    }

    private static List<UserId> visible(int number, Viewer viewer, Set<Pair> visible) {
        return viewer.people().stream()
                .filter(person -> visible.contains(new Pair(number, person)))
                .toList();
    }

    /** Rooms are looked at only where roles do not decide. */
    private List<Found> find(List<Viewer> viewers) {
        var numbers = new ArrayList<Integer>();
        var ids = new ArrayList<UserId>();
        var people = new ArrayList<UserId>();
        for (var number = 0; number < viewers.size(); number++) {
            for (var person : viewers.get(number).people()) {
                numbers.add(number);
                ids.add(viewers.get(number).id());
                people.add(person);
            }
        }
        return jdbc.sql(
                        """
                        SELECT pair.number, person.id, person.role,
                            NOT pair.is_admin AND person.role = 'USER' AND EXISTS (
                                SELECT FROM room_member AS mine
                                    JOIN room_member AS theirs ON theirs.room_id = mine.room_id
                                        AND theirs.user_id = pair.person_id
                                    JOIN room ON room.id = mine.room_id
                                        AND room.audience = 'members'
                                WHERE mine.user_id = pair.viewer_id) AS shares_room
                        FROM unnest(:numbers, :viewers, :people, :admins)
                                AS pair (number, viewer_id, person_id, is_admin)
                            JOIN person ON person.id = pair.person_id
                        """)
                .param("numbers", numbers.toArray(Integer[]::new))
                .param("viewers", People.array(ids))
                .param("people", People.array(people))
                .param(
                        "admins",
                        numbers.stream()
                                .map(number -> viewers.get(number).role() == Role.ADMIN)
                                .toArray(Boolean[]::new))
                .query(
                        (row, line) ->
                                new Found(
                                        new Pair(
                                                row.getInt("number"),
                                                new UserId(row.getObject("id", UUID.class))),
                                        Role.valueOf(row.getString("role")),
                                        row.getBoolean("shares_room")))
                .list();
    }
}
