package io.parley.message.member;

import io.parley.message.directory.Directory;
import io.parley.message.room.RoomLimits;
import io.parley.message.web.Refusal;
import io.parley.model.UserId;
import io.parley.model.room.Person;
import io.parley.model.wire.ErrorCode;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** People on their way into a room: they must exist, and fit. */
@Component
public class NewMembers {

    private static final String FIELD = "members";
    private static final int NAMED_AT_MOST = 5;

    private final Directory directory;
    private final int maxMembers;

    NewMembers(Directory directory, RoomLimits limits) {
        this.directory = directory;
        this.maxMembers = limits.maxMembers();
    }

    /** The people of these ids, all of whom must exist and fit into one room. */
    public List<Person> lookUp(Collection<UserId> ids) {
        requireRoomFor(ids.size());
        return lookUp(FIELD, ids);
    }

    /**
     * @param field what to name where somebody does not exist
     */
    public List<Person> lookUp(String field, Collection<UserId> ids) {
        var known = directory.find(ids);
        var unknown = new HashSet<>(ids);
        known.forEach(person -> unknown.remove(person.id()));
        if (!unknown.isEmpty()) {
            throw Refusal.invalid(field, "unknown: " + named(unknown));
        }
        return known;
    }

    /**
     * @throws Refusal {@code user.not.found} where there is no such person
     */
    public Person lookUp(UserId id) {
        return directory.find(List.of(id)).stream()
                .findFirst()
                .orElseThrow(() -> Refusal.of(ErrorCode.USER_NOT_FOUND));
    }

    /** Refuses where a room does not hold so many. */
    public void requireRoomFor(int members) {
        if (members > maxMembers) {
            throw Refusal.invalid(FIELD, "a room has at most " + maxMembers + " members");
        }
    }

    private static String named(Collection<UserId> ids) {
        return ids.stream()
                .map(UserId::toString)
                .sorted()
                .limit(NAMED_AT_MOST)
                .collect(Collectors.joining(", "));
    }
}
