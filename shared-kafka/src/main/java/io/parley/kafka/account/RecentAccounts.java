package io.parley.kafka.account;

import io.parley.model.UserId;
import io.parley.model.user.UserSnapshot;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The accounts that changed lately. An access token lives for five minutes, so that a change of
 * longer ago contradicts none. Written by one thread, read by all.
 */
final class RecentAccounts {

    static final Duration KEPT = Duration.ofMinutes(15);

    /** More than any administration does in a quarter of an hour; about 100 MB. */
    static final int MOST = 200_000;

    private final Map<UserId, UserSnapshot> accounts = new ConcurrentHashMap<>();
    private final ArrayDeque<Arrival> arrivals = new ArrayDeque<>();

    private record Arrival(UserId account, long version, long atNanos) {}

    Optional<UserSnapshot> find(UserId id) {
        return Optional.ofNullable(accounts.get(id));
    }

    /** False where something newer is known. */
    boolean put(UserSnapshot account, long nowNanos) {
        var kept = accounts.merge(account.userId(), account, RecentAccounts::newer);
        if (!kept.equals(account)) {
            return false;
        }
        arrivals.addLast(new Arrival(account.userId(), account.version(), nowNanos));
        forgetOld(nowNanos);
        return true;
    }

    private void forgetOld(long nowNanos) {
        var oldest = arrivals.peekFirst();
        while (oldest != null
                && (nowNanos - oldest.atNanos() > KEPT.toNanos() || arrivals.size() > MOST)) {
            var gone = arrivals.removeFirst();
            accounts.computeIfPresent(
                    gone.account(), (_, known) -> known.version() == gone.version() ? null : known);
            oldest = arrivals.peekFirst();
        }
    }

    private static UserSnapshot newer(UserSnapshot known, UserSnapshot told) {
        return known.version() >= told.version() ? known : told;
    }
}
