package io.parley.chat.session;

import io.parley.chat.admission.AdmissionLimits;
import io.parley.chat.policy.AccountChanged;
import io.parley.chat.policy.PolicyLost;
import io.parley.chat.policy.RoomChanged;
import io.parley.chat.presence.lease.Leases;
import io.parley.chat.transport.ChatLimits;
import io.parley.model.RoomId;
import io.parley.model.RoomKind;
import io.parley.model.UserId;
import io.parley.model.room.RoomAudience;
import io.parley.model.room.RoomSnapshot;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The pod's sessions, and whose they are. */
@Component
public class Sessions {

    /** The answers to a session that goes may take so long. */
    public static final Duration ANSWERED_WITHIN = SessionSends.ANSWERED_WITHIN;

    private final ChatLimits limits;
    private final AdmissionLimits admission;
    private final SessionMetrics metrics;
    private final Leases leases;
    private final Map<String, StompSession> byId = new ConcurrentHashMap<>();

    /** Sets are made and dropped inside the map's own atomic steps. */
    private final Map<UserId, Set<StompSession>> byPerson = new ConcurrentHashMap<>();

    private final Map<String, UserId> owners = new ConcurrentHashMap<>();
    private volatile boolean isDraining;

    Sessions(ChatLimits limits, AdmissionLimits admission, SessionMetrics metrics, Leases leases) {
        this.limits = limits;
        this.admission = admission;
        this.metrics = metrics;
        this.leases = leases;
        metrics.watch(byId);
    }

    /** False where the pod is full or drains. */
    boolean open(StompSession session) {
        if (isDraining || byId.size() >= admission.sessions()) {
            return false;
        }
        byId.put(session.id(), session);
        return true;
    }

    /** Registers whose session it is; false where the person has too many, or it is closed. */
    boolean admit(StompSession session, UserId person) {
        owners.put(session.id(), person);
        var own = byPerson.compute(person, (_, known) -> with(session, person, known));
        if (!byId.containsKey(session.id())) {
            // Closed meanwhile, by another thread, perhaps before it was among the person's
            owners.remove(session.id());
            forget(session, person);
            return false;
        }
        return own.contains(session);
    }

    /** The client has said that it leaves: its place is free before it is told so. */
    void left(StompSession session) {
        forgetOwner(session);
    }

    void closed(StompSession session) {
        byId.remove(session.id());
        forgetOwner(session);
        session.onClosed();
        metrics.closed(session.endCode());
    }

    /** The open sessions, as they come and go. */
    public Collection<StompSession> all() {
        return byId.values();
    }

    /** How many are open. */
    public int count() {
        return byId.size();
    }

    /** From now on nobody is let in. */
    public void startDraining() {
        isDraining = true;
    }

    /** Whether nobody is let in any more. */
    public boolean isDraining() {
        return isDraining;
    }

    /** Tells people that a room of theirs is new, changed or gone. */
    @EventListener
    void onRoomChanged(RoomChanged change) {
        var room = change.after();
        inside(room).forEach(person -> tell(person, InboxEvent.changed(room)));
        change.removed().forEach(person -> tell(person, InboxEvent.removed(room)));
    }

    private Stream<UserId> inside(RoomSnapshot room) {
        return room.audience() == RoomAudience.EVERYBODY
                ? byPerson.keySet().stream().filter(room::hasInside)
                : room.members().stream();
    }

    /** When this returns, all sessions of the person act by what the account is now. */
    @EventListener
    void onAccountChanged(AccountChanged change) {
        var account = change.account();
        byPerson.getOrDefault(account.userId(), Set.of()).forEach(session -> session.obey(account));
    }

    /** It is not known any more what the sessions may see. */
    @EventListener
    void onPolicyLost(PolicyLost lost) {
        byId.values().forEach(StompSession::losePolicy);
    }

    private void tell(UserId person, InboxEvent event) {
        byPerson.getOrDefault(person, Set.of())
                .forEach(session -> session.replies().inbox(event.type(), event));
    }

    private Set<StompSession> with(
            StompSession session, UserId person, @Nullable Set<StompSession> known) {
        var sessions = known == null ? ConcurrentHashMap.<StompSession>newKeySet() : known;
        if (sessions.size() < limits.sessionsPerUser() && sessions.add(session)) {
            leases.opened(person, session.id());
        }
        return sessions;
    }

    private void forgetOwner(StompSession session) {
        var person = owners.remove(session.id());
        if (person != null) {
            forget(session, person);
        }
    }

    private void forget(StompSession session, UserId person) {
        byPerson.computeIfPresent(
                person,
                (_, sessions) -> {
                    if (sessions.remove(session)) {
                        leases.closed(person, session.id());
                    }
                    return sessions.isEmpty() ? null : sessions;
                });
    }

    private record InboxEvent(String type, RoomId roomId, @Nullable Head room) {

        record Head(RoomId id, RoomKind kind, String name, long version) {}

        static InboxEvent changed(RoomSnapshot room) {
            return new InboxEvent(
                    "room.changed",
                    room.roomId(),
                    new Head(room.roomId(), room.kind(), room.name(), room.version()));
        }

        static InboxEvent removed(RoomSnapshot room) {
            return new InboxEvent("room.removed", room.roomId(), null);
        }
    }
}
