package io.parley.chat.presence;

import io.parley.chat.link.MessageService;
import io.parley.chat.link.OwnThread;
import io.parley.chat.link.ServiceUnavailableException;
import io.parley.chat.policy.LiveAccounts;
import io.parley.chat.policy.LivePolicy;
import io.parley.model.Role;
import io.parley.model.RoomId;
import io.parley.model.UserId;
import io.parley.model.policy.Decision;
import io.parley.model.policy.MessagingPolicy;
import io.parley.model.presence.PresenceQuestion;
import io.parley.model.presence.PresenceQuestion.Viewer;
import io.parley.model.room.RoomAudience;
import io.parley.model.room.RoomSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * Decides whose presence a person may see: by the roles and the rooms that this pod knows, and
 * where these do not say so by asking message-service, for many people at once.
 */
@Component
class VisiblePeople {

    /** Questions that come within this are asked together. */
    private static final Duration GATHERED = Duration.ofMillis(20);

    private static final int CALLS_AT_ONCE = 4;

    private final OwnThread thread;
    private final LivePolicy policy;
    private final LiveAccounts accounts;
    private final MessageService messages;
    private final Semaphore turns = new Semaphore(CALLS_AT_ONCE);

    /** Owned by the thread of presence. */
    private List<Waiting> waiting = new ArrayList<>();

    VisiblePeople(
            OwnThread presenceThread,
            LivePolicy policy,
            LiveAccounts accounts,
            MessageService messages) {
        this.thread = presenceThread;
        this.policy = policy;
        this.accounts = accounts;
        this.messages = messages;
    }

    private record Waiting(Viewer viewer, Consumer<Optional<Set<UserId>>> then) {}

    /**
     * Who of them is seen by what this pod knows; of the others it cannot tell.
     *
     * @param rooms that the viewer follows here, of which most are in memory
     */
    Set<UserId> known(UserId viewer, Role role, Set<UserId> people, Collection<RoomId> rooms) {
        var shared =
                rooms.stream()
                        .flatMap(room -> policy.known(room).stream())
                        .filter(room -> room.audience() == RoomAudience.MEMBERS)
                        .filter(room -> room.hasInside(viewer))
                        .toList();
        var seen = new HashSet<UserId>();
        for (var person : people) {
            if (person.equals(viewer) || isSeen(role, person, shared)) {
                seen.add(person);
            }
        }
        return seen;
    }

    /** Who is not known here need not exist, whatever the viewer's role. */
    private boolean isSeen(Role viewer, UserId person, List<RoomSnapshot> shared) {
        var sharesRoom = shared.stream().anyMatch(room -> room.hasInside(person));
        var role = isAdmin(person) ? Role.ADMIN : Role.USER;
        return (sharesRoom || role == Role.ADMIN)
                && MessagingPolicy.seePresence(viewer, role, sharesRoom)
                        instanceof Decision.Allowed;
    }

    boolean isAdmin(UserId person) {
        return accounts.findNotable(person)
                .filter(account -> account.role() == Role.ADMIN)
                .isPresent();
    }

    /**
     * Asks who of them is seen. On the thread of presence.
     *
     * @param then told there; of nothing where nobody can tell at present
     */
    void ask(UserId viewer, Role role, Set<UserId> people, Consumer<Optional<Set<UserId>>> then) {
        if (waiting.isEmpty()) {
            thread.runAfter(GATHERED, this::askAll);
        }
        waiting.add(new Waiting(new Viewer(viewer, role, List.copyOf(people)), then));
    }

    /** The same for who waits for it: may block for a call. */
    Set<UserId> read(UserId viewer, Role role, Set<UserId> people) {
        var question = new Viewer(viewer, role, List.copyOf(people));
        var answer = messages.visible(new PresenceQuestion(List.of(question)));
        return Set.copyOf(answer.visible().getFirst());
    }

    private void askAll() {
        var batch = new ArrayList<Waiting>();
        var size = 0;
        var all = waiting;
        waiting = new ArrayList<>();
        for (var next : all) {
            if (size + size(next) > PresenceQuestion.MOST_PEOPLE) {
                start(batch);
                batch = new ArrayList<>();
                size = 0;
            }
            batch.add(next);
            size += size(next);
        }
        start(batch);
    }

    /** Who asks takes as much of a request as two people. */
    private static int size(Waiting one) {
        return one.viewer.people().size() + 2;
    }

    private void start(List<Waiting> batch) {
        if (!batch.isEmpty()) {
            Thread.startVirtualThread(() -> ask(batch));
        }
    }

    private void ask(List<Waiting> batch) {
        turns.acquireUninterruptibly();
        try {
            var question = new PresenceQuestion(batch.stream().map(one -> one.viewer).toList());
            var visible = messages.visible(question).visible();
            thread.run(() -> tell(batch, visible));
        } catch (ServiceUnavailableException away) {
            thread.run(() -> batch.forEach(one -> one.then.accept(Optional.empty())));
        } finally {
            turns.release();
        }
    }

    private static void tell(List<Waiting> batch, List<List<UserId>> visible) {
        for (var i = 0; i < batch.size(); i++) {
            var seen = i < visible.size() ? visible.get(i) : List.<UserId>of();
            batch.get(i).then.accept(Optional.of(Set.copyOf(seen)));
        }
    }
}
