package io.parley.chat.presence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.chat.link.OwnThread;
import io.parley.chat.link.ServiceUnavailableException;
import io.parley.chat.link.UserService;
import io.parley.chat.link.UserService.Seen;
import io.parley.chat.presence.lease.Leases;
import io.parley.model.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * When people were there last: told to user-service now and then, and asked for where somebody is
 * not there. What gets lost does no harm. Owned by the thread of presence.
 */
@Component
class LastSeen {

    private static final Logger log = LoggerFactory.getLogger(LastSeen.class);
    private static final Duration TOLD_EVERY = Duration.ofSeconds(30);
    private static final Duration KEPT = Duration.ofSeconds(60);
    private static final int MOST_KEPT = 100_000;
    private static final int CALLS_AT_ONCE = 4;

    private final UserService users;
    private final Leases leases;
    private final Clock clock;
    private final OwnThread thread;
    private final Semaphore turns = new Semaphore(CALLS_AT_ONCE);
    private final Cache<UserId, Optional<Instant>> known =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).expireAfterWrite(KEPT).build();
    private final Set<UserId> asked = new HashSet<>();
    private final Set<UserId> wanted = new HashSet<>();

    LastSeen(OwnThread presenceThread, UserService users, Leases leases, Clock clock) {
        this.thread = presenceThread;
        this.users = users;
        this.leases = leases;
        this.clock = clock;
        thread.runEvery(TOLD_EVERY, this::tell);
    }

    /** Of who has just left it is asked anew, once it is known. */
    void forget(UserId person) {
        known.invalidate(person);
    }

    /** What is known; what is not is asked for with {@link #ask}. */
    Optional<Instant> find(UserId person) {
        var found = known.getIfPresent(person);
        if (found == null) {
            if (!asked.contains(person)) {
                wanted.add(person);
            }
            return Optional.empty();
        }
        return found;
    }

    /**
     * Asks for those of whom nothing was known.
     *
     * @param found told of each of whom something is
     */
    void ask(Consumer<UserId> found) {
        var all = List.copyOf(wanted);
        wanted.clear();
        asked.addAll(all);
        for (var from = 0; from < all.size(); from += UserService.MOST_ASKED) {
            var some = all.subList(from, Math.min(all.size(), from + UserService.MOST_ASKED));
            Thread.startVirtualThread(() -> ask(some, found));
        }
    }

    /** The same for who waits for it: may block for a call, and finds nothing where that fails. */
    Map<UserId, Instant> read(List<UserId> people) {
        var found = new HashMap<UserId, Instant>();
        try {
            for (var from = 0; from < people.size(); from += UserService.MOST_ASKED) {
                var to = Math.min(people.size(), from + UserService.MOST_ASKED);
                found.putAll(users.lastSeen(people.subList(from, to)));
            }
        } catch (ServiceUnavailableException away) {
            log.debug("when people were there cannot be asked");
        }
        return found;
    }

    private void ask(List<UserId> some, Consumer<UserId> found) {
        turns.acquireUninterruptibly();
        try {
            var answer = users.lastSeen(some);
            thread.run(() -> take(some, answer, found));
        } catch (ServiceUnavailableException away) {
            log.debug("when people were there cannot be asked");
            thread.run(() -> take(some, Map.of(), found));
        } finally {
            turns.release();
        }
    }

    private void take(List<UserId> some, Map<UserId, Instant> answer, Consumer<UserId> found) {
        for (var person : some) {
            asked.remove(person);
            known.put(person, Optional.ofNullable(answer.get(person)));
        }
        answer.keySet().forEach(found);
    }

    private void tell() {
        var now = clock.instant();
        var seen = new ArrayList<Seen>();
        leases.visible().forEach(person -> seen.add(new Seen(person, now)));
        for (var from = 0; from < seen.size(); from += UserService.MOST_TOLD) {
            var some = seen.subList(from, Math.min(seen.size(), from + UserService.MOST_TOLD));
            Thread.startVirtualThread(() -> tell(some));
        }
    }

    private void tell(List<Seen> some) {
        turns.acquireUninterruptibly();
        try {
            users.tellSeen(some);
        } catch (ServiceUnavailableException away) {
            log.debug("when people were there cannot be told");
        } finally {
            turns.release();
        }
    }
}
