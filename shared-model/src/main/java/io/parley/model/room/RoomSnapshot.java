package io.parley.model.room;

import io.parley.model.Role;
import io.parley.model.RoomHistory;
import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.RoomSettings;
import io.parley.model.UserId;
import io.parley.model.policy.Action;
import io.parley.model.policy.Decision;
import io.parley.model.policy.MessagingPolicy;
import io.parley.model.policy.Standing;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A room with its members, as message-service keeps it; also the value of {@link RoomLog} records.
 * Records of the first release hold the first five fields only: what they lack is taken for "none",
 * and a direct room of theirs for one that is not frozen.
 *
 * @param version grows by 1 with each change of the room or its members: the newer one wins
 * @param name empty for a direct room
 * @param members everybody named as being inside, whatever their standing
 * @param audience for everybody, those who are not named are members as well
 * @param spectators those of the members who only read
 * @param mutedUntil who may not post before that time; the time may be past
 * @param banned who is sent away; none of them is in {@code members}
 * @param admins of a direct room those of the two who are admins, of a support room its agents;
 *     empty for other kinds, where a person's role is that of their token
 * @param history what of the past members may read
 * @param firstSeqs with which event history began for those who joined later than the first one
 * @param settings what the room has set for itself
 */
public record RoomSnapshot(
        RoomId roomId,
        long version,
        RoomKind kind,
        String name,
        Set<UserId> members,
        RoomAudience audience,
        Set<UserId> spectators,
        Map<UserId, Instant> mutedUntil,
        Set<UserId> banned,
        Set<UserId> admins,
        RoomHistory history,
        Map<UserId, Long> firstSeqs,
        RoomSettings settings) {

    /** Jackson leaves absent components null, whatever their type says. */
    @SuppressWarnings("ConstantConditions")
    public RoomSnapshot {
        members = orNobody(members);
        audience = audience == null ? RoomAudience.MEMBERS : audience;
        spectators = orNobody(spectators);
        mutedUntil = mutedUntil == null ? Map.of() : Map.copyOf(mutedUntil);
        banned = orNobody(banned);
        admins = admins == null && kind == RoomKind.DIRECT ? members : orNobody(admins);
        history = history == null ? RoomHistory.ALL : history;
        firstSeqs = firstSeqs == null ? Map.of() : Map.copyOf(firstSeqs);
        settings = settings == null ? RoomSettings.USUAL : settings;
    }

    /** A room whose members read all of it, and where all is as usual. */
    public RoomSnapshot(
            RoomId roomId,
            long version,
            RoomKind kind,
            String name,
            Set<UserId> members,
            RoomAudience audience,
            Set<UserId> spectators,
            Map<UserId, Instant> mutedUntil,
            Set<UserId> banned,
            Set<UserId> admins) {
        this(
                roomId,
                version,
                kind,
                name,
                members,
                audience,
                spectators,
                mutedUntil,
                banned,
                admins,
                RoomHistory.ALL,
                Map.of(),
                RoomSettings.USUAL);
    }

    /** A room where every member is one in full. */
    public static RoomSnapshot ofMembers(
            RoomId id, long version, RoomKind kind, String name, Set<UserId> members) {
        var admins = kind == RoomKind.DIRECT ? members : Set.<UserId>of();
        return new RoomSnapshot(
                id,
                version,
                kind,
                name,
                members,
                RoomAudience.MEMBERS,
                Set.of(),
                Map.of(),
                Set.of(),
                admins);
    }

    /** Whether somebody with that role, as it is right now, may do something here. */
    public Decision decide(UserId person, Role role, Action action, Instant now) {
        var standing = withRole(person, role).standingOf(person, now);
        return MessagingPolicy.decide(role, action, kind, standing, settings);
    }

    /** The first event that somebody in the room, with that role, may read. */
    public long firstReadable(UserId person, Role role) {
        return MessagingPolicy.firstReadable(role, history, firstSeqs.getOrDefault(person, 1L));
    }

    /** What the person is to the room; never {@code LEFT}, which reads as {@code NONE} here. */
    public Standing standingOf(UserId person, Instant now) {
        if (banned.contains(person)) {
            return Standing.BANNED;
        }
        if (!hasInside(person)) {
            return Standing.NONE;
        }
        if (isFrozen() || spectators.contains(person)) {
            return Standing.SPECTATOR;
        }
        var silentUntil = mutedUntil.get(person);
        return silentUntil != null && now.isBefore(silentUntil) ? Standing.MUTED : Standing.MEMBER;
    }

    /** Whether the person is in the room, named or as everybody is. */
    public boolean hasInside(UserId person) {
        return !banned.contains(person)
                && (audience == RoomAudience.EVERYBODY || members.contains(person));
    }

    /** True for a direct room none of whose people is an admin any more: it is only read. */
    public boolean isFrozen() {
        return kind == RoomKind.DIRECT && admins.isEmpty();
    }

    /**
     * The room as it is once somebody in it has that role: a direct room gains or loses an admin, a
     * support room loses an agent. For readers who hear of a role before the room's writer does;
     * other rooms, and other people, change nothing.
     */
    public RoomSnapshot withRole(UserId person, Role role) {
        var wasAdmin = admins.contains(person);
        if (wasAdmin && role == Role.USER) {
            var stay = kind == RoomKind.SUPPORT ? without(members, person) : members;
            return with(stay, without(admins, person));
        }
        if (!wasAdmin
                && role == Role.ADMIN
                && kind == RoomKind.DIRECT
                && members.contains(person)) {
            return with(members, and(admins, person));
        }
        return this;
    }

    /** The same room with those settings. */
    public RoomSnapshot set(RoomSettings newSettings) {
        return new RoomSnapshot(
                roomId,
                version,
                kind,
                name,
                members,
                audience,
                spectators,
                mutedUntil,
                banned,
                admins,
                history,
                firstSeqs,
                newSettings);
    }

    private RoomSnapshot with(Set<UserId> newMembers, Set<UserId> newAdmins) {
        return new RoomSnapshot(
                roomId,
                version,
                kind,
                name,
                newMembers,
                audience,
                spectators,
                mutedUntil,
                banned,
                newAdmins,
                history,
                firstSeqs,
                settings);
    }

    private static Set<UserId> without(Set<UserId> people, UserId person) {
        var rest = new HashSet<>(people);
        rest.remove(person);
        return rest;
    }

    private static Set<UserId> and(Set<UserId> people, UserId person) {
        var all = new HashSet<>(people);
        all.add(person);
        return all;
    }

    private static Set<UserId> orNobody(@Nullable Set<UserId> people) {
        return people == null ? Set.of() : Set.copyOf(people);
    }
}
