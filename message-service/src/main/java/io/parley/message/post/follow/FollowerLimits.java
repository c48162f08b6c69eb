package io.parley.message.post.follow;

import io.parley.message.web.Refusal;
import io.parley.model.UserId;
import io.parley.model.wire.ErrorCode;
import io.parley.model.wire.Problem;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Counts streams of this replica, and refuses those too many before they begin. */
@Component
class FollowerLimits {

    private static final long RETRY_AFTER_MS = 5_000;

    private final FollowSettings settings;
    private final AtomicInteger all = new AtomicInteger();
    private final ConcurrentHashMap<String, Integer> byAddress = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<UserId, Integer> byPerson = new ConcurrentHashMap<>();

    FollowerLimits(FollowSettings settings) {
        this.settings = settings;
    }

    /** Takes a place for the address; run the answer to give it back. */
    Runnable enter(String address) {
        if (all.incrementAndGet() > settings.maxFollowers()) {
            all.decrementAndGet();
            throw refusal(ErrorCode.OVERLOADED, "too many follow posts right now");
        }
        if (byAddress.merge(address, 1, Integer::sum) > settings.maxPerAddress()) {
            leave(byAddress, address);
            all.decrementAndGet();
            throw refusal(ErrorCode.SUBSCRIPTION_LIMIT, "too many streams from this address");
        }
        return () -> {
            leave(byAddress, address);
            all.decrementAndGet();
        };
    }

    /** Takes a place for the person, if there is one; run the answer to give it back. */
    Optional<Runnable> enter(UserId person) {
        if (byPerson.merge(person, 1, Integer::sum) > settings.maxPerPerson()) {
            leave(byPerson, person);
            return Optional.empty();
        }
        return Optional.of(() -> leave(byPerson, person));
    }

    Refusal tooManyOfOnePerson() {
        return refusal(ErrorCode.SUBSCRIPTION_LIMIT, "too many streams of this person");
    }

    private static <K> void leave(ConcurrentHashMap<K, Integer> places, K key) {
        places.computeIfPresent(key, (same, taken) -> taken == 1 ? null : taken - 1);
    }

    private static Refusal refusal(ErrorCode code, String detail) {
        return new Refusal(Problem.of(code, detail).withRetryAfterMs(RETRY_AFTER_MS));
    }
}
