package io.parley.chat.presence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.chat.link.ServiceUnavailableException;
import io.parley.chat.policy.LivePolicy;
import io.parley.chat.policy.PolicyFreshness;
import io.parley.chat.presence.PresenceFrame.Shown;
import io.parley.chat.presence.lease.LeaseReader;
import io.parley.chat.presence.lease.LeaseState;
import io.parley.chat.presence.lease.Sighting;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.event.Actor;
import io.parley.model.policy.Action;
import io.parley.model.policy.Decision;
import io.parley.model.room.RoomAudience;
import io.parley.model.room.RoomSnapshot;
import io.parley.model.wire.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/** Who is there, for those who ask once. Calls block for look-ups. */
@Component
public class PresenceQueries {

    private static final Duration COUNT_HOLDS = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int MOST_ROOMS = 10_000;

    private final LivePolicy policy;
    private final PolicyFreshness freshness;
    private final LeaseReader leases;
    private final VisiblePeople visible;
    private final LastSeen lastSeen;
    private final Profiles profiles;
    private final Cache<RoomId, Integer> counts =
            Caffeine.newBuilder().maximumSize(MOST_ROOMS).expireAfterWrite(COUNT_HOLDS).build();

    PresenceQueries(
            LivePolicy policy,
            PolicyFreshness freshness,
            LeaseReader leases,
            VisiblePeople visible,
            LastSeen lastSeen,
            Profiles profiles) {
        this.policy = policy;
        this.freshness = freshness;
        this.leases = leases;
        this.visible = visible;
        this.lastSeen = lastSeen;
        this.profiles = profiles;
    }

    /** How many are in a room, or why that is not told. */
    public sealed interface Count {
        record Online(int people) implements Count {}

        record Refused(ErrorCode code) implements Count {}
    }

    /** Those of some people whom the viewer may see, with what they are now. */
    public List<Shown> people(Actor viewer, Set<UserId> wanted) {
        requireTrust();
        var seen = visible.known(viewer.id(), viewer.role(), wanted, List.of());
        var rest = new HashSet<>(wanted);
        rest.removeAll(seen);
        if (!rest.isEmpty()) {
            seen.addAll(visible.read(viewer.id(), viewer.role(), rest));
        }
        var states = states(seen);
        var offline =
                seen.stream()
                        .filter(one -> sighting(viewer, one, states) == Sighting.OFFLINE)
                        .toList();
        var times = lastSeen.read(offline);
        return seen.stream()
                .map(
                        one ->
                                profiles.shown(
                                        one,
                                        sighting(viewer, one, states),
                                        Optional.<Instant>ofNullable(times.get(one))))
                .toList();
    }

    /** Where Redis is away, nobody is said to be anything. */
    private Optional<Map<UserId, LeaseState>> states(Set<UserId> people) {
        try {
            return Optional.of(await(leases.ask(people)));
        } catch (ServiceUnavailableException away) {
            return Optional.empty();
        }
    }

    private static Sighting sighting(
            Actor viewer, UserId person, Optional<Map<UserId, LeaseState>> states) {
        var sighting =
                states.map(
                                known ->
                                        Optional.ofNullable(known.get(person))
                                                .map(Sighting::of)
                                                .orElse(Sighting.OFFLINE))
                        .orElse(Sighting.UNKNOWN);
        return viewer.id().equals(person) ? sighting : PresenceFrame.forOthers(sighting);
    }

    /** How many of the people inside of a room are there; of a room for everybody, about. */
    public Count inRoom(Actor viewer, RoomId id) {
        requireTrust();
        var room = policy.room(id);
        if (room.isEmpty()) {
            return new Count.Refused(ErrorCode.ROOM_NOT_FOUND);
        }
        return switch (policy.decide(viewer, Action.READ, room.get())) {
            case Decision.Denied(ErrorCode code) -> new Count.Refused(code);
            case Decision.Allowed() -> new Count.Online(counts.get(id, _ -> count(room.get())));
        };
    }

    private void requireTrust() {
        if (!freshness.isTrusted()) {
            throw new ServiceUnavailableException(
                    "rights cannot be checked", new IllegalStateException("logs are late"));
        }
    }

    private int count(RoomSnapshot room) {
        if (room.audience() == RoomAudience.EVERYBODY) {
            return await(leases.count());
        }
        var states = await(leases.ask(room.members()));
        return (int)
                states.values().stream().filter(state -> state != LeaseState.INVISIBLE).count();
    }

    private static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new ServiceUnavailableException("Redis does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceUnavailableException("the pod stops", e);
        }
    }
}
